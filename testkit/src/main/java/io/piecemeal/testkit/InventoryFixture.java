package io.piecemeal.testkit;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.ObjectInventory;
import java.time.Duration;
import java.util.Optional;

/**
 * A store under test, and what it lists. What a fixture cannot show it leaves empty; the tests that
 * need it are skipped then, and say so.
 */
public interface InventoryFixture {

  ChunkStore store();

  ObjectInventory inventory();

  /** Makes all objects this much older, without waiting. */
  void letTimePass(Duration time);

  /** Whether the store's clock moves in no other way, so that parts of a second can be told. */
  default boolean standsStill() {
    return false;
  }

  /** Puts things where the store keeps its objects that it did not make. */
  default Optional<Runnable> strangers() {
    return Optional.empty();
  }

  /** What a store lists that cannot be read. */
  default Optional<ObjectInventory> unreadable() {
    return Optional.empty();
  }

  /** A store that lists its objects itself, and looks at no other clock than this one. */
  static <S extends ChunkStore & ObjectInventory> InventoryFixture of(S store, TestClock clock) {
    return new InventoryFixture() {
      @Override
      public ChunkStore store() {
        return store;
      }

      @Override
      public ObjectInventory inventory() {
        return store;
      }

      @Override
      public void letTimePass(Duration time) {
        clock.advance(time);
      }

      @Override
      public boolean standsStill() {
        return true;
      }
    };
  }
}
