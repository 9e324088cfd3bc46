package io.piecemeal.testkit;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** What the suites for a {@link ChunkStore} have in common. */
public abstract class StoreSuite {

  /** More than one of any block that a store may work in. */
  static final int LARGE = 3 * 1024 * 1024 + 17;

  ChunkStore store;

  StoreSuite() {}

  /** A store that works; called before each test. */
  protected abstract ChunkStore newStore();

  /** Another process with the same objects, beside the store of this test. */
  protected abstract ChunkStore secondNode();

  /** What is there for objects, kept or not: files, rows, open handles; in no order. */
  protected abstract List<String> leftovers() throws IOException;

  @BeforeEach
  final void startWithAStore() {
    store = newStore();
  }

  final ObjectKey written(int length) throws IOException {
    return writtenTo(store, length);
  }

  static ObjectKey writtenTo(ChunkStore node, int length) throws IOException {
    return ObjectWriting.write(node, sink -> new PatternedInputStream(length).transferTo(sink));
  }

  final byte[] read(ObjectKey key, long start, long length) throws IOException {
    return readFrom(store, key, start, length);
  }

  static byte[] readFrom(ChunkStore node, ObjectKey key, long start, long length)
      throws IOException {
    try (InputStream in = Channels.newInputStream(node.open(key, range(start, length)))) {
      return in.readAllBytes();
    }
  }

  static ByteRange range(long start, long length) {
    return new ByteRange(Samples.bytes(start), Samples.bytes(length));
  }
}
