package io.piecemeal.chunk.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies as long as a chunk of 5 MiB can make them, generated while they are read. */
class ChunkBodyMemoryTest {

  private static final int CHUNK = 5 * 1024 * 1024;
  private static final long BUFFERS = 160 * 1024;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "QUJD, 3, base64",
    "\\/\\/\\/\\/, 3, base64",
    "\\u0041\\u0041\\u0041\\u0041, 3, base64",
    "QUJD\\r\\n, 3, base64",
    "QUJD, 3, base64url",
    "QU-_, 3, base64url",
    "414243, 3, hex",
    "QUJD, 4, utf8",
    "QU\u00e4\\n, 5, utf8",
  })
  void aLongBodyTakesNoMoreMemoryThanTheBuffers(String unit, int bytes, String encoding)
      throws IOException {
    scan(unit, 100_000, encoding);

    long before = THREADS.getCurrentThreadAllocatedBytes();
    long decoded = scan(unit, CHUNK / bytes, encoding);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

    assertThat(decoded).isEqualTo((long) CHUNK / bytes * bytes);
    assertThat(allocated).isLessThan(BUFFERS);
  }

  private long scan(String unit, int times, String encoding) throws IOException {
    String tail = "\",\"encoding\":\"" + encoding + "\"}";
    try (FileOutput sink = new FileOutput(folder)) {
      new ChunkBodyScanner().scan(new RepeatedUnit("{\"data\":\"", unit, times, tail), sink);
      return sink.length();
    }
  }

  /** A body that exists only a read at a time. */
  private static final class RepeatedUnit extends InputStream {
    private final byte[] head;
    private final byte[] unit;
    private final byte[] tail;
    private final long tailAt;
    private long position;

    RepeatedUnit(String head, String unit, int times, String tail) {
      this.head = head.getBytes(UTF_8);
      this.unit = unit.getBytes(UTF_8);
      this.tail = tail.getBytes(UTF_8);
      this.tailAt = this.head.length + (long) this.unit.length * times;
    }

    @Override
    public int read() {
      if (position == tailAt + tail.length) {
        return -1;
      }
      long at = position++;
      if (at < head.length) {
        return head[(int) at];
      }
      return at < tailAt
          ? unit[(int) ((at - head.length) % unit.length)] & 0xFF
          : tail[(int) (at - tailAt)];
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      int count = 0;
      for (; count < length; count++) {
        int next = read();
        if (next < 0) {
          return count == 0 ? -1 : count;
        }
        into[offset + count] = (byte) next;
      }
      return count;
    }
  }
}
