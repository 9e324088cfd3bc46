package io.piecemeal.chunk.codec;

import java.util.Optional;

/** How the text of {@code data} stands for the bytes of the chunk. */
public enum Encoding {
  /**
   * RFC 4648 section 4, padding required; CR and LF are skipped, and SP and TAB beside them or
   * around the whole text.
   */
  BASE64("base64"),
  /** RFC 4648 section 5, padding optional; skips what {@link #BASE64} skips. */
  BASE64URL("base64url"),
  /** RFC 4648 section 8, two digits a byte, either case; CR and LF between bytes are skipped. */
  HEX("hex"),
  /** The text itself, in UTF-8. */
  UTF8("utf8");

  private final String wireName;

  Encoding(String wireName) {
    this.wireName = wireName;
  }

  /** The name that stands in the request's {@code encoding} member. */
  public String wireName() {
    return wireName;
  }

  /** The one that a caller means: in either case, and "utf-8" as well. */
  public static Optional<Encoding> named(String name) {
    String meant = name.equalsIgnoreCase("utf-8") ? UTF8.wireName : name;
    for (Encoding encoding : values()) {
      if (encoding.wireName.equalsIgnoreCase(meant)) {
        return Optional.of(encoding);
      }
    }
    return Optional.empty();
  }
}
