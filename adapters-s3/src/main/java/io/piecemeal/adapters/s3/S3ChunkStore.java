package io.piecemeal.adapters.s3;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.NamedObjects;
import io.piecemeal.application.port.out.ObjectInventory;
import io.piecemeal.application.port.out.StoreHealth;
import io.piecemeal.application.port.out.StoreMark;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.storage.StorageFailure;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;

/** Keeps objects in a bucket. Nodes share the bucket and know nothing of each other. */
public final class S3ChunkStore implements ChunkStore, StoreHealth, AutoCloseable {

  private final Bucket bucket;
  private final FullStore full;
  private final BucketObjects objects;
  private final PackWriter packs;
  private final Blocks blocks;
  private final Budget budget;
  private final Lookahead lookahead;
  private final S3Probe probe;

  /**
   * Asks nothing yet.
   *
   * @throws StorageFailure.Unavailable if there is no region for it
   * @param names where the names of new objects come from
   * @param memory bytes outside of the heap that objects may take while they are received, besides
   *     64 KiB for each, and 16 KiB for those that come when these have a quarter of it
   */
  public S3ChunkStore(S3Location location, ObjectNames names, ByteCount memory) {
    this(location, names, memory, Optional.empty());
  }

  /**
   * The same, whose requests are followed.
   *
   * @param calls is told of each
   */
  public S3ChunkStore(
      S3Location location, ObjectNames names, ByteCount memory, Optional<StoreCalls> calls) {
    this(
        new Bucket(
            location,
            S3Clients.of(
                location,
                DefaultCredentialsProvider.builder().build(),
                http ->
                    calls.<SdkHttpClient>map(to -> new FollowedTransport(http, to)).orElse(http)),
            new Patience()),
        names,
        memory);
  }

  S3ChunkStore(Bucket bucket, ObjectNames names, ByteCount memory) {
    this.bucket = bucket;
    full = new FullStore(System::nanoTime);
    OwnObjects own = new OwnObjects(bucket, full, names);
    packs = new PackWriter(own);
    objects = new BucketObjects(own, new PackedObjects(bucket), packs, new PackCleaner(bucket));
    budget = new Budget(memory.value());
    blocks = new Blocks(memory.value() / 4);
    lookahead = new Lookahead(objects);
    probe = new S3Probe(bucket, System::nanoTime);
  }

  @Override
  public StagedObject begin(Shard shard, ByteCount limit) {
    full.requireRoom();
    return new S3Stage(objects, shard, limit, blocks, budget);
  }

  @Override
  public ReadableByteChannel open(ObjectKey key, ByteRange range) {
    return objects.open(key, range, objects.deadline());
  }

  @Override
  public Upcoming expect(ObjectKey key, ByteRange range) {
    return lookahead.expect(key, range).orElseGet(() -> ChunkStore.super.expect(key, range));
  }

  @Override
  public void delete(Collection<ObjectKey> keys) {
    objects.delete(keys);
  }

  @Override
  public void requireRoom() {
    full.requireRoom();
  }

  @Override
  public void probe() {
    full.noting(probe::run);
  }

  /**
   * Tries all that the service will need of the bucket, for a start.
   *
   * @param patience how long a store is tried that cannot be reached yet; with zero it is tried
   *     once
   * @throws StorageFailure.Unavailable if something is missing; the message says what
   */
  public void requireUsable(Duration patience) {
    new StartCheck(bucket, InstantSource.system()).await(patience);
  }

  /** Lists what is in the bucket. */
  public ObjectInventory inventory() {
    return new S3ObjectInventory(bucket);
  }

  /** Finds what is in the bucket under names that were given for it. */
  public NamedObjects named() {
    return new S3NamedObjects(bucket);
  }

  /** The mark beside the objects. */
  public StoreMark mark() {
    return new S3StoreMark(bucket);
  }

  /** How many small objects wait for a put to end. */
  int waiting() {
    return packs.waiting();
  }

  /** Lets go of the connections. */
  @Override
  public void close() {
    bucket.close();
  }
}
