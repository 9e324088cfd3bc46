package io.piecemeal.domain.access;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An API key as its owner holds it: {@code pm_<id>_<secret><crc>}. The prefix lets secret scanners
 * find it, the checksum (CRC-32 of all before it, 8 hex digits) lets a mistyped one be refused
 * without a look-up. The secret is 256 random bits as 64 hex digits.
 */
public final class ApiToken {

  /** Random bytes that one secret takes. */
  public static final int SECRET_BYTES = 32;

  private static final Pattern SYNTAX =
      Pattern.compile("(pm_([a-z0-9]{8,32})_[0-9a-f]{64})([0-9a-f]{8})");

  private final KeyId id;
  private final String text;

  private ApiToken(KeyId id, String text) {
    this.id = id;
    this.text = text;
  }

  /**
   * Spells a key.
   *
   * @throws IllegalArgumentException unless the secret is {@value #SECRET_BYTES} bytes
   */
  public static ApiToken of(KeyId id, byte[] secret) {
    if (secret.length != SECRET_BYTES) {
      throw new IllegalArgumentException("a secret has 32 bytes, not " + secret.length);
    }
    String body = "pm_" + id + "_" + HexFormat.of().formatHex(secret);
    return new ApiToken(id, body + TokenChecksum.of(body));
  }

  /** Reads what a caller presented; empty where it cannot be a key of ours. */
  public static Optional<ApiToken> parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches() || !TokenChecksum.of(matcher.group(1)).equals(matcher.group(3))) {
      return Optional.empty();
    }
    return Optional.of(new ApiToken(new KeyId(matcher.group(2)), text));
  }

  public KeyId id() {
    return id;
  }

  /** The whole token. A secret: to be shown to its owner once and nowhere else. */
  public String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return "pm_" + id + "_…";
  }
}
