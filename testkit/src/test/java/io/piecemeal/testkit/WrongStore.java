package io.piecemeal.testkit;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A store that does all as it should; each mutant overrides what it gets wrong. */
class WrongStore implements ChunkStore {

  final InMemoryChunkStore right = new InMemoryChunkStore();

  /** What is there beside objects. */
  final List<String> litter = new ArrayList<>();

  @Override
  public StagedObject begin(Shard shard, ByteCount limit) {
    return right.begin(shard, limit);
  }

  @Override
  public ReadableByteChannel open(ObjectKey key, ByteRange range) {
    return right.open(key, range);
  }

  @Override
  public void delete(Collection<ObjectKey> keys) {
    right.delete(keys);
  }

  List<String> leftovers() {
    List<String> all = new ArrayList<>(litter);
    right.keys().forEach(key -> all.add(key.hex()));
    return all;
  }

  /** A channel with a fault. */
  static class Channel implements ReadableByteChannel {

    private final ReadableByteChannel right;

    Channel(ReadableByteChannel right) {
      this.right = right;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      return right.read(target);
    }

    @Override
    public boolean isOpen() {
      return right.isOpen();
    }

    @Override
    public void close() throws IOException {
      right.close();
    }
  }

  /** A staged object with a fault. */
  static class Stage implements StagedObject {

    final StagedObject right;

    Stage(StagedObject right) {
      this.right = right;
    }

    @Override
    public OutputStream sink() {
      return right.sink();
    }

    @Override
    public ReadableByteChannel open(ByteRange range) {
      return right.open(range);
    }

    @Override
    public ObjectKey keep() {
      return right.keep();
    }

    @Override
    public void close() {
      right.close();
    }
  }
}
