package io.piecemeal.application.upkeep;

import io.piecemeal.application.port.in.CollectOrphans;
import io.piecemeal.application.port.in.WatchHighWater;
import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.ObjectInventory;
import io.piecemeal.application.port.out.ObjectInventory.Cursor;
import io.piecemeal.application.port.out.ObjectInventory.Item;
import io.piecemeal.application.port.out.ObjectInventory.Page;
import io.piecemeal.application.port.out.Orphans;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Goes through the store page by page and asks the ledger about each page. */
public final class CollectOrphansService implements CollectOrphans {

  private final WatchHighWater highWater;
  private final ObjectInventory inventory;
  private final Examination examination;
  private final Policy policy;

  public CollectOrphansService(
      WatchHighWater highWater,
      ObjectInventory inventory,
      Orphans orphans,
      ChunkStore store,
      Policy policy) {
    this.highWater = highWater;
    this.inventory = inventory;
    this.examination = new Examination(orphans, store, policy.rest());
    this.policy = policy;
  }

  @Override
  public Collected count() {
    return walk(examination::count);
  }

  @Override
  public Optional<Collected> collect() {
    return switch (highWater.advance().standing()) {
      case HELD -> Optional.empty();
      case AGREED -> Optional.of(walk(this::remove));
    };
  }

  /** The ledger may be restored while this walks, so its mark is compared each time. */
  private Collected remove(List<Item> objects) {
    return examination.remove(objects, () -> highWater.compare().store());
  }

  private Collected walk(Function<List<Item>, Collected> step) {
    Collected sum = Collected.NOTHING;
    Optional<Cursor> next = Optional.of(Cursor.START);
    while (next.isPresent()) {
      Page page = inventory.list(next.get(), policy.age(), policy.batch());
      sum = sum.plus(step.apply(page.objects()));
      next = page.next();
    }
    return sum;
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
