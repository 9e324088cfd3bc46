package io.piecemeal.adapters.s3;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.ObjectInventory;
import io.piecemeal.testkit.InventoryFixture;
import io.piecemeal.testkit.ObjectInventoryContract;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;

final class S3ObjectInventoryTest extends ObjectInventoryContract {

  @AutoClose private final S3Fixture fixture = new S3Fixture();

  @Override
  protected InventoryFixture emptyStore() {
    S3ChunkStore store = fixture.node();
    return new InventoryFixture() {
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

      @Override
      public Optional<ObjectInventory> unreadable() {
        FaultyTransport broken = new FaultyTransport();
        broken.fail(FaultyTransport.any(), FaultyTransport.answer(403, "AccessDenied"));
        return Optional.of(fixture.node(broken, S3Fixture.inAHurry()).inventory());
      }
    };
  }
}
