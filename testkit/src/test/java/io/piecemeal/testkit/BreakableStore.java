package io.piecemeal.testkit;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A store that does all as it should, on a medium that fails in every way that the suites know;
 * each mutant overrides what it gets wrong.
 */
class BreakableStore implements ChunkStore, StoreFixture {

  private static final int PATIENCE_MILLIS = 50;

  /** What is on the medium. */
  final InMemoryChunkStore right = new InMemoryChunkStore();

  /** What is there beside objects. */
  final List<String> litter = new ArrayList<>();

  private final Set<ObjectKey> durable = ConcurrentHashMap.newKeySet();

  volatile boolean syncFails;
  volatile boolean isFull;
  volatile boolean removalFails;
  volatile boolean isGone;

  /** What this process remembers of its syncs. */
  volatile boolean syncFailed;

  private volatile CountDownLatch silence = new CountDownLatch(0);

  @Override
  public StagedObject begin(Shard shard, ByteCount limit) {
    requireTrust();
    requireMedium();
    requireRoom();
    return new Stage(right.begin(shard, limit));
  }

  void requireTrust() {
    if (syncFailed) {
      throw new StorageFailure.ReadOnly("a sync failed", new IOException("injected"));
    }
  }

  void requireMedium() {
    if (isGone) {
      throw new StorageFailure.Unavailable("not there");
    }
  }

  void requireRoom() {
    if (isFull) {
      throw new StorageFailure.NoSpace("no room");
    }
  }

  @Override
  public ReadableByteChannel open(ObjectKey key, ByteRange range) {
    awaitAnswer();
    return right.open(key, range);
  }

  @Override
  public void delete(Collection<ObjectKey> keys) {
    awaitAnswer();
    right.delete(keys);
  }

  void awaitAnswer() {
    try {
      if (!silence.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new StorageFailure.Unavailable("no answer");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  boolean isSilent() {
    return silence.getCount() > 0;
  }

  void awaitTheEndOfSilence() {
    try {
      silence.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Makes a medium keep what it has. */
  void sync() {
    awaitAnswer();
    if (syncFails || syncFailed) {
      syncFailed = true;
      throw new StorageFailure.Unavailable("not synced");
    }
  }

  void becomesDurable(ObjectKey key) {
    durable.add(key);
  }

  /** Right, unless a mutant overrides something. */
  class Stage extends ForwardingStage {

    Stage(StagedObject right) {
      super(right);
    }

    @Override
    public ReadableByteChannel open(ByteRange range) {
      awaitAnswer();
      return super.open(range);
    }

    @Override
    public ObjectKey keep() {
      requireRoom();
      sync();
      ObjectKey key = super.keep();
      becomesDurable(key);
      return key;
    }
  }

  @Override
  public ChunkStore store() {
    return this;
  }

  @Override
  public ChunkStore secondNode() {
    return this;
  }

  @Override
  public List<String> leftovers() {
    List<String> all = new ArrayList<>(litter);
    right.keys().forEach(key -> all.add(key.hex()));
    return all;
  }

  @Override
  public Optional<ChunkStore> reopened() {
    return Optional.of(this);
  }

  @Override
  public Optional<PowerCut> powerCut() {
    return Optional.of(new PowerCut(this, () -> new WithoutPower(right, durable)));
  }

  @Override
  public Optional<Consumer<ObjectKey>> damage() {
    return Optional.of(right::damage);
  }

  @Override
  public Optional<ChunkStore> full() {
    isFull = true;
    return Optional.of(this);
  }

  @Override
  public Optional<ChunkStore> unreachable() {
    isGone = true;
    return Optional.of(this);
  }

  @Override
  public Optional<Breakable> fillingUp() {
    return Optional.of(new Breakable(this, () -> isFull = true, () -> isFull = false));
  }

  @Override
  public Optional<Breakable> failingSync() {
    syncFailed = false;
    return Optional.of(new Breakable(this, () -> syncFails = true, () -> syncFails = false));
  }

  @Override
  public Optional<Breakable> failingRemoval() {
    return Optional.of(new Breakable(this, () -> removalFails = true, () -> removalFails = false));
  }

  @Override
  public Optional<Breakable> silent() {
    return Optional.of(
        new Breakable(this, () -> silence = new CountDownLatch(1), () -> silence.countDown()));
  }

  /** What is left of the objects. */
  private record WithoutPower(InMemoryChunkStore medium, Set<ObjectKey> durable)
      implements ChunkStore {

    @Override
    public StagedObject begin(Shard shard, ByteCount limit) {
      return medium.begin(shard, limit);
    }

    @Override
    public ReadableByteChannel open(ObjectKey key, ByteRange range) {
      if (!durable.contains(key)) {
        throw new StorageFailure.Damaged("lost", new NoSuchElementException(key.hex()));
      }
      return medium.open(key, range);
    }

    @Override
    public void delete(Collection<ObjectKey> keys) {
      medium.delete(keys);
    }
  }

  /** A staged object, for mutants to change a part of. */
  static class ForwardingStage implements StagedObject {

    final StagedObject right;

    ForwardingStage(StagedObject right) {
      this.right = right;
    }

    @Override
    public OutputStream sink() {
      return right.sink();
    }

    @Override
    public ReadableByteChannel open(ByteRange range) {
      return right.open(range);
    }

    @Override
    public ObjectKey keep() {
      return right.keep();
    }

    @Override
    public void close() {
      right.close();
    }
  }
}
