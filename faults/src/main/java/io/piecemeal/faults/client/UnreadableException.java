package io.piecemeal.faults.client;

import java.io.IOException;

/** A file is there, but its bytes are not given out; or the service was just cut off. */
public final class UnreadableException extends IOException {

  private static final long serialVersionUID = 1L;

  UnreadableException(IOException cause) {
    super(cause.toString(), cause);
  }
}
