package io.piecemeal.chunk.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.testkit.Allocation;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A scan takes what its members take and nothing for its data, however much there is. */
final class ScanAllocationTest {

  private static final int SMALL = 16 * 1024;
  private static final int LARGE = 5 * 1024 * 1024;

  private static final ChunkOutput NOWHERE =
      new ChunkOutput() {
        @Override
        public void write(int octet) {
          // not kept
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
          // not kept
        }

        @Override
        public void draft() {
          // there is always room
        }

        @Override
        public InputStream takeBack() {
          throw new AssertionError("plain Base64 is written once");
        }
      };

  private final ChunkBodyScanner scanner = new ChunkBodyScanner();

  enum Content {
    ZEROS,
    RANDOM,
    CSV
  }

  @ParameterizedTest
  @EnumSource
  void aSmallChunkTakesFewBytes(Content content) throws Exception {
    assertThat(allocated(SMALL, content)).isLessThan(4 * 1024);
  }

  @ParameterizedTest
  @EnumSource
  void aLargeChunkTakesNoMoreThanASmallOne(Content content) throws Exception {
    assertThat(allocated(LARGE, content) - allocated(SMALL, content)).isLessThan(1024);
  }

  private long allocated(int length, Content content) throws Exception {
    byte[] bytes = new byte[length];
    switch (content) {
      case ZEROS -> {}
      case RANDOM -> new Random(length).nextBytes(bytes);
      case CSV -> {
        byte[] line = "7,2026-11-26,Nails and screws,12.50\r\n".getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at < length; at++) {
          bytes[at] = line[at % line.length];
        }
      }
    }
    String data = Base64.getEncoder().encodeToString(bytes);
    byte[] body =
        "{\"offset\":7,\"data\":\"%s\"}".formatted(data).getBytes(StandardCharsets.US_ASCII);
    return Allocation.bytesOf(() -> scanner.scan(new ByteArrayInputStream(body), NOWHERE));
  }
}
