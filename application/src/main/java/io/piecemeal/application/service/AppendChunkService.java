package io.piecemeal.application.service;

import io.piecemeal.application.port.in.AppendChunk;
import io.piecemeal.application.port.out.Append;
import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.domain.Admission;
import io.piecemeal.domain.ByteCount;
import io.piecemeal.domain.ByteRange;
import io.piecemeal.domain.ChunkObject;
import io.piecemeal.domain.FileId;
import io.piecemeal.domain.Limits;
import io.piecemeal.domain.Owner;
import io.piecemeal.domain.Refusal;
import io.piecemeal.domain.Retention;
import io.piecemeal.domain.Sha256;
import io.piecemeal.domain.StorageFailure;
import io.piecemeal.domain.StoredFile;
import io.piecemeal.domain.UploadRejected;
import java.io.IOException;
import java.util.Optional;

/**
 * Receives a chunk into an object of its own, then makes the object the end of its file by one
 * conditional commit. Where another append was first, the rules decide anew about what the file is
 * by then; every lost race is somebody else's progress, so this ends.
 */
public final class AppendChunkService implements AppendChunk {

  private final KnownFiles files;
  private final LostOutcomes outcomes;
  private final FileLedger ledger;
  private final ObjectIntake intake;
  private final FileBytes bytes;
  private final Limits limits;
  private final Retention retention;

  public AppendChunkService(
      FileLedger ledger, ObjectIntake intake, FileBytes bytes, Limits limits, Retention retention) {
    this.files = new KnownFiles(ledger);
    this.outcomes = new LostOutcomes(ledger);
    this.ledger = ledger;
    this.intake = intake;
    this.bytes = bytes;
    this.limits = limits;
    this.retention = retention;
  }

  @Override
  public Appended append(AppendCommand command) throws IOException {
    StoredFile seen = files.find(command.owner(), command.file());
    ReceivedChunk received = intake.receive(command.body(), limits.chunk());
    Appended appended;
    try {
      appended = place(seen, received);
    } catch (StorageFailure.OutcomeUnknown e) {
      // The object may be part of the file by now, so it has to stay.
      throw e;
    } catch (IOException | RuntimeException e) {
      intake.discard(received.object().key(), e);
      throw e;
    }
    if (appended.novelty() == Novelty.REPLAYED) {
      intake.discard(received.object().key());
    }
    return appended;
  }

  private Appended place(StoredFile seen, ReceivedChunk received) throws IOException {
    Owner owner = seen.owner();
    FileId id = seen.id();
    for (StoredFile file = seen; ; file = files.find(owner, id)) {
      Optional<Appended> placed = tryPlace(file, received);
      if (placed.isPresent()) {
        return placed.get();
      }
    }
  }

  /** Empty if the file was changed by someone else meanwhile. */
  private Optional<Appended> tryPlace(StoredFile file, ReceivedChunk received) throws IOException {
    ByteCount length = received.object().length();
    try {
      return switch (file.admit(length, received.terms(), limits)) {
        case Admission.Append admitted -> commit(file, received.object(), admitted.outcome());
        case Admission.Compare compare -> Optional.of(replay(file, compare.stored(), received));
      };
    } catch (SupersededException e) {
      return Optional.empty();
    }
  }

  private Appended replay(StoredFile file, ByteRange stored, ReceivedChunk received)
      throws IOException {
    if (!bytes.equal(file, stored, received.object())) {
      throw new UploadRejected(new Refusal.OffsetMismatch(file.id(), stored.start(), file.size()));
    }
    return new Appended(file, Novelty.REPLAYED, Optional.empty());
  }

  private Optional<Appended> commit(StoredFile file, ChunkObject chunk, Admission.Outcome outcome)
      throws IOException {
    Optional<Sha256> whole = digestIfCompleted(file, chunk, outcome);
    Append append = new Append(file, chunk, retention, whole, limits.quota());
    // Before the commit: behind it nothing may fail, since a failure means that nothing was stored.
    Optional<ByteCount> repeats = repetition(file, chunk);
    return switch (commitForCertain(append)) {
      case Commit.Committed committed ->
          Optional.of(new Appended(committed.file(), Novelty.NEW, repeats));
      case Commit.Superseded superseded -> Optional.empty();
    };
  }

  private Optional<Sha256> digestIfCompleted(
      StoredFile file, ChunkObject chunk, Admission.Outcome outcome) throws IOException {
    return switch (outcome) {
      case STAYS_OPEN -> Optional.empty();
      case COMPLETES -> {
        Sha256 actual = bytes.digest(file, Optional.of(chunk));
        file.requireDeclaredDigest(actual);
        yield Optional.of(actual);
      }
    };
  }

  /** Commits; where the outcome was lost on the way, asks in a way that makes it final. */
  private Commit commitForCertain(Append append) {
    try {
      return ledger.append(append);
    } catch (StorageFailure.OutcomeUnknown unknown) {
      StoredFile seen = append.seen();
      return new Commit.Committed(
          outcomes.resolve(seen.owner(), seen.id(), append.chunk().key(), unknown));
    }
  }

  private Optional<ByteCount> repetition(StoredFile before, ChunkObject chunk) throws IOException {
    if (before.mayRepeatLastChunk(chunk) && bytes.equal(before.lastChunk().orElseThrow(), chunk)) {
      return Optional.of(before.size());
    }
    return Optional.empty();
  }
}
