package io.piecemeal.outbound;

import java.io.IOException;

/** A request that got no answer. The message is fit for the one who named the URL. */
public final class OutboundException extends IOException {

  private static final long serialVersionUID = 1L;

  OutboundException(String message, Exception cause) {
    super(message, cause);
  }
}
