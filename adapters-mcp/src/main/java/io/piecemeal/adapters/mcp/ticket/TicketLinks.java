package io.piecemeal.adapters.mcp.ticket;

import io.piecemeal.domain.access.TicketToken;
import io.piecemeal.domain.storage.ByteCount;

/**
 * Where tickets are used. This adapter takes no bytes but in calls; who wires it knows who does.
 */
public interface TicketLinks {

  /** The absolute URL at which a ticket is used; as secret as its token. */
  String url(TicketToken token);

  /**
   * A line for a shell that sends a file, in which FILE is to be replaced.
   *
   * @param offset how much of the file is there already
   */
  String curl(TicketToken token, ByteCount offset);
}
