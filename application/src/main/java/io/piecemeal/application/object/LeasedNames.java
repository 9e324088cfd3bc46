package io.piecemeal.application.object;

import io.piecemeal.application.port.out.Ids;
import io.piecemeal.application.port.out.WriterLease;
import io.piecemeal.application.port.out.WriterLeases;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.storage.StoreName;
import io.piecemeal.domain.storage.StoreWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives a store names for its objects, and remembers what became of them. The ledger has the lease
 * of a name before the name is given. Safe for use by several threads.
 *
 * <p>A name is given without asking anybody, mostly: there are some in advance, twice as many as
 * the last beats saw used. A lease that was not renewed for {@link #STANDS} is renewed before the
 * next name of it is given, since others may have taken it over: a process may have been stopped.
 */
public final class LeasedNames implements AutoCloseable {

  /** Less than half of the time after which others take a silent writer over. */
  public static final Duration STANDS = Duration.ofSeconds(25);

  /** What did not change is renewed this often. */
  private static final long RENEWED = Duration.ofSeconds(10).toNanos();

  private final WriterLeases leases;
  private final Ids ids;
  private final LongSupplier nanos;

  /** Held while the ledger is asked, so that what it has is never older than what came before. */
  private final ReentrantLock asking = new ReentrantLock();

  private final AtomicInteger failures = new AtomicInteger();

  // The lock of this object guards these; nobody waits for the ledger under it.
  private final Map<StoreWriter, HeldLease> held = new LinkedHashMap<>();
  private final Map<ObjectKey, StoreName> awaited = new HashMap<>();
  private @Nullable HeldLease current;

  /**
   * @param nanos a clock as {@link System#nanoTime()}
   */
  public LeasedNames(WriterLeases leases, Ids ids, LongSupplier nanos) {
    this.leases = leases;
    this.ids = ids;
    this.nanos = nanos;
  }

  /**
   * A name that was never given before, on any node.
   *
   * @throws StorageFailure if there is none in advance and the ledger cannot be asked for more
   */
  public StoreName next() {
    Optional<StoreName> name = free();
    while (name.isEmpty()) {
      leaseMore();
      name = free();
    }
    return name.get();
  }

  private synchronized Optional<StoreName> free() {
    return current == null ? Optional.empty() : current.take(nanos.getAsLong());
  }

  private void leaseMore() {
    askTogether(this::leaseIfNone);
  }

  /** One who waited while the ledger failed another fails as well: it has waited long enough. */
  private void askTogether(Runnable question) {
    int before = failures.get();
    asking.lock();
    try {
      if (failures.get() != before) {
        throw new StorageFailure.Unavailable("the ledger leases no names now");
      }
      askNow(question);
    } finally {
      asking.unlock();
    }
  }

  private void askNow(Runnable question) {
    try {
      question.run();
    } catch (StorageFailure e) {
      failures.incrementAndGet();
      throw e;
    }
  }

  private void leaseIfNone() {
    HeldLease lease;
    synchronized (this) {
      lease = current;
      if (lease != null && lease.hasOne(nanos.getAsLong())) {
        // Another thread was here before.
        return;
      }
    }
    if (lease == null || lease.isUsedUp()) {
      begin();
    } else {
      renew(lease);
    }
  }

  private void begin() {
    HeldLease fresh = new HeldLease(ids.nextStoreWriter());
    long now = nanos.getAsLong();
    WriterLease lease = fresh.wanted();
    leases.begin(lease);
    synchronized (this) {
      fresh.entered(lease, now);
      held.put(fresh.writer(), fresh);
      current = fresh;
    }
  }

  /**
   * Says that an object was begun under a name, to be sent in parts; durable on return.
   *
   * @param upload what the store calls it
   * @throws StorageFailure if the ledger cannot be told, or others took the name over
   */
  public void begun(StoreName name, String upload) {
    askTogether(
        () -> {
          Optional<HeldLease> lease = noteBegun(name, upload);
          if (lease.isEmpty() || !renew(lease.get())) {
            throw new StorageFailure.Unavailable("name %s was taken over".formatted(name));
          }
        });
  }

  private synchronized Optional<HeldLease> noteBegun(StoreName name, String upload) {
    Optional<HeldLease> lease = of(name);
    lease.ifPresent(held -> held.begun(name, upload));
    return lease;
  }

  /** Says which objects were kept under a name. */
  public synchronized void kept(StoreName name, List<ObjectKey> keys) {
    of(name)
        .ifPresent(
            lease -> {
              lease.kept(name, keys, nanos.getAsLong());
              keys.forEach(key -> awaited.put(key, name));
            });
  }

  /** Empty for a writer that others took over. */
  private Optional<HeldLease> of(StoreName name) {
    return Optional.ofNullable(held.get(name.writer()));
  }

  /** Says that nobody will use a name any more; something may be there nevertheless. */
  public synchronized void left(StoreName name) {
    of(name).ifPresent(lease -> lease.left(name, nanos.getAsLong()));
  }

  /**
   * Kept objects whose fate is to be asked for now. What is not decided is asked for again, each
   * time after twice as long.
   */
  public synchronized List<ObjectKey> due() {
    long now = nanos.getAsLong();
    return held.values().stream().flatMap(lease -> lease.due(now)).toList();
  }

  /** Says that the ledger knows these: as part of a file, or as dead. */
  public synchronized void decided(Collection<ObjectKey> keys) {
    for (ObjectKey key : keys) {
      StoreName name = awaited.remove(key);
      if (name != null) {
        of(name).ifPresent(lease -> lease.decided(name, key));
      }
    }
  }

  /** Names whose objects the ledger does not know after so long, without names still in use. */
  public synchronized List<WriterLease.Leased> stale(Duration age) {
    long before = nanos.getAsLong() - age.toNanos();
    return held.values().stream().flatMap(lease -> lease.stale(before)).toList();
  }

  /** Says that nothing is left under a name that the ledger does not know. */
  public synchronized void settled(StoreName name) {
    of(name).ifPresent(lease -> lease.settled(name).forEach(awaited::remove));
  }

  /** Renews all leases, and ends those that nothing is left of. */
  public void renew() {
    asking.lock();
    try {
      for (HeldLease lease : all()) {
        if (isOver(lease)) {
          end(lease);
        } else if (isDue(lease)) {
          renew(lease);
        }
      }
    } finally {
      asking.unlock();
    }
  }

  private synchronized List<HeldLease> all() {
    return List.copyOf(held.values());
  }

  private synchronized boolean isOver(HeldLease lease) {
    return lease.isOver();
  }

  private void end(HeldLease lease) {
    leases.end(List.of(lease.writer()));
    drop(lease);
  }

  private synchronized boolean isDue(HeldLease lease) {
    return lease.hasChanged() || nanos.getAsLong() - lease.renewedAt() >= RENEWED;
  }

  private boolean renew(HeldLease lease) {
    WriterLease wanted;
    synchronized (this) {
      wanted = lease.wanted();
    }
    long now = nanos.getAsLong();
    if (!leases.renew(wanted)) {
      drop(lease);
      return false;
    }
    synchronized (this) {
      lease.entered(wanted, now);
    }
    return true;
  }

  private synchronized void drop(HeldLease lease) {
    held.remove(lease.writer());
    awaited.values().removeIf(name -> name.writer().equals(lease.writer()));
    if (current == lease) {
      current = null;
    }
  }

  /** Gives back what was not used; what was stays for others to look at. */
  @Override
  public void close() {
    asking.lock();
    try {
      List<StoreWriter> done = new ArrayList<>();
      for (HeldLease lease : all()) {
        WriterLease used;
        synchronized (this) {
          used = lease.used();
        }
        if (used.names().isEmpty()) {
          done.add(lease.writer());
        } else {
          leases.renew(used);
        }
        drop(lease);
      }
      leases.end(done);
    } finally {
      asking.unlock();
    }
  }
}
