package io.piecemeal.testkit;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.domain.storage.ObjectKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The store in memory behind a decorator, so that it passes the suites of what it decorates. It
 * lasts as long as its process, so that the other node is in the same one.
 */
public final class DecoratedStoreFixture implements StoreFixture {

  private final InMemoryChunkStore memory = new InMemoryChunkStore();
  private final UnaryOperator<ChunkStore> decorator;

  /**
   * @param decorator puts the decorator before the store of each node
   */
  public DecoratedStoreFixture(UnaryOperator<ChunkStore> decorator) {
    this.decorator = decorator;
  }

  @Override
  public ChunkStore store() {
    return decorator.apply(memory);
  }

  @Override
  public ChunkStore secondNode() {
    return decorator.apply(memory);
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
