package io.piecemeal.http.server.netty;

import java.io.IOException;

/** The framing of a body is broken, so that nobody knows where it ends. */
public final class MalformedBodyException extends IOException {

  MalformedBodyException(Throwable cause) {
    super("malformed framing of a request body", cause);
  }
}
