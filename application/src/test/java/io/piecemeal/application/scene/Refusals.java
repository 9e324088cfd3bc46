package io.piecemeal.application.scene;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.UploadRejected;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Short words for refusals. */
public final class Refusals {

  private Refusals() {}

  public static void assertRefused(Refusal expected, ThrowingCallable call) {
    assertThatExceptionOfType(UploadRejected.class)
        .isThrownBy(call)
        .extracting(UploadRejected::refusal)
        .isEqualTo(expected);
  }
}
