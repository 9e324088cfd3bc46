package io.piecemeal.application.port.out;

import io.piecemeal.domain.storage.Sha256;

/**
 * A request that sends bytes for a ticket. A ticket has at most one at a time.
 *
 * @param tokenHash names the ticket
 * @param number counts the transfers of this ticket, so that one that was replaced can be told
 */
public record TicketTransfer(Sha256 tokenHash, long number) {}
