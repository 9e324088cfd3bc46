package io.piecemeal.domain.access;

import io.piecemeal.domain.storage.Shard;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A ticket as its holder has it: {@code pmt_<secret><crc>}, of characters that need no escape in a
 * URL. The secret is 256 bits as 64 hex digits: 12 of the shard of the ticket's file, then random
 * ones; anyone who knows it holds the ticket. The prefix and the checksum (CRC-32 of all before it,
 * 8 hex digits) serve as those of an {@link ApiToken} do.
 */
public final class TicketToken {

  /** Random bytes that one secret takes. */
  public static final int SECRET_BYTES = 32;

  private static final String PREFIX = "pmt_";
  private static final int SHARD_END = PREFIX.length() + Shard.BITS / 4;
  private static final Pattern SYNTAX = Pattern.compile("(pmt_[0-9a-f]{64})([0-9a-f]{8})");

  private final String text;

  private TicketToken(String text) {
    this.text = text;
  }

  /**
   * Spells a token.
   *
   * @throws IllegalArgumentException unless the secret is {@value #SECRET_BYTES} bytes
   */
  public static TicketToken of(byte[] secret) {
    if (secret.length != SECRET_BYTES) {
      throw new IllegalArgumentException("a secret has 32 bytes, not " + secret.length);
    }
    return ofBody(PREFIX + HexFormat.of().formatHex(secret));
  }

  private static TicketToken ofBody(String body) {
    return new TicketToken(body + TokenChecksum.of(body));
  }

  /** Reads what a caller presented; empty where it cannot be a ticket of ours. */
  public static Optional<TicketToken> parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    boolean ours = matcher.matches() && TokenChecksum.of(matcher.group(1)).equals(matcher.group(2));
    return ours ? Optional.of(new TicketToken(text)) : Optional.empty();
  }

  public Shard shard() {
    return new Shard(HexFormat.fromHexDigits(text, PREFIX.length(), SHARD_END));
  }

  /** The token with the same other bits in a shard. */
  public TicketToken in(Shard shard) {
    String rest = text.substring(SHARD_END, PREFIX.length() + 2 * SECRET_BYTES);
    return ofBody(PREFIX + shard + rest);
  }

  /** The whole token. A secret: to be shown once, to who asked for the ticket. */
  public String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return "pmt_…";
  }
}
