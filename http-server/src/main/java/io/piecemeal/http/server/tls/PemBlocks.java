package io.piecemeal.http.server.tls;

import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** The blocks of a PEM file (RFC 7468). What stands between them is for people, and left out. */
final class PemBlocks {

  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN (?<label>[A-Z0-9 ]+)-----(?<base64>[A-Za-z0-9+/=\\s]*+)-----END \\k<label>-----");

  private PemBlocks() {}

  /** One block; its {@code base64} may have line breaks. */
  record Block(String label, String base64) {
    byte[] bytes() {
      return Base64.getMimeDecoder().decode(base64);
    }
  }

  static List<Block> of(String file) {
    return BLOCK
        .matcher(file)
        .results()
        .map(block -> new Block(block.group("label"), block.group("base64")))
        .toList();
  }
}
