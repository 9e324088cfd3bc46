package io.piecemeal.adapters.tus;

import io.piecemeal.domain.upload.Input;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.http.server.problem.ProblemKind;
import java.io.IOException;

/** Refusals whose status is another one in this protocol. All others are as everywhere. */
final class TusProblems {

  private TusProblems() {}

  /** What a request is for. */
  @FunctionalInterface
  interface Call<T> {
    T make() throws IOException;
  }

  static <T> T translate(Call<T> call) throws IOException {
    try {
      return call.make();
    } catch (UploadRejected e) {
      throw translate(e);
    }
  }

  private static RuntimeException translate(UploadRejected e) {
    return switch (e.refusal()) {
      case Refusal.UploadComplete _ ->
          Refusals.of(ProblemKind.FORBIDDEN, "The upload is complete.");
      case Refusal.SizeMismatch r ->
          Refusals.badField(
              Tus.LENGTH,
              "the upload has %s bytes, and its length is %s"
                  .formatted(r.currentSize(), r.expected()));
      case Refusal.NotAPart r ->
          Refusals.badField(
              Tus.CONCAT,
              "%s is not there, not partial, of another final upload or named twice"
                  .formatted(r.part()));
      case Refusal.InvalidField r when r.input() == Input.METADATA ->
          Refusals.badField(Tus.METADATA, "it " + r.reason());
      default -> e;
    };
  }
}
