package io.piecemeal.client;

import org.jspecify.annotations.Nullable;

/**
 * Bytes differ: those that arrived or came back are not those that were sent ({@code
 * checksum-mismatch}), or the source or the file is not the one that was begun with ({@code
 * source-changed}).
 */
public final class IntegrityException extends PiecemealException {

  private static final long serialVersionUID = 1;

  private IntegrityException(String code, String message, @Nullable Throwable cause) {
    super(code, message, cause);
  }

  static IntegrityException mismatch(String message, @Nullable Throwable cause) {
    return new IntegrityException("checksum-mismatch", message, cause);
  }

  static IntegrityException changed(String message, @Nullable Throwable cause) {
    return new IntegrityException("source-changed", message, cause);
  }
}
