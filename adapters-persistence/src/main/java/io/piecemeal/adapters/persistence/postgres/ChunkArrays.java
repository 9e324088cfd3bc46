package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.Sha256;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Chunks as arrays for {@code unnest}.
 *
 * @param offsets of the chunks in their files, in the same order
 */
record ChunkArrays(List<ChunkObject> chunks, List<ByteCount> offsets) {

  /** The names of the columns that {@link #bindAll} gives, in its order. */
  static final String COLUMNS = "object_key, chunk_offset, length, crc32c, sha256";

  /** The chunks of one file, from offset 0 on. */
  static ChunkArrays fromStart(List<ChunkObject> chunks) {
    List<ByteCount> offsets = new ArrayList<>();
    ByteCount offset = ByteCount.ZERO;
    for (ChunkObject chunk : chunks) {
      offsets.add(offset);
      offset = offset.plus(chunk.length());
    }
    return new ChunkArrays(chunks, offsets);
  }

  int count() {
    return chunks.size();
  }

  ByteCount size() {
    return chunks.stream().map(ChunkObject::length).reduce(ByteCount.ZERO, ByteCount::plus);
  }

  /** Key, length, CRC and digest of the last chunk; four times NULL if there is none. */
  void bindLast(Parameters parameters) throws SQLException {
    if (chunks.isEmpty()) {
      parameters.absent().absent().absent().absent();
    } else {
      parameters.object(chunks.getLast());
    }
  }

  /** Arrays of what {@link #COLUMNS} names; digests in hex. */
  void bindAll(Parameters parameters) throws SQLException {
    parameters
        .array("uuid", column(chunk -> chunk.key().value()))
        .array("bigint", offsets.stream().map(ByteCount::value).toArray())
        .array("bigint", column(chunk -> chunk.length().value()))
        .array("integer", column(chunk -> chunk.crc32c().value()))
        .array("text", digests());
  }

  private Object[] column(Function<ChunkObject, Object> value) {
    return chunks.stream().map(value).toArray();
  }

  /** In hex, with an empty text where there is none: drivers differ in how they take null there. */
  private Object[] digests() {
    return column(chunk -> chunk.sha256().map(Sha256::hex).orElse(""));
  }
}
