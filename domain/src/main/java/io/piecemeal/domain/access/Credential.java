package io.piecemeal.domain.access;

import java.util.regex.Pattern;

/** By what a caller proved who it is, in a form that may be shown and logged. */
public sealed interface Credential {
  /** A key that the service made. */
  record StoredKey(KeyId id) implements Credential {
    @Override
    public String toString() {
      return id.value();
    }
  }

  /** The key that the settings give to the owner. */
  record FixedKey() implements Credential {
    @Override
    public String toString() {
      return "fixed";
    }
  }

  /**
   * A token that an identity provider signed.
   *
   * @param id what tells it from others, and is no secret: 1 to 64 characters of {@code
   *     [A-Za-z0-9._-]}
   */
  record SignedToken(String id) implements Credential {

    private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    public SignedToken {
      if (!isId(id)) {
        throw new IllegalArgumentException("the id of a token has 1 to 64 of [A-Za-z0-9._-]");
      }
    }

    /** Whether a text may be one. */
    public static boolean isId(String text) {
      return SYNTAX.matcher(text).matches();
    }

    @Override
    public String toString() {
      return "token:" + id;
    }
  }
}
