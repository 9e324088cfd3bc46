package io.piecemeal.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.ChunkStore.StagedObject;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.List;

/** What the suites for a {@link ChunkStore} have in common: the store, and short words for it. */
interface StoreContract {

  /** More than one of any block that a store may work in. */
  int LARGE = 3 * 1024 * 1024 + 17;

  /** One that stores hold in one piece, and one that they do not. */
  List<Integer> SMALL_AND_LARGE = List.of(100, LARGE);

  StoreFixture fixture();

  /** The same all through a test. */
  ChunkStore store();

  default List<String> leftovers() throws IOException {
    return fixture().leftovers();
  }

  default ObjectKey written(int length) throws IOException {
    return writtenTo(store(), length);
  }

  default ObjectKey writtenTo(ChunkStore node, int length) throws IOException {
    return ObjectWriting.write(node, sink -> new PatternedInputStream(length).transferTo(sink));
  }

  default StagedObject staged(int length) throws IOException {
    return stagedOn(store(), length);
  }

  default StagedObject stagedOn(ChunkStore node, int length) throws IOException {
    StagedObject staged = node.begin(Samples.SHARD, Samples.bytes(length));
    new PatternedInputStream(length).transferTo(staged.sink());
    return staged;
  }

  default byte[] read(ObjectKey key, long start, long length) throws IOException {
    return readFrom(store(), key, start, length);
  }

  default byte[] readFrom(ChunkStore node, ObjectKey key, long start, long length)
      throws IOException {
    try (InputStream in = Channels.newInputStream(node.open(key, range(start, length)))) {
      return in.readAllBytes();
    }
  }

  default ByteRange range(long start, long length) {
    return new ByteRange(Samples.bytes(start), Samples.bytes(length));
  }

  default void assertDamaged(ObjectKey key, ByteRange range) {
    assertDamagedOn(store(), key, range);
  }

  default void assertDamagedOn(ChunkStore node, ObjectKey key, ByteRange range) {
    assertThatThrownBy(() -> readFrom(node, key, range.start().value(), range.length().value()))
        .as("read of %s of object %s", range, key)
        .isInstanceOf(StorageFailure.Damaged.class);
  }
}
