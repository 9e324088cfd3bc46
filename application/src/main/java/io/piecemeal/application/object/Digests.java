package io.piecemeal.application.object;

import io.piecemeal.domain.storage.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, which every Java platform has. */
public final class Digests {

  private Digests() {}

  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the Java platform lacks SHA-256", e);
    }
  }

  public static Sha256 sha256(String text) {
    return Sha256.of(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The same digest so far, to go on with by itself. */
  public static MessageDigest copy(MessageDigest digest) {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the Java platform's SHA-256 cannot be copied", e);
    }
  }

  /** Compares in a time that tells nothing of where the digests differ. */
  public static boolean equal(Sha256 one, Sha256 other) {
    return MessageDigest.isEqual(one.bytes(), other.bytes());
  }
}
