package io.piecemeal.adapters.s3;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.ObjectInventory;
import io.piecemeal.testkit.ObjectInventoryContract;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

final class S3ObjectInventoryTest extends ObjectInventoryContract {

  private final S3Fixture fixture = new S3Fixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Override
  protected Fixture emptyStore() {
    S3ChunkStore store = fixture.node();
    return new Fixture() {
      @Override
      public ChunkStore store() {
        return store;
      }

      @Override
      public ObjectInventory inventory() {
        return store.inventory();
      }

      @Override
      public void letTimePass(Duration time) {
        fixture.transport.letTimePass(time);
      }
    };
  }
}
