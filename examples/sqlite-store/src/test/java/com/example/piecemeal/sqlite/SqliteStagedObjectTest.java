package com.example.piecemeal.sqlite;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.testkit.StagingContract;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

final class SqliteStagedObjectTest extends StagingContract {

  private final Stores stores = new Stores();

  @AfterEach
  void close() throws Exception {
    stores.close();
  }

  @Override
  protected ChunkStore newStore() {
    return stores.store();
  }

  @Override
  protected ChunkStore secondNode() {
    return stores.store();
  }

  @Override
  protected List<String> leftovers() {
    return stores.rows();
  }
}
