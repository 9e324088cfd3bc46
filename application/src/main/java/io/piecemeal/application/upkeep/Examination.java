package io.piecemeal.application.upkeep;

import io.piecemeal.application.port.in.CollectOrphans.Collected;
import io.piecemeal.application.port.in.CollectOrphans.Tally;
import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.ObjectInventory.Item;
import io.piecemeal.application.port.out.Orphans;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.HighWaterMark;
import io.piecemeal.domain.storage.ObjectKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Asks the ledger about objects. One is removed only after its key was declared dead, and then at
 * once: nobody can have read it, so nobody reads it.
 *
 * @param rest how long the ledger remembers what was removed
 */
record Examination(Orphans orphans, ChunkStore store, Duration rest) {

  Collected count(List<Item> objects) {
    return examine(objects, unknown -> List.of());
  }

  /**
   * @param seen asked for the mark beside the objects if there are orphans; nothing is removed if
   *     there is none, or if the ledger's is below it
   */
  Collected remove(List<Item> objects, Supplier<Optional<HighWaterMark>> seen) {
    return examine(
        objects, unknown -> seen.get().map(mark -> remove(unknown, mark)).orElse(List.of()));
  }

  private List<ObjectKey> remove(List<ObjectKey> unknown, HighWaterMark seen) {
    List<ObjectKey> fenced = orphans.fence(unknown, rest, seen);
    store.delete(fenced);
    return fenced;
  }

  private Collected examine(List<Item> objects, UnaryOperator<List<ObjectKey>> removal) {
    if (objects.isEmpty()) {
      return Collected.NOTHING;
    }
    List<ObjectKey> unknown = orphans.unknown(objects.stream().map(Item::key).toList());
    List<ObjectKey> removed = unknown.isEmpty() ? List.of() : removal.apply(unknown);
    return new Collected(
        tally(objects), tally(among(objects, unknown)), tally(among(objects, removed)));
  }

  private static List<Item> among(List<Item> objects, List<ObjectKey> keys) {
    Set<ObjectKey> wanted = Set.copyOf(keys);
    return objects.stream().filter(object -> wanted.contains(object.key())).toList();
  }

  private static Tally tally(List<Item> objects) {
    ByteCount bytes = objects.stream().map(Item::length).reduce(ByteCount.ZERO, ByteCount::plus);
    return new Tally(objects.size(), bytes);
  }
}
