package io.piecemeal.adapters.http.chunkbody;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.testkit.Allocation;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A scan takes what its members take and nothing for its data, however much there is. */
final class ScanAllocationTest {

  private static final int SMALL = 16 * 1024;
  private static final int LARGE = 5 * 1024 * 1024;

  private final ChunkBodyScanner scanner = new ChunkBodyScanner();

  @Test
  void aSmallChunkTakesFewBytes() throws Exception {
    assertThat(allocated(SMALL)).isLessThan(4 * 1024);
  }

  @Test
  void aLargeChunkTakesNoMoreThanASmallOne() throws Exception {
    assertThat(allocated(LARGE) - allocated(SMALL)).isLessThan(1024);
  }

  private long allocated(int length) throws Exception {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    String data = Base64.getEncoder().encodeToString(bytes);
    byte[] body =
        "{\"offset\":7,\"data\":\"%s\"}".formatted(data).getBytes(StandardCharsets.US_ASCII);
    return Allocation.bytesOf(() -> scanner.scan(new ByteArrayInputStream(body), new Nowhere()));
  }

  private record Nowhere() implements DecodedSink {

    @Override
    public void begin(ChunkMembers seenSoFar) {}

    @Override
    public void write(byte[] bytes, int offset, int length) {}
  }
}
