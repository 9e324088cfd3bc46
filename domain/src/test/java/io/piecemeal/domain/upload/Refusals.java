package io.piecemeal.domain.upload;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Short words for refusals. */
public final class Refusals {

  private Refusals() {}

  static void assertRefused(Refusal expected, ThrowingCallable call) {
    assertThatExceptionOfType(UploadRejected.class)
        .isThrownBy(call)
        .extracting(UploadRejected::refusal)
        .isEqualTo(expected);
  }

  static String badFilename(ThrowingCallable call) {
    return assertThatExceptionOfType(UploadRejected.class)
        .isThrownBy(call)
        .extracting(UploadRejected::refusal)
        .extracting(Refusal.BadFilename.class::cast)
        .actual()
        .reason();
  }
}
