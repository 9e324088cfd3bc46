package io.piecemeal.chunk.codec;

import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Text that no encoding stood before, and that is too long to wait in the window for one behind it.
 * Its first characters mostly tell how it can be read at all: as Base64, or, with something
 * foreign, as itself. Then it is decoded so, and why it is nothing else is kept for the end of the
 * body. What leaves more than one way waits on the heap.
 */
final class UndeclaredText implements TextDecoder, AutoCloseable {

  /** So many characters tell what a text is. */
  private static final int EVIDENCE = 4 * 1024;

  private static final long NOWHERE = -1;

  private static final int CERTAIN = Alphabets.FOREIGN | Alphabets.STANDARD;
  private static final int UNLIKE_BASE64 = Alphabets.FOREIGN | Alphabets.URL_SAFE | Alphabets.BLANK;

  private static final String TOO_LATE =
      "for text of more than %d bytes that reads as base64 it must come before data"
          .formatted(BodySource.KEPT_LIMIT);

  private final ScanBuffers buffers;
  private final DecodedOutput output;
  private final HeldText held;
  private final Map<Encoding, ChunkBodyFault> faults = new EnumMap<>(Encoding.class);
  private Encoding declared = Encoding.BASE64;
  private Encoding assumed = Encoding.BASE64;
  private @Nullable TextDecoder trial;
  private int kinds;
  private boolean hasNoRoom;
  private long standardAt = NOWHERE;
  private long noDigitAt = NOWHERE;

  UndeclaredText(ScanBuffers buffers, DecodedOutput output) {
    this.buffers = buffers;
    this.output = output;
    this.held = new HeldText(buffers.room());
  }

  /** Says the encoding that stood behind the text. Without one it is Base64. */
  void declare(Encoding encoding) {
    declared = encoding;
  }

  @Override
  public void decode(byte[] text, int from, int to) throws IOException {
    if (trial != null) {
      if (!faults.containsKey(assumed)) {
        attempt(assumed, trial, text, from, to);
      }
      return;
    }
    int seen = Math.min(to, from + EVIDENCE);
    if (held.length() == 0 && isPlainlyBase64(text, from, seen)) {
      findWhatOthersMeet(text, from, seen);
      assume(Encoding.BASE64, text, from, to);
      return;
    }
    kinds |= Alphabets.kinds(text, from, to);
    if ((kinds & CERTAIN) == 0) {
      if (!held.add(text, from, to)) {
        hasNoRoom = true;
        assume(Encoding.BASE64, text, from, to);
      }
    } else if ((kinds & UNLIKE_BASE64) == 0 || isBase64(text, from, to)) {
      findWhatOthersMeet(text, from, to);
      assume(Encoding.BASE64, text, from, to);
    } else {
      assume(Encoding.UTF8, text, from, to);
    }
  }

  /**
   * Base64 of anything but ASCII has a '+' or '/' before long, and that of ASCII has a shape of its
   * own. So nearly every chunk is decoded as it comes.
   */
  private static boolean isPlainlyBase64(byte[] text, int from, int to) {
    int found = Alphabets.kinds(text, from, to);
    return (found & UNLIKE_BASE64) == 0
        && ((found & Alphabets.STANDARD) != 0 || Alphabets.isAsciiInBase64(text, from, to));
  }

  private void assume(Encoding encoding, byte[] text, int from, int to) throws IOException {
    TextDecoder decoder = TextDecoder.of(encoding, buffers, output);
    trial = decoder;
    assumed = encoding;
    attempt(encoding, decoder, text, from, to);
    held.close();
  }

  /** Decodes what is held and this piece; the first fault is kept. */
  private void attempt(Encoding as, TextDecoder decoder, byte[] text, int from, int to)
      throws IOException {
    try {
      held.replay(decoder);
      decoder.decode(text, from, to);
    } catch (ChunkBodyRejected rejected) {
      faults.putIfAbsent(as, rejected.fault());
    }
  }

  private void findWhatOthersMeet(byte[] text, int from, int to) {
    standardAt = indexOf(Alphabets.STANDARD, text, from, to);
    noDigitAt = indexOf(Alphabets.NO_HEX_DIGIT, text, from, to);
  }

  private long indexOf(int kind, byte[] text, int from, int to) {
    long index = held.indexOf(kind);
    if (index >= 0) {
      return index;
    }
    int here = Alphabets.indexOf(kind, text, from, to);
    return here >= 0 ? held.length() + here : NOWHERE;
  }

  /** Decodes to nowhere, so that each fault is the one that an encoding before it had met. */
  private boolean isBase64(byte[] text, int from, int to) throws IOException {
    DecodedOutput nowhere = new DecodedOutput(OutputStream.nullOutputStream());
    for (Encoding encoding : Encoding.values()) {
      if (encoding != Encoding.UTF8) {
        attempt(encoding, TextDecoder.of(encoding, buffers, nowhere), text, from, to);
      }
    }
    return !faults.containsKey(Encoding.BASE64);
  }

  @Override
  public int decodeUnseen(byte[] body, int from, int to) throws IOException {
    return trial == null || faults.containsKey(assumed) ? 0 : trial.decodeUnseen(body, from, to);
  }

  @Override
  public void finish() throws IOException {
    TextDecoder known = trial;
    if (known == null) {
      known = TextDecoder.of(declared, buffers, output);
      held.replay(known);
    } else if (faults.containsKey(declared)) {
      throw new ChunkBodyRejected(faults.get(declared));
    } else if (assumed != declared) {
      throw new ChunkBodyRejected(
          hasNoRoom ? new ChunkBodyFault.NoRoomToWait() : otherThanBase64());
    }
    known.finish();
  }

  private ChunkBodyFault otherThanBase64() {
    if (declared == Encoding.BASE64URL && standardAt != NOWHERE) {
      return new ChunkBodyFault.InvalidData(declared, standardAt, TextFault.OF_BASE64);
    }
    if (declared == Encoding.HEX && noDigitAt != NOWHERE) {
      return new ChunkBodyFault.InvalidData(declared, noDigitAt, TextFault.NO_HEX_DIGIT);
    }
    return new ChunkBodyFault.InvalidField(Member.ENCODING.jsonName(), TOO_LATE);
  }

  /** Gives the room back that the text took. */
  @Override
  public void close() {
    held.close();
  }
}
