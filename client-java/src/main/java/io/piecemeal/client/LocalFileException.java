package io.piecemeal.client;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/**
 * A file or source of the caller's own could not be read or written ({@code local-file}), or is a
 * file that changed while it was sent ({@code source-changed}).
 */
public final class LocalFileException extends PiecemealException {

  private static final long serialVersionUID = 1;

  LocalFileException(String message, @Nullable Throwable cause) {
    this("local-file", message, cause);
  }

  private LocalFileException(String code, String message, @Nullable Throwable cause) {
    super(code, message, cause);
  }

  static LocalFileException changed(@Nullable Throwable cause) {
    return new LocalFileException(
        "source-changed", "the file changed while it was sent; send it again", cause);
  }

  /**
   * Whether it is a file that changed while it was sent: what the service has of it is of no use.
   */
  public boolean isChange() {
    return code().equals("source-changed");
  }

  /** Why, in words: the JDK says some of it by the kind of the exception only. */
  static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException none -> "there is no such file or folder";
      case AccessDeniedException denied -> "permission denied";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      case FileSystemException other -> other.toString();
      default -> e.getMessage() == null ? e.toString() : e.getMessage();
    };
  }
}
