package io.piecemeal.adapters.mcp.chunk;

import io.piecemeal.adapters.mcp.argument.ArgumentRejected;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HexFormat;

/** Two hex digits of either case for each byte, and nothing else. */
final class StrictHex {

  private static final int BLOCK = 8192;

  private StrictHex() {}

  static void write(String text, OutputStream sink) throws IOException {
    for (int at = 0; at < text.length(); at++) {
      if (!HexFormat.isHexDigit(text.charAt(at))) {
        throw ArgumentRejected.badData("data", "hex", "a character is no hex digit", at);
      }
    }
    if (text.length() % 2 != 0) {
      throw ArgumentRejected.badData("data", "hex", "it ends within a byte", text.length());
    }
    for (int at = 0; at < text.length(); at += BLOCK) {
      int end = Math.min(at + BLOCK, text.length());
      sink.write(HexFormat.of().parseHex(text, at, end));
    }
  }
}
