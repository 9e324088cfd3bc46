package io.piecemeal.application.object;

import static io.piecemeal.application.scene.Refusals.assertRefused;
import static io.piecemeal.application.scene.Scene.sha256;
import static io.piecemeal.testkit.Samples.bytes;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.upload.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What measures and digests bytes on their way. */
final class SinksTest {

  /** RFC 3720 appendix B.4 and the well-known check value of CRC-32C. */
  private static final byte[] CHECK = "123456789".getBytes(US_ASCII);

  private final ByteArrayOutputStream target = new ByteArrayOutputStream();
  private final MeasuringSink measuring = new MeasuringSink(target, bytes(12), bytes(12));
  private final DigestingSink digesting = new DigestingSink();

  @Test
  void bytesArePassedOnCountedAndSummedUp() throws IOException {
    measuring.write("..1234567..".getBytes(US_ASCII), 2, 7);
    measuring.write('8');
    measuring.write(0x100 | '9');

    assertThat(target.toByteArray()).isEqualTo(CHECK);
    assertThat(measuring.length()).isEqualTo(bytes(9));
    assertThat(measuring.crc32c()).hasToString("e3069283");
  }

  @Test
  void whatIsTooMuchIsNotPassedOn() throws IOException {
    measuring.write(CHECK);
    measuring.write(CHECK, 0, 3);

    assertRefused(new Refusal.ChunkTooLarge(bytes(12)), () -> measuring.write('x'));
    assertRefused(new Refusal.ChunkTooLarge(bytes(12)), () -> measuring.write(CHECK, 0, 1));

    assertThat(target.size()).isEqualTo(12);
    assertThat(measuring.length()).isEqualTo(bytes(12));
  }

  @Test
  void theDigestIsThatOfAllBytes() throws IOException {
    digesting.write("..1234567..".getBytes(US_ASCII), 2, 7);
    digesting.write('8');
    digesting.write(0x100 | '9');

    assertThat(digesting.sha256()).isEqualTo(sha256("123456789"));
  }

  @Test
  void digestsAreComparedAsAWhole() {
    assertThat(Digests.equal(sha256("a"), sha256("a"))).isTrue();
    assertThat(Digests.equal(sha256("a"), sha256("b"))).isFalse();
  }
}
