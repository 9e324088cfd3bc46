package io.piecemeal.testkit;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.domain.storage.ObjectKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** It lasts as long as its process, so that the other node is in the same one. */
final class InMemoryStoreFixture implements StoreFixture {

  private final InMemoryChunkStore memory = new InMemoryChunkStore();

  @Override
  public ChunkStore store() {
    return memory;
  }

  @Override
  public ChunkStore secondNode() {
    return memory;
  }

  @Override
  public List<String> leftovers() {
    return memory.keys().stream().map(ObjectKey::hex).toList();
  }

  @Override
  public Optional<Consumer<ObjectKey>> damage() {
    return Optional.of(memory::damage);
  }
}
