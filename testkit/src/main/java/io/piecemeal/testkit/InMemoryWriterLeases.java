package io.piecemeal.testkit;

import io.piecemeal.application.port.out.WriterLease;
import io.piecemeal.application.port.out.WriterLeases;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.storage.StoreWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Leases that last as long as their process. */
public final class InMemoryWriterLeases implements WriterLeases {

  private final InstantSource clock;
  private final Map<StoreWriter, Entry> entries = new LinkedHashMap<>();

  private record Entry(WriterLease lease, Instant renewedAt, Optional<Instant> takenUntil) {}

  public InMemoryWriterLeases(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized void begin(WriterLease lease) {
    if (entries.putIfAbsent(lease.writer(), now(lease)) != null) {
      throw new StorageFailure.Unavailable("there is a writer %s".formatted(lease.writer()));
    }
  }

  @Override
  public synchronized boolean renew(WriterLease lease) {
    Entry entry = entries.get(lease.writer());
    if (entry == null || entry.takenUntil().isPresent()) {
      return false;
    }
    entries.put(lease.writer(), now(lease));
    return true;
  }

  private Entry now(WriterLease lease) {
    return new Entry(lease, clock.instant(), Optional.empty());
  }

  @Override
  public synchronized void end(Collection<StoreWriter> writers) {
    writers.forEach(entries::remove);
  }

  @Override
  public synchronized List<WriterLease> takeOver(Duration silence, Duration hold, int limit) {
    Instant now = clock.instant();
    List<WriterLease> silent =
        entries.values().stream()
            .filter(entry -> !entry.renewedAt().isAfter(now.minus(silence)))
            .filter(entry -> entry.takenUntil().filter(now::isBefore).isEmpty())
            .sorted(Comparator.comparing(Entry::renewedAt))
            .limit(limit)
            .map(Entry::lease)
            .toList();
    for (WriterLease lease : silent) {
      entries.computeIfPresent(
          lease.writer(),
          (_, entry) -> new Entry(lease, entry.renewedAt(), Optional.of(now.plus(hold))));
    }
    return silent;
  }
}
