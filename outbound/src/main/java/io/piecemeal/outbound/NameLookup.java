package io.piecemeal.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Asks for the addresses of a name. */
@FunctionalInterface
public interface NameLookup {

  /**
   * All addresses, at least one.
   *
   * @throws UnknownHostException if there is none
   */
  InetAddress[] lookUp(String host) throws UnknownHostException;
}
