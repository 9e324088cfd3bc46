package io.piecemeal.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.TypeDetector;
import io.piecemeal.domain.upload.ContentType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every {@link TypeDetector} does. */
public abstract class TypeDetectorContract {

  protected TypeDetectorContract() {}

  protected abstract TypeDetector detector();

  private Optional<ContentType> detected(byte[] head) throws IOException {
    return detector().detect(new ByteArrayInputStream(head));
  }

  private static byte[] beginning(String head, int length) {
    return Arrays.copyOf(head.getBytes(ISO_8859_1), length);
  }

  @Test
  final void typesAreToldByHowContentsBegin() throws IOException {
    assertThat(detected(beginning("%PDF-1.7\n", 200))).contains(KnownHeads.PDF);
    assertThat(detected(beginning("\u0089PNG\r\n\u001a\n", TypeDetector.HEAD)))
        .contains(KnownHeads.PNG);
  }

  @Test
  final void whatLooksLikeNothingHasNoType() throws IOException {
    assertThat(detected(new byte[0])).isEmpty();
    assertThat(detected(new byte[] {(byte) 0x81, 0, (byte) 0xfe, 3})).isEmpty();
  }

  @Test
  final void anyBytesMayCome() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      byte[] head = new byte[random.nextInt(TypeDetector.HEAD + 1)];
      random.nextBytes(head);
      detected(head);
    }
  }
}
