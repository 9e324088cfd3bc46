package io.piecemeal.application.service;

import io.piecemeal.application.port.in.ChunkBody;
import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.ChunkTerms;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.UploadRejected;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.Channels;
import java.util.List;
import java.util.Optional;

/**
 * Turns a stream of bytes into a durable object, and rids the store of objects that came to
 * nothing.
 */
public final class ObjectIntake {

  private static final Logger LOG = System.getLogger(ObjectIntake.class.getName());

  private final ChunkStore store;
  private final FileLedger ledger;
  private final CommitFlag commits;

  public ObjectIntake(ChunkStore store, FileLedger ledger, CommitFlag commits) {
    this.store = store;
    this.ledger = ledger;
    this.commits = commits;
  }

  /**
   * Checks that there is room for more.
   *
   * @throws StorageFailure.NoSpace if there is not
   */
  void requireRoom() {
    store.requireRoom();
  }

  /** Says that an object became part of a file, or may have. */
  void markCommitted() {
    commits.note();
  }

  /**
   * Writes the body to a new object.
   *
   * @param limit the most bytes it may have
   * @throws UploadRejected with {@code ChunkTooLarge}, {@code EmptyChunk} or {@code
   *     ChecksumMismatch}; no object is left then
   */
  ReceivedChunk receive(ChunkBody body, ByteCount limit) throws IOException {
    Reception reception = new Reception(body);
    ChunkObject object = MeasuredObject.write(store, limit, reception);
    ChunkTerms terms = reception.terms();
    if (terms.sha256().isEmpty()) {
      return new ReceivedChunk(object, terms);
    }
    try {
      // The digest may have come after the bytes, so the object is read back.
      Sha256 actual = digest(object);
      requireDigest(terms.sha256().get(), actual);
      return new ReceivedChunk(object.digested(actual), terms);
    } catch (IOException | RuntimeException e) {
      discard(object.key(), e);
      throw e;
    }
  }

  private static void requireDigest(Sha256 expected, Sha256 actual) {
    if (!expected.equals(actual)) {
      throw new UploadRejected(new Refusal.ChecksumMismatch(expected, actual, Optional.empty()));
    }
  }

  private Sha256 digest(ChunkObject object) throws IOException {
    DigestingSink digest = new DigestingSink();
    ByteRange whole = new ByteRange(ByteCount.ZERO, object.length());
    try (var in = Channels.newInputStream(store.open(object.key(), whole))) {
      in.transferTo(digest);
    }
    return digest.sha256();
  }

  /**
   * Removes an object that is part of no file and never will be. The request was served without it,
   * so a failure is no failure of the request: what cannot be removed is left to the collector.
   */
  void discard(ObjectKey key) {
    try {
      remove(key);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "object " + key + " is left to the collector", e);
    }
  }

  private void remove(ObjectKey key) {
    try {
      store.delete(List.of(key));
    } catch (StorageFailure e) {
      // Entered as dead, it is removed later by whoever sweeps.
      ledger.resolve(key);
    }
  }

  /** Removes an object because of {@code reason}, which stays the one that is reported. */
  void discard(ObjectKey key, Exception reason) {
    try {
      remove(key);
    } catch (RuntimeException e) {
      reason.addSuppressed(e);
    }
  }

  /** One run of a body, and what its caller demands of the chunk. */
  private static final class Reception implements MeasuredObject.Source {

    private final ChunkBody body;
    private ChunkTerms terms = ChunkTerms.NONE;

    Reception(ChunkBody body) {
      this.body = body;
    }

    @Override
    public void writeTo(MeasuringSink sink) throws IOException {
      terms = body.transferTo(sink);
      if (sink.length().isZero()) {
        throw new UploadRejected(new Refusal.EmptyChunk());
      }
    }

    ChunkTerms terms() {
      return terms;
    }
  }
}
