package io.piecemeal.outbound;

import java.net.UnknownHostException;

/** A name has an address that requests may not go to. Tells neither which nor what is there. */
final class RefusedAddressException extends UnknownHostException {

  private static final long serialVersionUID = 1L;

  RefusedAddressException() {
    super("the host has an address that is not public");
  }
}
