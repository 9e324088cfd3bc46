package io.piecemeal.application.upkeep;

import io.piecemeal.application.object.LeasedNames;
import io.piecemeal.application.port.in.CollectOrphans.Collected;
import io.piecemeal.application.port.in.TendNames;
import io.piecemeal.application.port.in.WatchHighWater;
import io.piecemeal.application.port.in.WatchHighWater.Marks;
import io.piecemeal.application.port.in.WatchHighWater.Standing;
import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.NamedObjects;
import io.piecemeal.application.port.out.ObjectInventory.Item;
import io.piecemeal.application.port.out.Orphans;
import io.piecemeal.application.port.out.WriterLease;
import io.piecemeal.application.port.out.WriterLease.Leased;
import io.piecemeal.application.port.out.WriterLeases;
import io.piecemeal.domain.storage.HighWaterMark;
import io.piecemeal.domain.storage.ObjectKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Gatherers;

/**
 * Asks the ledger what became of names, and asks the store only about names that the ledger does
 * not know. The number of questions follows the number of possible orphans, not the store's size.
 */
public final class TendNamesService implements TendNames {

  private final LeasedNames names;
  private final WriterLeases leases;
  private final NamedObjects objects;
  private final Orphans orphans;
  private final WatchHighWater highWater;
  private final Examination examination;
  private final Policy policy;

  public TendNamesService(
      LeasedNames names,
      WriterLeases leases,
      NamedObjects objects,
      Orphans orphans,
      ChunkStore store,
      WatchHighWater highWater,
      Policy policy) {
    this.names = names;
    this.leases = leases;
    this.objects = objects;
    this.orphans = orphans;
    this.highWater = highWater;
    this.examination = new Examination(orphans, store, policy.rest());
    this.policy = policy;
  }

  @Override
  public void beat() {
    names.due().stream().gather(Gatherers.windowFixed(policy.batch())).forEach(this::leaveOutKnown);
    names.renew();
  }

  private void leaveOutKnown(List<ObjectKey> asked) {
    Set<ObjectKey> known = new HashSet<>(asked);
    orphans.unknown(asked).forEach(known::remove);
    names.decided(known);
  }

  @Override
  public Optional<Collected> collect() {
    List<Leased> stale = names.stale(policy.age());
    List<WriterLease> silent = takeOver();
    if (stale.isEmpty() && silent.isEmpty()) {
      return Optional.of(Collected.NOTHING);
    }
    // Above that of every backup that was made until now.
    Marks marks = highWater.advance();
    return marks.standing() == Standing.HELD
        ? Optional.empty()
        : marks.store().map(mark -> collect(stale, silent, mark));
  }

  private List<WriterLease> takeOver() {
    return leases.takeOver(policy.silence(), policy.hold(), policy.writers());
  }

  private Collected collect(List<Leased> stale, List<WriterLease> silent, HighWaterMark mark) {
    Collected sum = remove(stale, mark);
    stale.forEach(leased -> names.settled(leased.name()));
    List<WriterLease> next = silent;
    while (!next.isEmpty()) {
      sum = sum.plus(remove(next.stream().flatMap(lease -> lease.names().stream()).toList(), mark));
      leases.end(next.stream().map(WriterLease::writer).toList());
      next = takeOver();
    }
    return sum;
  }

  /** Under all of the names; the ledger is asked about many objects at once. */
  private Collected remove(List<Leased> leased, HighWaterMark mark) {
    Collected sum = Collected.NOTHING;
    List<Item> found = new ArrayList<>();
    for (Leased name : leased) {
      name.upload().ifPresent(upload -> objects.abandon(name.name(), upload));
      found.addAll(objects.find(name.name()));
      if (found.size() >= policy.batch()) {
        sum = sum.plus(examination.remove(found, () -> Optional.of(mark)));
        found.clear();
      }
    }
    return sum.plus(examination.remove(found, () -> Optional.of(mark)));
  }

  /**
   * How names are looked after.
   *
   * @param age names of this process that nothing came of for so long are looked at
   * @param silence so long another process is silent before it is taken for dead; more than twice
   *     {@link LeasedNames#STANDS}
   * @param hold how long looking at what {@code writers} left takes, at most; then others do it
   * @param rest how long the ledger remembers what was removed
   * @param writers how many of the silent are taken over at once
   * @param batch the most objects of one step, but for those that share the last one's place
   */
  public record Policy(
      Duration age, Duration silence, Duration hold, Duration rest, int writers, int batch) {

    private static final Duration LEAST_SILENCE =
        LeasedNames.STANDS.multipliedBy(2).plusSeconds(10);

    public Policy {
      if (silence.compareTo(LeasedNames.STANDS.multipliedBy(2)) <= 0) {
        throw new IllegalArgumentException(
            "a process that is silent for %s may still use its names".formatted(silence));
      }
    }

    /** With a silence of this age, or as short a one as is safe. */
    public static Policy of(Duration age, Duration hold, Duration rest, int writers, int batch) {
      Duration silence = age.compareTo(LEAST_SILENCE) < 0 ? LEAST_SILENCE : age;
      return new Policy(age, silence, hold, rest, writers, batch);
    }
  }
}
