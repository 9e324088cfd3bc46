package io.piecemeal.e2e;

import io.piecemeal.testkit.PatternedInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Bytes to send and to compare. */
final class Bytes {

  private Bytes() {}

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** So many bytes without a short period. */
  static byte[] patterned(int length) {
    return PatternedInputStream.bytes(length);
  }

  /** Part of them, from {@code start} to before {@code end}. */
  static byte[] cut(byte[] bytes, int start, int end) {
    return Arrays.copyOfRange(bytes, start, end);
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
