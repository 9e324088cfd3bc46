package io.piecemeal.application.port.out;

import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.storage.Shard;

/**
 * What the ledger knows of the token of a ticket, and finds the ticket by.
 *
 * @param shard of the ticket's file, as the token says
 * @param token the digest of the token
 */
public record TicketHash(Shard shard, Sha256 token) {}
