package io.piecemeal.adapters.openai.file;

import io.piecemeal.domain.upload.Input;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.http.server.problem.RequestRejected;
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
   * @throws RequestRejected for that time
   * @throws UploadRejected for all else that the call refused
   */
  public static <T> T naming(String lifetime, Call<T> call) throws IOException {
    try {
      return call.run();
    } catch (UploadRejected e) {
      if (e.refusal() instanceof Refusal.InvalidField field && field.input() == Input.LIFETIME) {
        throw RequestRejected.invalidField(lifetime, field.reason());
      }
      throw e;
    }
  }
}
