package io.piecemeal.testkit;

import io.piecemeal.application.port.out.CommitResolver.CommitStatus;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.InlineObject;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Which object keys are part of a file, and which are dead; guarded by its owner's lock. */
final class KeyStates {

  private final Supplier<Instant> clock;
  private final Set<ObjectKey> live = new HashSet<>();
  private final Map<ObjectKey, Instant> deadSince = new HashMap<>();
  private final Map<ObjectKey, Charge> charges = new HashMap<>();
  private final Map<ObjectKey, InlineObject> inline = new HashMap<>();

  /** Whom a dead key is charged to until it is removed. */
  private record Charge(Owner owner, ByteCount bytes) {}

  KeyStates(Supplier<Instant> clock) {
    this.clock = clock;
  }

  void requireUnused(ObjectKey key) {
    if (knows(key)) {
      throw new StorageFailure.Unavailable(
          "object key %s is no longer to be used".formatted(key),
          new IllegalStateException("declared dead"));
    }
  }

  boolean knows(ObjectKey key) {
    return live.contains(key) || deadSince.containsKey(key);
  }

  void fence(ObjectKey key, Duration rest) {
    deadSince.put(key, clock.get().plus(rest));
  }

  void bringToLife(ObjectKey key) {
    live.add(key);
  }

  void store(InlineObject object) {
    inline.put(object.key(), object);
  }

  /** The objects under those of the keys that have some here. */
  List<InlineObject> read(Collection<ObjectKey> keys) {
    return inline.values().stream().filter(object -> keys.contains(object.key())).toList();
  }

  void kill(ObjectKey key) {
    live.remove(key);
    deadSince.put(key, clock.get());
  }

  /** The same for a chunk that its owner is charged for until it is removed. */
  void kill(Owner owner, Chunk chunk) {
    kill(chunk.key());
    charges.put(chunk.key(), new Charge(owner, Usage.ofChunk(chunk.object().length()).bytes()));
  }

  ByteCount chargedTo(Owner owner) {
    return charges.values().stream()
        .filter(charge -> charge.owner().equals(owner))
        .map(Charge::bytes)
        .reduce(ByteCount.ZERO, ByteCount::plus);
  }

  /** Owners who are charged for dead keys. */
  Set<Owner> charged() {
    Set<Owner> owners = new HashSet<>();
    charges.values().forEach(charge -> owners.add(charge.owner()));
    return owners;
  }

  CommitStatus resolve(ObjectKey key) {
    if (live.contains(key)) {
      return CommitStatus.LIVE;
    }
    deadSince.putIfAbsent(key, clock.get());
    return CommitStatus.DEAD;
  }

  List<ObjectKey> claim(Duration rest, int limit) {
    Instant latest = clock.get().minus(rest);
    List<ObjectKey> claimed =
        deadSince.entrySet().stream()
            .filter(entry -> !entry.getValue().isAfter(latest))
            .sorted(Map.Entry.comparingByValue())
            .limit(limit)
            .map(Map.Entry::getKey)
            .toList();
    claimed.forEach(key -> deadSince.put(key, clock.get()));
    return claimed;
  }

  void removeRows(Collection<ObjectKey> keys) {
    keys.forEach(deadSince::remove);
    List<ObjectKey> removed = keys.stream().filter(key -> !live.contains(key)).toList();
    removed.forEach(charges::remove);
    removed.forEach(inline::remove);
  }
}
