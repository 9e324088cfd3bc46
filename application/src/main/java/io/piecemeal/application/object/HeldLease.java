package io.piecemeal.application.object;

import io.piecemeal.application.port.out.WriterLease;
import io.piecemeal.application.port.out.WriterLease.Leased;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StoreName;
import io.piecemeal.domain.storage.StoreWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The names of one writer of this process. Its owner sees to it that one thread at a time asks. */
final class HeldLease {

  /** So many names are leased in advance at least. */
  static final int FEW = 4;

  private final StoreWriter writer;
  private final SortedMap<Integer, Use> uses = new TreeMap<>();
  private int next;
  private int leased;
  private int nextAtRenewal;
  private long renewedAt;
  private @Nullable WriterLease entered;

  HeldLease(StoreWriter writer) {
    this.writer = writer;
  }

  private enum State {
    IN_USE,
    KEPT,
    LEFT
  }

  /** What is known of a name that was given out. */
  private static final class Use {
    private State state = State.IN_USE;
    private Optional<String> upload = Optional.empty();
    private final Set<ObjectKey> keys = new HashSet<>();
    private long since;
    private long askAt;
  }

  StoreWriter writer() {
    return writer;
  }

  long renewedAt() {
    return renewedAt;
  }

  /** The next name, if one is leased and the lease surely stands. */
  Optional<StoreName> take(long now) {
    if (!hasOne(now)) {
      return Optional.empty();
    }
    uses.put(next, new Use());
    return Optional.of(name(next++));
  }

  boolean hasOne(long now) {
    return next < leased && now - renewedAt < LeasedNames.STANDS.toNanos();
  }

  boolean isUsedUp() {
    return next == StoreName.COUNT;
  }

  boolean isOver() {
    return isUsedUp() && uses.isEmpty();
  }

  void begun(StoreName name, String upload) {
    use(name).ifPresent(use -> use.upload = Optional.of(upload));
  }

  void kept(StoreName name, List<ObjectKey> keys, long now) {
    use(name)
        .ifPresent(
            use -> {
              use.state = State.KEPT;
              use.upload = Optional.empty();
              use.keys.addAll(keys);
              use.since = now;
              use.askAt = now;
            });
  }

  void left(StoreName name, long now) {
    use(name)
        .ifPresent(
            use -> {
              use.state = State.LEFT;
              use.since = now;
            });
  }

  private Optional<Use> use(StoreName name) {
    return Optional.ofNullable(uses.get(name.number()));
  }

  Stream<ObjectKey> due(long now) {
    List<ObjectKey> due = new ArrayList<>();
    for (Use use : uses.values()) {
      if (use.state == State.KEPT && now - use.askAt >= 0) {
        use.askAt = now + (now - use.since);
        due.addAll(use.keys);
      }
    }
    return due.stream();
  }

  void decided(StoreName name, ObjectKey key) {
    use(name)
        .filter(use -> use.keys.remove(key) && use.keys.isEmpty())
        .ifPresent(_ -> uses.remove(name.number()));
  }

  Stream<Leased> stale(long before) {
    return uses.entrySet().stream()
        .filter(entry -> entry.getValue().state != State.IN_USE)
        .filter(entry -> entry.getValue().since - before <= 0)
        .map(entry -> new Leased(name(entry.getKey()), entry.getValue().upload));
  }

  /** The keys that were still asked for. */
  Set<ObjectKey> settled(StoreName name) {
    Use use = uses.remove(name.number());
    return use == null ? Set.of() : use.keys;
  }

  /** What the ledger is to have; names beyond are not used any more. */
  WriterLease wanted() {
    int end = end();
    leased = Math.min(leased, end);
    return leaseUpTo(end);
  }

  /** There are names in advance, twice as many as were used since the last time. */
  private int end() {
    return Math.min(StoreName.COUNT, next + Math.max(FEW, 2 * (next - nextAtRenewal)));
  }

  boolean hasChanged() {
    return !leaseUpTo(end()).equals(entered);
  }

  /** Without names in advance. */
  WriterLease used() {
    leased = next;
    return leaseUpTo(next);
  }

  private WriterLease leaseUpTo(int end) {
    Stream<Leased> used =
        uses.entrySet().stream()
            .map(entry -> new Leased(name(entry.getKey()), entry.getValue().upload));
    Stream<Leased> ahead =
        IntStream.range(next, end).mapToObj(number -> new Leased(name(number), Optional.empty()));
    return new WriterLease(writer, Stream.concat(used, ahead).toList());
  }

  private StoreName name(int number) {
    return new StoreName(writer, number);
  }

  /** The ledger has this, since before {@code now}. */
  void entered(WriterLease lease, long now) {
    entered = lease;
    renewedAt = now;
    nextAtRenewal = next;
    if (!lease.names().isEmpty()) {
      leased = Math.max(leased, lease.names().getLast().name().number() + 1);
    }
  }
}
