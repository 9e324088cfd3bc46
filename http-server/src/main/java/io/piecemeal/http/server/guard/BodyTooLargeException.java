package io.piecemeal.http.server.guard;

import io.piecemeal.domain.storage.ByteCount;

/** A body has more bytes than one may have. Carries no stack trace: it is an answer. */
public final class BodyTooLargeException extends RuntimeException {

  private final transient ByteCount limit;

  BodyTooLargeException(ByteCount limit) {
    super("a body has at most %s bytes".formatted(limit), null, false, false);
    this.limit = limit;
  }

  public ByteCount limit() {
    return limit;
  }
}
