package io.piecemeal.adapters.s3;

import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.storage.StoreName;
import io.piecemeal.domain.storage.StoreWriter;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names that nobody leased; remembers what the store says of them. */
final class TestNames implements ObjectNames {

  private final SecureRandom random = new SecureRandom();
  private final Map<StoreName, List<ObjectKey>> kept = new HashMap<>();
  private final Map<StoreName, String> begun = new HashMap<>();
  private final Set<StoreName> left = new HashSet<>();
  private StoreWriter writer = new StoreWriter(0, 0);
  private int next = StoreName.COUNT;
  private boolean isLost;

  /** From now on nothing may be begun. */
  synchronized void lose() {
    isLost = true;
  }

  @Override
  public synchronized StoreName next() {
    if (next == StoreName.COUNT) {
      writer = new StoreWriter(7, random.nextLong() & StoreWriter.MAX_RANDOM);
      next = 0;
    }
    return new StoreName(writer, next++);
  }

  @Override
  public synchronized void begun(StoreName name, String upload) {
    begun.put(name, upload);
    if (isLost) {
      throw new StorageFailure.Unavailable("injected: the lease is lost");
    }
  }

  @Override
  public synchronized void kept(StoreName name, List<ObjectKey> keys) {
    kept.put(name, keys);
  }

  @Override
  public synchronized void left(StoreName name) {
    left.add(name);
  }

  synchronized Map<StoreName, List<ObjectKey>> kept() {
    return Map.copyOf(kept);
  }

  synchronized Map<StoreName, String> begun() {
    return Map.copyOf(begun);
  }

  synchronized Set<StoreName> left() {
    return Set.copyOf(left);
  }
}
