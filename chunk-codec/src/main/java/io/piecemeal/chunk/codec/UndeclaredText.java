package io.piecemeal.chunk.codec;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;

/**
 * Text that no encoding stood before, and that is too long to wait in the window for one behind it.
 * Nearly always it is Base64, so it is decoded as that while it has only letters of its alphabet.
 * From the first piece with anything else in it, the text is written as it is. If the end of the
 * body shows that this was not what the text stands for, all that was written is taken back and
 * decoded anew.
 */
final class UndeclaredText {

  /** Bytes that are read back at a time: whole groups. */
  private static final int BLOCK = 4 * 1024 * Base64Groups.BYTES;

  private static final byte[] FILLING = {'A', 'A', 'A'};

  private final ScanBuffers buffers;
  private final ChunkOutput target;
  private final DecodedOutput output;
  private final Base64Text trial;
  private long letters;
  private boolean drafted;
  private boolean undecoded;

  UndeclaredText(ScanBuffers buffers, ChunkOutput target, DecodedOutput output) {
    this.buffers = buffers;
    this.target = target;
    this.output = output;
    this.trial = new Base64Text(Encoding.BASE64, buffers, output);
  }

  /** Takes a piece of the text behind which more text follows. */
  void add(byte[] text, int from, int to) throws IOException {
    if (!undecoded && !isBase64(text, from, to)) {
      endTrial();
      draft();
      undecoded = true;
    } else {
      draftHex(text, from, to);
    }
    if (undecoded) {
      target.write(text, from, to - from);
    } else {
      trial.decode(text, from, to);
      letters += to - from;
    }
  }

  /** Decodes what it can of a body's bytes, as {@link TextDecoder#decodeUnseen} does. */
  int decodeUnseen(byte[] body, int from, int to) throws IOException {
    if (undecoded) {
      return 0;
    }
    draftHex(body, from, Math.min(to, from + Base64Text.PIECE));
    int decoded = trial.decodeUnseen(body, from, to);
    letters += decoded;
    return decoded;
  }

  /** The decoder for the rest of the text, which has decoded all that came before. */
  TextDecoder resume(Encoding declared) throws IOException {
    if (declared == Encoding.BASE64 && !undecoded) {
      return trial;
    }
    if (!undecoded) {
      endTrial();
    }
    try (InputStream written = target.takeBack()) {
      output.restart();
      TextDecoder decoder = TextDecoder.of(declared, buffers, output);
      decodeAgain(written, decoder);
      return decoder;
    }
  }

  /** Whether it is all letters of the alphabet, which is the same text when it is encoded again. */
  private static boolean isBase64(byte[] text, int from, int to) {
    byte[] values = Base64Alphabet.of(Encoding.BASE64).values();
    int at = from;
    while (at < to && values[text[at] & 0xFF] >= 0) {
      at++;
    }
    return at == to;
  }

  /** What begins with hexadecimal digits alone would be more bytes in Base64, perhaps too many. */
  private void draftHex(byte[] text, int from, int to) throws IOException {
    if (letters == 0 && isHex(text, from, to)) {
      draft();
    }
  }

  private static boolean isHex(byte[] text, int from, int to) {
    int at = from;
    while (at < to && HexText.digit(text[at]) >= 0) {
      at++;
    }
    return at == to;
  }

  private void draft() throws IOException {
    if (!drafted) {
      target.draft();
      drafted = true;
    }
  }

  /** Fills the last group, so that all letters are in the bytes written. */
  private void endTrial() throws IOException {
    trial.decode(FILLING, 0, (int) (-letters & (Base64Groups.CHARACTERS - 1)));
    trial.finish();
  }

  private void decodeAgain(InputStream written, TextDecoder decoder) throws IOException {
    byte[] block = new byte[BLOCK];
    byte[] text = new byte[BLOCK / Base64Groups.BYTES * Base64Groups.CHARACTERS];
    for (long left = letters; left > 0; left -= text.length) {
      long groups = (left + Base64Groups.CHARACTERS - 1) / Base64Groups.CHARACTERS;
      int read = written.readNBytes(block, 0, (int) Math.min(BLOCK, groups * Base64Groups.BYTES));
      Base64.getEncoder().encode(read < BLOCK ? Arrays.copyOf(block, read) : block, text);
      decoder.decode(text, 0, (int) Math.min(left, text.length));
    }
    for (int read = written.read(block); read >= 0; read = written.read(block)) {
      decoder.decode(block, 0, read);
    }
  }
}
