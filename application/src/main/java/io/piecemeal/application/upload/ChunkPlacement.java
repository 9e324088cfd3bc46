package io.piecemeal.application.upload;

import io.piecemeal.application.file.FileBytes;
import io.piecemeal.application.file.FileDigests;
import io.piecemeal.application.object.ReceivedChunk;
import io.piecemeal.application.object.StagedChunk;
import io.piecemeal.application.object.SupersededException;
import io.piecemeal.application.port.in.AppendChunk.Appended;
import io.piecemeal.application.port.in.AppendChunk.Novelty;
import io.piecemeal.application.port.out.Append;
import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.application.port.out.TicketTransfer;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.Admission;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.Retention;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.domain.upload.UploadSession;
import java.io.IOException;
import java.util.Optional;

/** Makes a received chunk the end of its file, or finds that it is there already. */
final class ChunkPlacement {

  private final InDoubtCommit inDoubt;
  private final FileLedger ledger;
  private final FileBytes bytes;
  private final FileDigests digests;
  private final Limits limits;
  private final Retention retention;
  private final ChunkHomes homes;

  ChunkPlacement(
      FileLedger ledger,
      InDoubtCommit inDoubt,
      FileBytes bytes,
      FileDigests digests,
      Limits limits,
      Retention retention,
      ChunkHomes homes) {
    this.inDoubt = inDoubt;
    this.ledger = ledger;
    this.bytes = bytes;
    this.digests = digests;
    this.limits = limits;
    this.retention = retention;
    this.homes = homes;
  }

  /**
   * Decides by the file as it is now.
   *
   * @param by the transfer that brought the chunk, where it came by a ticket
   * @return empty if the file was changed by someone else meanwhile
   */
  Optional<Appended> place(StoredFile file, ReceivedChunk received, Optional<TicketTransfer> by)
      throws IOException {
    try {
      return switch (admission(file, received)) {
        case Admission.Append admitted -> commit(admitted, received, by);
        case Admission.Compare compare -> Optional.of(replay(file, compare.stored(), received));
      };
    } catch (SupersededException e) {
      return Optional.empty();
    }
  }

  /**
   * Commits if the file still is what it was, and that lets it. Nothing else can be decided by what
   * a file was.
   *
   * @return empty if there was no commit
   */
  Optional<Appended> commitIfUnchanged(
      StoredFile past, ReceivedChunk received, Optional<TicketTransfer> by) throws IOException {
    try {
      return admission(past, received) instanceof Admission.Append admitted
          ? commit(admitted, received, by)
          : Optional.empty();
    } catch (SupersededException | UploadRejected e) {
      // A refusal is about the past, too.
      return Optional.empty();
    }
  }

  private Admission admission(StoredFile file, ReceivedChunk received) {
    return file.admit(received.bytes().length(), received.terms(), limits);
  }

  private Appended replay(StoredFile file, ByteRange stored, ReceivedChunk received)
      throws IOException {
    if (!bytes.equal(file, stored, received.bytes())) {
      throw new UploadRejected(file.bytesDiffer(stored.start()));
    }
    if (!received.bytes().length().equals(stored.length())) {
      file.requireOpen();
      throw new UploadRejected(new Refusal.OffsetMismatch(file.id(), stored.start(), file.size()));
    }
    return new Appended(file, Novelty.REPLAYED, stored.length(), Optional.empty());
  }

  private Optional<Appended> commit(
      Admission.Append admitted, ReceivedChunk received, Optional<TicketTransfer> by)
      throws IOException {
    UploadSession session = admitted.to();
    Optional<Sha256> whole = digestIfCompleted(session, received.bytes(), admitted.outcome());
    // Before the commit: behind it nothing may fail, since a failure means that nothing was stored.
    Optional<ByteCount> repeats = repetition(session, received);
    try (ChunkHomes.Turn turn = homes.enter(received.bytes())) {
      ChunkHomes.Home home = turn.home(session.id().shard());
      Append append =
          new Append(
              session,
              next(session, home.object(), whole),
              retention,
              limits.quotas().of(session.owner()),
              by,
              home.inline());
      return switch (commitForCertain(append)) {
        case Commit.Committed committed ->
            Optional.of(
                new Appended(committed.file(), Novelty.NEW, received.bytes().length(), repeats));
        case Commit.Superseded superseded -> Optional.empty();
      };
    }
  }

  private Optional<Sha256> digestIfCompleted(
      UploadSession session, StagedChunk chunk, Admission.Outcome outcome) throws IOException {
    return switch (outcome) {
      case STAYS_OPEN -> Optional.empty();
      case COMPLETES -> {
        Sha256 actual = digests.of(session, chunk);
        session.requireDeclaredDigest(actual);
        yield Optional.of(actual);
      }
    };
  }

  private static StoredFile next(
      UploadSession session, ChunkObject chunk, Optional<Sha256> completedBy) {
    return completedBy.isPresent()
        ? session.appendLast(chunk, completedBy.get())
        : session.append(chunk);
  }

  /** Commits; where the outcome was lost on the way, asks in a way that makes it final. */
  private Commit commitForCertain(Append append) {
    StoredFile seen = append.seen();
    return inDoubt.commit(
        new InDoubtCommit.Part(seen.owner(), seen.id(), append.chunk().key()),
        () -> ledger.append(append),
        Commit.Committed::new);
  }

  /** An append that says where it belongs cannot be a repetition by mistake. */
  private Optional<ByteCount> repetition(UploadSession before, ReceivedChunk received)
      throws IOException {
    StagedChunk chunk = received.bytes();
    boolean repeats =
        received.terms().offset().isEmpty()
            && before.mayRepeatLastChunk(chunk.length(), chunk.crc32c())
            && bytes.equal(before, end(before, chunk.length()), chunk);
    return repeats ? Optional.of(before.size()) : Optional.empty();
  }

  private static ByteRange end(UploadSession file, ByteCount length) {
    return new ByteRange(file.size().minus(length), length);
  }
}
