package io.piecemeal.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The text that every scanner takes for harmful, and that harms nobody. */
public final class Eicar {

  /** In two pieces, or scanners would find it here. */
  private static final String TEXT =
      "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*";

  private Eicar() {}

  public static byte[] bytes() {
    return TEXT.getBytes(US_ASCII);
  }

  /** Whether the bytes have it in them. */
  public static boolean isIn(byte[] bytes) {
    return new String(bytes, US_ASCII).contains(TEXT);
  }
}
