package io.piecemeal.testkit;

import io.piecemeal.application.port.out.ChunkStore;
import java.util.List;

final class InMemoryStagingTest extends StagingContract {

  private final InMemoryChunkStore memory = new InMemoryChunkStore();

  @Override
  protected ChunkStore newStore() {
    return memory;
  }

  @Override
  protected ChunkStore secondNode() {
    return memory;
  }

  @Override
  protected List<String> leftovers() {
    return memory.keys().stream().map(key -> key.hex()).toList();
  }
}
