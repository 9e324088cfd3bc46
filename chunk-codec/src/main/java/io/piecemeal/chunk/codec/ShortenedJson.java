package io.piecemeal.chunk.codec;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON text as it is read, without its long strings: in the place of each is {@code ""}, and what
 * was in it is kept here, once, as its bytes. A parser that reads this makes no arrays and strings
 * of them; it counts strings, so that it finds their texts.
 *
 * <p>Of a long string everything is checked that RFC 8259 asks of it, except that surrogates may be
 * without their other half; what is passed on is for the parser to check. Takes 20 KiB besides the
 * texts.
 */
public final class ShortenedJson extends InputStream {

  /** Bytes between its quotes, with escapes, up to which a string stays where it is. */
  public static final int LONGEST = 16 * 1024;

  private final BodySource source;
  private final JsonString strings;
  private final Map<Integer, ChunkText> texts = new HashMap<>();
  private int begun;
  private int passable;
  private int quotes;

  /**
   * @param body the JSON text; closed with this
   */
  public ShortenedJson(InputStream body) {
    this.source = new BodySource(body, new byte[BodySource.CAPACITY]);
    this.strings = new JsonString(source);
  }

  /**
   * What was in a long string.
   *
   * @param string how many strings, names among them, begin before it
   * @return empty if that one is not long; always, before its place was read
   */
  public Optional<ChunkText> text(int string) {
    return Optional.ofNullable(texts.get(string));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /**
   * @throws ChunkBodyRejected with {@link ChunkBodyFault.InvalidJson}, if a long string is not
   *     valid
   */
  @Override
  public int read(byte[] target, int offset, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    if (quotes == 0 && passable == 0 && !goOn()) {
      return -1;
    }
    if (quotes > 0) {
      quotes--;
      target[offset] = '"';
      return 1;
    }
    int passed = Math.min(count, passable);
    System.arraycopy(source.bytes(), source.position(), target, offset, passed);
    source.advance(passed);
    passable -= passed;
    return passed;
  }

  /** Finds what is next: bytes to pass on, or a long string, which it reads. */
  private boolean goOn() throws IOException {
    if (source.require(1) == 0) {
      return false;
    }
    if (source.bytes()[source.position()] != '"') {
      passable = untilQuote(source.bytes(), source.position(), source.limit());
      return true;
    }
    int available = source.require(LONGEST + 2);
    int most = Math.min(available, LONGEST + 2);
    passable = throughQuote(source.bytes(), source.position(), source.position() + most);
    if (passable == 0 && available <= LONGEST + 1) {
      passable = available; // it does not end, which the parser finds out
    } else if (passable == 0) {
      readLong();
    }
    begun++;
    return true;
  }

  private void readLong() throws IOException {
    source.advance(1);
    LongTextBuilder text = new LongTextBuilder();
    strings.read(text);
    texts.put(begun, text.text());
    quotes = 2;
  }

  /** How many bytes come before the next quote. */
  private static int untilQuote(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != '"') {
      at++;
    }
    return at - from;
  }

  /** How many bytes the string has that begins here, with its quotes; 0 if its end is not here. */
  private static int throughQuote(byte[] bytes, int from, int to) {
    int at = from + 1;
    while (at < to) {
      if (bytes[at] == '"') {
        return at + 1 - from;
      }
      at += bytes[at] == '\\' ? 2 : 1;
    }
    return 0;
  }
}
