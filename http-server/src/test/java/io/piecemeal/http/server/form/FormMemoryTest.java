package io.piecemeal.http.server.form;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.piecemeal.http.server.problem.RequestRejected;
import io.piecemeal.testkit.PatternedInputStream;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A form takes no more memory than the reader's buffers, whatever is in it. */
class FormMemoryTest {

  private static final int LARGE = 20 << 20;
  private static final long BUFFERS = 128 << 10;
  private static final Boundary BOUNDARY = new Boundary("x");

  private static final String PART =
      "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";

  @Test
  void aLargeFileTakesNoMoreMemoryThanTheBuffers() throws IOException {
    copy(1000);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    copy(LARGE);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(BUFFERS);
  }

  private static void copy(long length) throws IOException {
    InputStream body =
        sequence(text(PART), new PatternedInputStream(length), text("\r\n--x--\r\n"));
    FormFile file = FormReader.read(body, BOUNDARY);
    assertThat(file.content().transferTo(OutputStream.nullOutputStream())).isEqualTo(length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--x\r\nContent-Disposition: form-data; name=\"comment\"\r\n\r\n",
        "--x\r\nX: ",
        "--x",
        "preamble"
      })
  void whatIsRefusedIsNotReadToItsEnd(String beginning) {
    CountedStream body = new CountedStream(sequence(text(beginning), new LongText()));
    assertThatThrownBy(() -> FormReader.read(body, BOUNDARY)).isInstanceOf(RequestRejected.class);
    assertThat(body.count).isLessThan(BUFFERS);
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(ISO_8859_1));
  }

  private static InputStream sequence(InputStream... streams) {
    return new SequenceInputStream(Collections.enumeration(List.of(streams)));
  }

  /** So many letters that nobody may want to see their end. */
  private static final class LongText extends InputStream {
    private int left = LARGE;

    @Override
    public int read() {
      return left-- > 0 ? 'a' : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int count = Math.min(length, left);
      Arrays.fill(target, offset, offset + count, (byte) 'a');
      left -= count;
      return count == 0 ? -1 : count;
    }
  }

  /** Counts what is read. */
  private static final class CountedStream extends FilterInputStream {
    private long count;

    CountedStream(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int got = super.read(target, offset, length);
      count += Math.max(got, 0);
      return got;
    }
  }
}
