package io.piecemeal.application.port.in;

import io.piecemeal.domain.upload.StoredFile;

/** What a call leaves that fails behind the making of a file: nothing, as far as can be. */
public final class FailedCall {

  private FailedCall() {}

  /**
   * Deletes a file that the call made, since nobody learns where it is. Where that fails, too, the
   * file stays until it expires, and {@code why} is told of it.
   *
   * @param why what the call fails with
   */
  public static void takeBack(DeleteFile delete, StoredFile made, Exception why) {
    try {
      delete.delete(made.owner(), made.id());
    } catch (RuntimeException e) {
      why.addSuppressed(e);
    }
  }
}
