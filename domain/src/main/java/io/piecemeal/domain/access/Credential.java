package io.piecemeal.domain.access;

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
}
