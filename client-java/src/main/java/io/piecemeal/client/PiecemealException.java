package io.piecemeal.client;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a call did not do what it should. Programs go by {@link #code()}, or by the kind; messages
 * are for people and never hold a key or bytes of a file.
 */
public abstract sealed class PiecemealException extends RuntimeException
    permits ServiceException,
        UnreachableException,
        IntegrityException,
        IncompleteException,
        LocalFileException,
        CancelledException {

  private static final long serialVersionUID = 1;

  private final String code;

  PiecemealException(String code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** Stable, in kebab case: the service's own for its refusals. */
  public final String code() {
    return code;
  }

  /** Of the service's answer, or 0 where there was none. */
  public int status() {
    return 0;
  }

  /** Whether the very same call may succeed later. The client has repeated it as long as it may. */
  public boolean retryable() {
    return false;
  }

  /** What the service says leads on. */
  public Optional<NextCall> next() {
    return Optional.empty();
  }

  /** By which the service's operator finds the request in its log. */
  public Optional<String> requestId() {
    return Optional.empty();
  }
}
