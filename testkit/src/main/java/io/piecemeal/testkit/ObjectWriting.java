package io.piecemeal.testkit;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.ChunkStore.StagedObject;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import java.io.IOException;
import java.io.OutputStream;

/** Writes objects to a store and keeps them, for tests that are about something else. */
public final class ObjectWriting {

  /** More than any test writes. */
  public static final ByteCount LIMIT = new ByteCount(1L << 30);

  private ObjectWriting() {}

  /** Writes the bytes of an object. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream sink) throws IOException;
  }

  /** Writes an object and keeps it, unless {@code content} throws. */
  public static ObjectKey write(ChunkStore store, Content content) throws IOException {
    return write(store, Samples.SHARD, content);
  }

  /** The same for a file of another shard. */
  public static ObjectKey write(ChunkStore store, Shard shard, Content content) throws IOException {
    try (StagedObject staged = store.begin(shard, LIMIT)) {
      content.writeTo(staged.sink());
      return staged.keep();
    }
  }
}
