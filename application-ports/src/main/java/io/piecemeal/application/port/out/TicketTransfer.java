package io.piecemeal.application.port.out;

/**
 * A request that sends bytes for a ticket. A ticket has at most one at a time.
 *
 * @param ticket names the ticket
 * @param number counts the transfers of this ticket, so that one that was replaced can be told
 */
public record TicketTransfer(TicketHash ticket, long number) {}
