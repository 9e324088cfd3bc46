package io.piecemeal.application.service;

import io.piecemeal.domain.storage.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, which every Java platform has. */
final class Digests {

  private Digests() {}

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the Java platform lacks SHA-256", e);
    }
  }

  static Sha256 sha256(String text) {
    return Sha256.of(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Compares in a time that tells nothing of where the digests differ. */
  static boolean equal(Sha256 one, Sha256 other) {
    return MessageDigest.isEqual(one.bytes(), other.bytes());
  }
}
