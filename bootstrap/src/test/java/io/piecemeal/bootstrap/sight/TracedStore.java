package io.piecemeal.bootstrap.sight;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.telemetry.Traces;
import io.piecemeal.testkit.InMemoryChunkStore;
import io.piecemeal.testkit.StoreFixture;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The store in memory behind what follows calls; nobody collects what it says. */
final class TracedStore implements StoreFixture {

  private final Traces traces = Traces.to(URI.create("http://127.0.0.1:1"), "0");
  private final InMemoryChunkStore memory = new InMemoryChunkStore();

  @Override
  public ChunkStore store() {
    return new TracedChunkStore(memory, traces);
  }

  @Override
  public ChunkStore secondNode() {
    return new TracedChunkStore(memory, traces);
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
