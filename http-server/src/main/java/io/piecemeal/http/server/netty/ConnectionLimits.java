package io.piecemeal.http.server.netty;

import java.time.Duration;

/**
 * How many connections there may be, and how long they may keep the service waiting.
 *
 * @param all connections at once on this node
 * @param perAddress connections at once of one address, of one network of 64 bits in IPv6; at most
 *     {@code all}
 * @param unfinishedHeads connections at once that have sent a part of a head: each holds memory
 * @param head how long a head may take, counted from the connection for the first one, and from its
 *     first byte for others
 * @param stalledAnswer how long an answer may wait for its reader to take some of it
 */
public record ConnectionLimits(
    int all, int perAddress, int unfinishedHeads, Duration head, Duration stalledAnswer) {

  public ConnectionLimits {
    if (all < 1 || perAddress < 1 || perAddress > all || unfinishedHeads < 1) {
      throw new IllegalArgumentException(
          "of at most %d connections, one address cannot have %d".formatted(all, perAddress));
    }
    if (!head.isPositive() || !stalledAnswer.isPositive()) {
      throw new IllegalArgumentException("the times for heads and answers have to be positive");
    }
  }
}
