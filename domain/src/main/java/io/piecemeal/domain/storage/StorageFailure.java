package io.piecemeal.domain.storage;

/**
 * A request that failed though nothing was wrong with it: a database or a store was not able to, or
 * the issuer of a caller's token.
 */
public abstract sealed class StorageFailure extends RuntimeException {

  private StorageFailure(String message, Throwable cause) {
    super(message, cause);
  }

  private StorageFailure(String message) {
    super(message);
  }

  /** Nothing was changed; the same request may succeed later. */
  public static sealed class Unavailable extends StorageFailure {
    public Unavailable(String message, Throwable cause) {
      super(message, cause);
    }

    public Unavailable(String message) {
      super(message);
    }
  }

  /**
   * Who issued a caller's token cannot say whether it is valid; database and store are not asked.
   */
  public static final class IssuerAway extends Unavailable {
    public IssuerAway(Throwable cause) {
      super("no token can be checked", cause);
    }
  }

  /** Nothing was changed: there is no room for the bytes. */
  public static final class NoSpace extends StorageFailure {
    public NoSpace(String message, Throwable cause) {
      super(message, cause);
    }

    public NoSpace(String message) {
      super(message);
    }
  }

  /**
   * Nothing was changed: the store of this node takes no bytes until its process is started again,
   * since it cannot be relied on to keep them. The same request may succeed on another node.
   */
  public static final class ReadOnly extends StorageFailure {
    public ReadOnly(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The change may have been made or may still be made; the current state has to be asked for. */
  public static final class OutcomeUnknown extends StorageFailure {
    public OutcomeUnknown(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Committed bytes are missing or are not what they were. */
  public static final class Damaged extends StorageFailure {
    public Damaged(String message, Throwable cause) {
      super(message, cause);
    }

    public Damaged(String message) {
      super(message);
    }
  }
}
