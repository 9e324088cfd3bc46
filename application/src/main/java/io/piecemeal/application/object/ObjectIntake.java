package io.piecemeal.application.object;

import io.piecemeal.application.port.in.ChunkBody;
import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.CommitResolver;
import io.piecemeal.application.port.out.StoreHealth;
import io.piecemeal.domain.access.Reasons;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.ChunkTerms;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.UploadRejected;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;

/** Receives chunks into the store, and deletes objects that were never committed. */
public final class ObjectIntake {

  private static final Logger LOG = System.getLogger(ObjectIntake.class.getName());

  private final ChunkStore store;
  private final StoreHealth health;
  private final CommitResolver resolver;
  private final CommitFlag commits;

  public ObjectIntake(
      ChunkStore store, StoreHealth health, CommitResolver resolver, CommitFlag commits) {
    this.store = store;
    this.health = health;
    this.resolver = resolver;
    this.commits = commits;
  }

  /**
   * Checks that there is room for more.
   *
   * @throws StorageFailure.NoSpace if there is not
   */
  public void requireRoom() {
    health.requireRoom();
  }

  /** Says that an object became part of a file, or may have. */
  void markCommitted() {
    commits.note();
  }

  /**
   * Receives a body into a new object, which is not durable yet.
   *
   * @param shard of the file that it is meant for
   * @param limit the most bytes it may have
   * @return to be closed by the caller
   * @throws UploadRejected with {@code ChunkTooLarge}, {@code EmptyChunk} or {@code
   *     ChecksumMismatch}
   */
  public ReceivedChunk receive(ChunkBody body, Shard shard, ByteCount limit) throws IOException {
    StagedChunk staged = StagedChunk.begin(store, shard, limit);
    try {
      ChunkTerms terms = body.transferTo(new DraftingSink(staged));
      require(staged, limit, terms);
      return new ReceivedChunk(staged, terms);
    } catch (Throwable failure) {
      staged.close();
      throw failure;
    }
  }

  private static void require(StagedChunk staged, ByteCount limit, ChunkTerms terms)
      throws IOException {
    if (staged.length().isZero()) {
      throw new UploadRejected(new Refusal.EmptyChunk());
    }
    if (!staged.length().isAtMost(limit)) {
      throw new UploadRejected(new Refusal.ChunkTooLarge(limit));
    }
    if (terms.sha256().isPresent()) {
      // The expected digest may have come after the bytes, so these are read again.
      requireDigest(terms.sha256().get(), staged.sha256());
    }
  }

  private static void requireDigest(Sha256 expected, Sha256 actual) {
    if (!expected.equals(actual)) {
      throw new UploadRejected(new Refusal.ChecksumMismatch(expected, actual, Optional.empty()));
    }
  }

  /**
   * Removes an object that is part of no file and never will be. The request was served without it,
   * so a failure is no failure of the request: what cannot be removed is left to the collector.
   */
  public void discard(ObjectKey key) {
    try {
      remove(key);
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "object " + key + " is left to the collector", e);
      LOG.log(Level.WARNING, "object " + key + " is left to the collector: " + Reasons.of(e));
    }
  }

  private void remove(ObjectKey key) {
    try {
      store.delete(List.of(key));
    } catch (StorageFailure e) {
      // Entered as dead, it is removed by a later sweep.
      resolver.resolve(key);
    }
  }

  /** Removes an object because of {@code reason}, which stays the one that is reported. */
  public void discard(ObjectKey key, Exception reason) {
    try {
      remove(key);
    } catch (RuntimeException e) {
      reason.addSuppressed(e);
    }
  }
}
