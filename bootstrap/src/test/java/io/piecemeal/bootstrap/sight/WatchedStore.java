package io.piecemeal.bootstrap.sight;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.testkit.InMemoryChunkStore;
import io.piecemeal.testkit.StoreFixture;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The store in memory behind what watches one. */
final class WatchedStore implements StoreFixture {

  private final AppendStages stages = new AppendStages(new SimpleMeterRegistry());
  private final InMemoryChunkStore memory = new InMemoryChunkStore();

  @Override
  public ChunkStore store() {
    return stages.watch(memory);
  }

  @Override
  public ChunkStore secondNode() {
    return stages.watch(memory);
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
