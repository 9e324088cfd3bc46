package io.piecemeal.http.server.tls;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;

/**
 * Reads private keys in the forms in which tools write them. PKCS#1 (RSA) and SEC 1 (EC) do without
 * what PKCS#8 says of the algorithm; the certificate says it in the same words.
 */
final class PrivateKeys {

  private static final byte SEQUENCE = 0x30;
  private static final byte OCTET_STRING = 0x04;
  private static final byte[] VERSION = {0x02, 0x01, 0x00};

  private PrivateKeys() {}

  /**
   * @param of the certificate's, which names the algorithm
   */
  static PrivateKey read(PemBlocks.Block block, PublicKey of) throws GeneralSecurityException {
    byte[] pkcs8 =
        switch (block.label()) {
          case "PRIVATE KEY" -> block.bytes();
          case "RSA PRIVATE KEY", "EC PRIVATE KEY" -> pkcs8(block.bytes(), of);
          default ->
              throw new GeneralSecurityException(
                  "a key of the form '%s' is not read; openssl pkey makes one that is"
                      .formatted(block.label()));
        };
    return KeyFactory.getInstance(of.getAlgorithm())
        .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  private static byte[] pkcs8(byte[] key, PublicKey of) {
    return value(SEQUENCE, joined(VERSION, algorithm(of), value(OCTET_STRING, key)));
  }

  /** The first part of a public key (RFC 5280 section 4.1). */
  private static byte[] algorithm(PublicKey key) {
    byte[] encoded = key.getEncoded();
    int start = 2 + lengthBytes(encoded[1]);
    int length = 2 + lengthBytes(encoded[start + 1]) + length(encoded, start + 1);
    byte[] algorithm = new byte[length];
    System.arraycopy(encoded, start, algorithm, 0, length);
    return algorithm;
  }

  /** How many bytes of a length of DER follow its first one. */
  private static int lengthBytes(byte first) {
    return first < 0 ? first & 0x7f : 0;
  }

  private static int length(byte[] der, int at) {
    int following = lengthBytes(der[at]);
    int length = following == 0 ? der[at] : 0;
    for (int i = 1; i <= following; i++) {
      length = (length << 8) | (der[at + i] & 0xff);
    }
    return length;
  }

  private static byte[] value(byte tag, byte[] content) {
    int length = content.length;
    byte[] head =
        length < 0x80
            ? new byte[] {tag, (byte) length}
            : new byte[] {tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
    return joined(head, content);
  }

  private static byte[] joined(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] all = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
