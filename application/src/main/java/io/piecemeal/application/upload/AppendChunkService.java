package io.piecemeal.application.upload;

import io.piecemeal.application.file.FileBytes;
import io.piecemeal.application.file.FileDigests;
import io.piecemeal.application.file.FileLookup;
import io.piecemeal.application.object.ObjectCommit;
import io.piecemeal.application.object.ObjectIntake;
import io.piecemeal.application.object.ReceivedChunk;
import io.piecemeal.application.port.in.AppendChunk;
import io.piecemeal.application.port.in.ChunkBody;
import io.piecemeal.application.port.in.CompleteUpload;
import io.piecemeal.application.port.in.CompleteUpload.CompleteCommand;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.application.port.out.TicketTransfer;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.ChunkPosition;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Retention;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Receives a chunk into an object of its own, lets the rules decide, and only then makes the object
 * durable and, by one conditional commit, the end of its file. Where another append was first, the
 * rules decide anew about what the file has become; every lost race is another append's progress,
 * so this ends.
 *
 * <p>A file is looked up before the body is read, so that nobody sends one for a file that takes
 * none. Only a short body has arrived before anybody could be told so; there the look-up is spared
 * for a file that was appended to before, since the commit tells whether it is still what it was.
 */
public final class AppendChunkService implements AppendChunk {

  /** Fits into the buffers between a caller and here. */
  private static final ByteCount SHORT = new ByteCount(128 * 1024);

  private final RecentSessions recent = new RecentSessions();
  private final FileLookup files;
  private final ObjectIntake intake;
  private final ObjectCommit objects;
  private final ChunkPlacement placement;
  private final CompleteUpload complete;
  private final Limits limits;

  public AppendChunkService(
      FileCatalog catalog,
      FileLedger ledger,
      InDoubtCommit inDoubt,
      ObjectIntake intake,
      FileBytes bytes,
      FileDigests digests,
      Limits limits,
      Retention retention,
      ChunkHomes homes) {
    this.files = new FileLookup(catalog);
    this.intake = intake;
    this.objects = new ObjectCommit(intake);
    this.placement = new ChunkPlacement(ledger, inDoubt, bytes, digests, limits, retention, homes);
    this.complete = new CompleteUploadService(catalog, ledger, digests);
    this.limits = limits;
  }

  /** A file, and whether it was looked up for this chunk or is remembered from the one before. */
  private record Snapshot(StoredFile file, Source source) {}

  private enum Source {
    LEDGER,
    MEMORY
  }

  @Override
  public Appended append(AppendCommand command) throws IOException {
    return append(
        snapshot(command),
        command.body(),
        Optional.empty(),
        () -> files.find(command.owner(), command.file()));
  }

  /**
   * Appends what a ticket's holder sends.
   *
   * @param past the file as it was a moment ago
   * @param present finds it anew, or refuses where the transfer may not go on
   */
  public Appended append(
      StoredFile past, ChunkBody body, TicketTransfer transfer, Supplier<StoredFile> present)
      throws IOException {
    return append(new Snapshot(past, Source.MEMORY), body, Optional.of(transfer), present);
  }

  /**
   * Appends a chunk of a stream.
   *
   * @param past the file as it was a moment ago, as the chunk before left it
   */
  Appended append(StoredFile past, ChunkBody body) throws IOException {
    return append(
        new Snapshot(past, Source.MEMORY),
        body,
        Optional.empty(),
        () -> files.find(past.owner(), past.id()));
  }

  private Appended append(
      Snapshot seen, ChunkBody body, Optional<TicketTransfer> by, Supplier<StoredFile> present)
      throws IOException {
    try (ReceivedChunk received = intake.receive(body, seen.file().id().shard(), limits.chunk())) {
      Appended appended =
          objects.run(
              () -> received.bytes().kept().stream().toList(),
              () -> place(seen, received, by, present),
              answer -> answer.novelty() == Novelty.NEW);
      switch (appended.novelty()) {
        case NEW -> recent.remember(appended.file());
        case REPLAYED -> {}
      }
      return appended.novelty() == Novelty.REPLAYED
              && received.terms().position() == ChunkPosition.LAST
          ? completed(appended, received.terms().offset().orElseThrow())
          : appended;
    }
  }

  /** Who repeats a chunk may say only now that it is the last one. */
  private Appended completed(Appended repeated, ByteCount offset) {
    StoredFile file = repeated.file();
    StoredFile whole =
        complete.complete(
            new CompleteCommand(
                file.owner(),
                file.id(),
                Optional.of(offset.plus(repeated.length())),
                Optional.empty()));
    return new Appended(whole, Novelty.REPLAYED, repeated.length(), repeated.repeats());
  }

  private Snapshot snapshot(AppendCommand command) {
    Owner owner = command.owner();
    FileId file = command.file();
    return recent(owner, file, command.announced())
        .map(past -> new Snapshot(past, Source.MEMORY))
        .orElseGet(() -> new Snapshot(files.find(owner, file), Source.LEDGER));
  }

  /**
   * A session as this process left it, where the bytes announced are few: they come before anybody
   * could be told that it takes none. Good for an append alone, whose commit compares.
   */
  Optional<UploadSession> recent(Owner owner, FileId file, Optional<ByteCount> announced) {
    return announced
        .filter(length -> !length.isZero() && length.isAtMost(SHORT))
        .flatMap(length -> recent.find(owner, file));
  }

  private Appended place(
      Snapshot seen,
      ReceivedChunk received,
      Optional<TicketTransfer> by,
      Supplier<StoredFile> present)
      throws IOException {
    Optional<Appended> placed =
        switch (seen.source()) {
          case LEDGER -> placement.place(seen.file(), received, by);
          case MEMORY -> placement.commitIfUnchanged(seen.file(), received, by);
        };
    while (placed.isEmpty()) {
      placed = placement.place(present.get(), received, by);
    }
    return placed.get();
  }
}
