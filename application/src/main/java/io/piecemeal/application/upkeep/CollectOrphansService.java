package io.piecemeal.application.upkeep;

import io.piecemeal.application.port.in.CollectOrphans;
import io.piecemeal.application.port.in.CollectOrphans.Collected;
import io.piecemeal.application.port.in.CollectOrphans.Tally;
import io.piecemeal.application.port.in.WatchHighWater;
import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.ObjectInventory;
import io.piecemeal.application.port.out.ObjectInventory.Cursor;
import io.piecemeal.application.port.out.ObjectInventory.Item;
import io.piecemeal.application.port.out.ObjectInventory.Page;
import io.piecemeal.application.port.out.Orphans;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.HighWaterMark;
import io.piecemeal.domain.storage.ObjectKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Goes through the store page by page and asks the ledger about each page. An object is removed
 * only after its key was declared dead, and then at once: nobody can have read it, so nobody reads
 * it.
 */
public final class CollectOrphansService implements CollectOrphans {

  private final WatchHighWater highWater;
  private final ObjectInventory inventory;
  private final Orphans orphans;
  private final ChunkStore store;
  private final Policy policy;

  public CollectOrphansService(
      WatchHighWater highWater,
      ObjectInventory inventory,
      Orphans orphans,
      ChunkStore store,
      Policy policy) {
    this.highWater = highWater;
    this.inventory = inventory;
    this.orphans = orphans;
    this.store = store;
    this.policy = policy;
  }

  @Override
  public Collected count() {
    return walk(unknown -> List.of());
  }

  @Override
  public Optional<Collected> collect() {
    return switch (highWater.advance().standing()) {
      case HELD -> Optional.empty();
      case AGREED -> Optional.of(walk(this::remove));
    };
  }

  /** The ledger may be restored while this walks, so its mark is compared each time. */
  private List<ObjectKey> remove(List<ObjectKey> unknown) {
    Optional<HighWaterMark> seen = highWater.compare().store();
    if (seen.isEmpty()) {
      return List.of();
    }
    List<ObjectKey> fenced = orphans.fence(unknown, policy.rest(), seen.get());
    store.delete(fenced);
    return fenced;
  }

  private Collected walk(UnaryOperator<List<ObjectKey>> removal) {
    Collected sum = Collected.NOTHING;
    Optional<Cursor> next = Optional.of(Cursor.START);
    while (next.isPresent()) {
      Page page = inventory.list(next.get(), policy.age(), policy.batch());
      sum = sum.plus(examine(page.objects(), removal));
      next = page.next();
    }
    return sum;
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

  /**
   * How collecting is done.
   *
   * @param age objects that changed since are left alone: they may be on their way into the ledger
   * @param rest how long the ledger remembers what was collected
   * @param batch the most objects of one step
   */
  public record Policy(Duration age, Duration rest, int batch) {}
}
