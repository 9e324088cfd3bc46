package io.piecemeal.adapters.mcp.content;

import io.piecemeal.application.port.in.ReadContent.Content;
import io.piecemeal.domain.storage.ByteRange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.Channels;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Some bytes of a file, few enough to be held in memory. */
public final class Excerpt {

  private final byte[] bytes;

  private Excerpt(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads a range, which must lie within the file.
   *
   * @throws IOException if the file was changed meanwhile
   */
  public static Excerpt read(Content content, ByteRange range) throws IOException {
    try (InputStream in = Channels.newInputStream(content.bytes(range))) {
      return new Excerpt(in.readNBytes(Math.toIntExact(range.length().value())));
    }
  }

  /** The first bytes of these; all, if they are fewer. */
  public Excerpt first(int most) {
    return most < bytes.length ? new Excerpt(Arrays.copyOf(bytes, most)) : this;
  }

  public int size() {
    return bytes.length;
  }

  /**
   * How many of the bytes fit into so many bytes of a JSON string, if they are text. Line ends,
   * quotes and backslashes take two there, and other control characters six.
   */
  public int fitting(int most) {
    int taken = 0;
    for (int at = 0; at < bytes.length; at++) {
      taken += inJson(bytes[at]);
      if (taken > most) {
        return at;
      }
    }
    return bytes.length;
  }

  private static int inJson(byte octet) {
    return switch (octet) {
      case '"', '\\', '\n', '\r', '\t' -> 2;
      default -> octet >= 0 && octet < ' ' ? 6 : 1;
    };
  }

  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** All bytes as UTF-8; empty if they are not that. */
  public Optional<String> text() {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /**
   * The bytes as UTF-8 without a character that begins in them and ends behind them; empty if they
   * are not that, or not even one character.
   */
  public Optional<Start> startOfText() {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, false);
    if (result.isError() || (in.position() == 0 && bytes.length > 0)) {
      return Optional.empty();
    }
    return Optional.of(new Start(out.flip().toString(), in.position()));
  }

  /**
   * Text from the start of an excerpt.
   *
   * @param bytes how many bytes it is
   */
  public record Start(String text, int bytes) {}
}
