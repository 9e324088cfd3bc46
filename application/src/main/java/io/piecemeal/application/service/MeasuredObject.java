package io.piecemeal.application.service;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.ObjectKey;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Writes a new object and tells what was written. */
final class MeasuredObject implements ChunkStore.Content {

  private final Source source;
  private final ByteCount limit;
  private Optional<MeasuringSink> measured = Optional.empty();

  private MeasuredObject(Source source, ByteCount limit) {
    this.source = source;
    this.limit = limit;
  }

  /** Where the bytes come from. */
  @FunctionalInterface
  interface Source {

    /** Writes all bytes, and may refuse them by what it throws. */
    void writeTo(MeasuringSink sink) throws IOException;
  }

  /**
   * Writes the object; none is left if this throws.
   *
   * @param limit the most bytes it may have
   * @return without a digest
   */
  static ChunkObject write(ChunkStore store, ByteCount limit, Source source) throws IOException {
    MeasuredObject object = new MeasuredObject(source, limit);
    ObjectKey key = store.write(object);
    MeasuringSink bytes = object.measured.orElseThrow();
    return new ChunkObject(key, bytes.length(), bytes.crc32c(), Optional.empty());
  }

  @Override
  public void writeTo(OutputStream target) throws IOException {
    MeasuringSink sink = new MeasuringSink(target, limit);
    source.writeTo(sink);
    measured = Optional.of(sink);
  }
}
