package io.piecemeal.domain.access;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** The last 8 hex digits of a token: CRC-32 of all before them, against slips of who copies it. */
final class TokenChecksum {

  private TokenChecksum() {}

  static String of(String body) {
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.US_ASCII));
    return "%08x".formatted(crc.getValue());
  }
}
