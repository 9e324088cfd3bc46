package io.piecemeal.chunk.codec;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The text of {@code data} on its way to the sink. With its encoding declared before it, it is
 * decoded and judged as it is read. Otherwise it waits in the source for the end of the body, or,
 * once it is longer than may wait there, as {@link UndeclaredText}.
 */
final class DataMember implements StringText, AutoCloseable {

  private static final int WAITING_LIMIT = BodySource.KEPT_LIMIT;
  private static final int UNSEEN = Base64Text.PIECE + Base64Text.GROUP;

  private final BodySource source;
  private final ScanBuffers buffers;
  private final DecodedOutput output;
  private final boolean declared;
  private @Nullable TextDecoder decoder;
  private @Nullable UndeclaredText undeclared;

  DataMember(
      Optional<Encoding> declared, BodySource source, ScanBuffers buffers, DecodedOutput output) {
    this.source = source;
    this.buffers = buffers;
    this.output = output;
    this.declared = declared.isPresent();
    this.decoder = declared.map(encoding -> TextDecoder.of(encoding, buffers, output)).orElse(null);
  }

  /** Reads the string from behind its opening quote. */
  void read(JsonString string) throws IOException {
    try {
      do {
        decodeUnseen();
      } while (!string.readSome(this));
    } catch (ChunkBodyRejected rejected) {
      if (declared && rejected.fault() instanceof ChunkBodyFault.InvalidJson) {
        // A fault of the data stands before this one, wherever the pieces happen to be cut.
        decodeKept(decoder());
      }
      throw rejected;
    }
    if (declared) {
      finish(decoder());
    }
  }

  /** Judges data that no encoding stood before, now that the whole body was read. */
  void endOfBody(Optional<Encoding> lateEncoding) throws IOException {
    Encoding encoding = lateEncoding.orElse(Encoding.BASE64);
    if (undeclared != null) {
      undeclared.declare(encoding);
      finish(undeclared);
    } else if (!declared) {
      finish(TextDecoder.of(encoding, buffers, output));
    }
  }

  /** Gives back what a text took that was not judged. */
  @Override
  public void close() {
    if (undeclared != null) {
      undeclared.close();
    }
  }

  @Override
  public void append(byte[] bytes, int from, int to) throws IOException {
    source.keep(from, to);
    makeRoom();
  }

  @Override
  public void append(int codePoint) throws IOException {
    Utf8.keep(codePoint, source);
    makeRoom();
  }

  private void makeRoom() throws IOException {
    if (source.kept() > WAITING_LIMIT) {
      decodeKept(decoder());
    }
  }

  private TextDecoder decoder() {
    TextDecoder known = decoder;
    if (known == null) {
      undeclared = new UndeclaredText(buffers, output);
      known = undeclared;
      decoder = known;
    }
    return known;
  }

  /** Spares the search for the string's end: Base64 has no character that is special in JSON. */
  private void decodeUnseen() throws IOException {
    int decoded = 1;
    while (decoder != null
        && decoded > 0
        && source.kept() == 0
        && source.require(UNSEEN) >= UNSEEN) {
      decoded = decoder.decodeUnseen(source.bytes(), source.position(), source.limit());
      source.advance(decoded);
    }
  }

  private void decodeKept(TextDecoder known) throws IOException {
    known.decode(source.bytes(), 0, source.kept());
    source.dropKept();
  }

  private void finish(TextDecoder known) throws IOException {
    decodeKept(known);
    known.finish();
    if (output.isEmpty()) {
      throw new ChunkBodyRejected(new ChunkBodyFault.EmptyChunk());
    }
  }
}
