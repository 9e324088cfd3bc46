package io.piecemeal.chunk.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Long texts without an encoding before them share what room there is for them. */
class HeldTextTest {

  private static final int LENGTH = 120_000;
  private static final String HEX =
      "{\"data\":\"" + "41".repeat(LENGTH / 2) + "\",\"encoding\":\"hex\"}";

  private final ByteArrayOutputStream sink = new ByteArrayOutputStream();

  @Test
  void aTextThatFitsWaitsForItsEncoding() throws IOException {
    new ChunkBodyScanner(LENGTH).scan(body(HEX), sink);
    assertThat(sink.toByteArray())
        .asString(StandardCharsets.US_ASCII)
        .isEqualTo("A".repeat(LENGTH / 2));
  }

  @Test
  void aLateEncodingThatFoundNoRoomMayBeSentAgain() {
    ChunkBodyScanner scanner = new ChunkBodyScanner(LENGTH - 1);
    ChunkBodyRejected rejected =
        catchThrowableOfType(ChunkBodyRejected.class, () -> scanner.scan(body(HEX), sink));
    assertThat(rejected.fault()).isEqualTo(new ChunkBodyFault.NoRoomToWait());
  }

  @Test
  void withoutRoomAChunkWithoutEncodingIsTakenAllTheSame() throws IOException {
    String base64 = "{\"data\":\"" + "QUJD".repeat(LENGTH / 4) + "\"}";
    new ChunkBodyScanner(0).scan(body(base64), sink);
    assertThat(sink.toByteArray())
        .asString(StandardCharsets.US_ASCII)
        .isEqualTo("ABC".repeat(LENGTH / 4));
  }

  @Test
  void everyBodyGivesItsRoomBack() throws IOException {
    ChunkBodyScanner scanner = new ChunkBodyScanner(LENGTH);
    String brokenOff = HEX.substring(0, LENGTH);
    for (int count = 0; count < 10; count++) {
      assertThatThrownBy(() -> scanner.scan(body(brokenOff), OutputStream.nullOutputStream()))
          .isInstanceOf(ChunkBodyRejected.class);
      assertThat(scanner.scan(body(HEX), OutputStream.nullOutputStream()).offset()).isEmpty();
    }
  }

  private static ByteArrayInputStream body(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }
}
