package io.piecemeal.chunk.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies as long as a chunk of 5 MiB can make them, generated while they are read. */
class ChunkBodyMemoryTest {

  private static final int CHUNK = 5 * 1024 * 1024;
  private static final long BUFFERS = 128 * 1024;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @ValueSource(strings = {"QUJD", "\\/\\/\\/\\/", "\\u0041\\u0041\\u0041\\u0041", "QUJD\\r\\n"})
  void aLongBodyTakesNoMoreMemoryThanTheBuffers(String threeBytes) throws IOException {
    scan(threeBytes, 1000);

    long before = THREADS.getCurrentThreadAllocatedBytes();
    long decoded = scan(threeBytes, CHUNK / 3);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

    assertThat(decoded).isEqualTo(CHUNK / 3 * 3L);
    assertThat(allocated).isLessThan(BUFFERS);
  }

  private static long scan(String unit, int times) throws IOException {
    CountingSink sink = new CountingSink();
    new ChunkBodyScanner().scan(new RepeatedUnit("{\"data\":\"", unit, times, "\"}"), sink);
    return sink.count;
  }

  private static final class CountingSink extends OutputStream {
    private long count;

    @Override
    public void write(int one) {
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      count += length;
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
          ? unit[(int) ((at - head.length) % unit.length)]
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
