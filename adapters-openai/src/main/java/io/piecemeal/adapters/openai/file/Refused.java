package io.piecemeal.adapters.openai.file;

import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.Retention;
import io.piecemeal.domain.upload.UploadRejected;
import java.io.IOException;

/** Calls use cases, and names what they refuse as the caller does. */
public final class Refused {

  private Refused() {}

  /** What is called. */
  @FunctionalInterface
  public interface Call<T> {
    T run() throws IOException;
  }

  /**
   * Runs the call.
   *
   * @param lifetime what the caller calls the time that a file is to live
   * @throws UploadRejected as the call did, but for that name
   */
  public static <T> T naming(String lifetime, Call<T> call) throws IOException {
    try {
      return call.run();
    } catch (UploadRejected e) {
      if (e.refusal() instanceof Refusal.InvalidField field
          && field.field().equals(Retention.LIFETIME)) {
        throw new UploadRejected(new Refusal.InvalidField(lifetime, field.reason()));
      }
      throw e;
    }
  }
}
