package io.piecemeal.chunk.codec;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The text of {@code data} on its way to the sink. With its encoding declared before it, it is
 * decoded and judged as it is read. Otherwise it waits in the source for the end of the body, or,
 * where it is longer than may wait there, as {@link UndeclaredText}.
 */
final class DataMember implements StringText {

  private static final int WAITING_LIMIT = BodySource.KEPT_LIMIT;
  private static final int UNSEEN = Base64Text.PIECE + Base64Text.GROUP;

  private final BodySource source;
  private final ScanBuffers buffers;
  private final ChunkOutput sink;
  private final DecodedOutput output;
  private final @Nullable TextDecoder decoder;
  private @Nullable UndeclaredText undeclared;

  DataMember(
      Optional<Encoding> declared, BodySource source, ScanBuffers buffers, ChunkOutput sink) {
    this.source = source;
    this.buffers = buffers;
    this.sink = sink;
    this.output = new DecodedOutput(sink);
    this.decoder = declared.map(encoding -> TextDecoder.of(encoding, buffers, output)).orElse(null);
  }

  /** Reads the string from behind its opening quote. */
  void read(JsonString string) throws IOException {
    try {
      do {
        decodeUnseen();
      } while (!string.readSome(this));
    } catch (ChunkBodyRejected rejected) {
      if (decoder != null && rejected.fault() instanceof ChunkBodyFault.InvalidJson) {
        // A fault of the data stands before this one, wherever the pieces happen to be cut.
        decodeKept(decoder);
      }
      throw rejected;
    }
    if (decoder != null) {
      finish(decoder);
    }
  }

  /** Judges data that no encoding stood before, now that the whole body was read. */
  void endOfBody(Optional<Encoding> lateEncoding) throws IOException {
    Encoding encoding = lateEncoding.orElse(Encoding.BASE64);
    if (undeclared != null) {
      finish(undeclared.resume(encoding));
    } else if (decoder == null) {
      finish(TextDecoder.of(encoding, buffers, output));
    }
  }

  @Override
  public void append(byte[] bytes, int from, int to) throws IOException {
    source.keep(from, to);
    makeRoom();
  }

  @Override
  public void append(int codePoint) throws IOException {
    source.keep(codePoint);
    makeRoom();
  }

  private void makeRoom() throws IOException {
    if (source.kept() <= WAITING_LIMIT) {
      return;
    }
    if (decoder != null) {
      decodeKept(decoder);
      return;
    }
    UndeclaredText text = undeclaredText();
    undeclared = text;
    text.add(source.bytes(), 0, source.kept());
    source.dropKept();
  }

  private UndeclaredText undeclaredText() {
    UndeclaredText text = undeclared;
    return text != null ? text : new UndeclaredText(buffers, sink, output);
  }

  /** Spares the search for the string's end: Base64 has no character that is special in JSON. */
  private void decodeUnseen() throws IOException {
    int decoded = 1;
    while (decoded > 0 && source.kept() == 0 && source.require(UNSEEN) >= UNSEEN) {
      decoded = decodeUnseen(source.bytes(), source.position(), source.limit());
      source.advance(decoded);
    }
  }

  private int decodeUnseen(byte[] body, int from, int to) throws IOException {
    if (decoder != null) {
      return decoder.decodeUnseen(body, from, to);
    }
    UndeclaredText text = undeclaredText();
    int decoded = text.decodeUnseen(body, from, to);
    if (decoded > 0) {
      undeclared = text;
    }
    return decoded;
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
