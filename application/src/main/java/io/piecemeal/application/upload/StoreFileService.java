package io.piecemeal.application.upload;

import io.piecemeal.application.object.ObjectCommit;
import io.piecemeal.application.object.ObjectIntake;
import io.piecemeal.application.port.in.IdempotentAnswer;
import io.piecemeal.application.port.in.IdempotentAnswer.Turn;
import io.piecemeal.application.port.in.StoreFile;
import io.piecemeal.application.port.in.StoreFileOnce;
import io.piecemeal.application.port.out.Entry;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.application.port.out.Ids;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.application.port.out.RequestIdentity;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.IdempotencyKey;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Retention;
import io.piecemeal.domain.upload.StoredFile;
import java.io.IOException;
import java.util.Optional;

/**
 * Receives a file in pieces, each into an object of its own, and commits them all at once, unless
 * the request was there before.
 */
public final class StoreFileService implements StoreFile, StoreFileOnce {

  private final InDoubtCommit inDoubt;
  private final FileLedger ledger;
  private final FileIntake intake;
  private final ObjectCommit objects;
  private final NewFiles newFiles;

  public StoreFileService(
      FileLedger ledger,
      InDoubtCommit inDoubt,
      ObjectIntake intake,
      Ids ids,
      Limits limits,
      Retention retention) {
    this.inDoubt = inDoubt;
    this.ledger = ledger;
    this.intake = new FileIntake(intake, limits);
    this.objects = new ObjectCommit(intake);
    this.newFiles = new NewFiles(ids, limits, retention);
  }

  @Override
  public StoredFile store(StoreCommand command) throws IOException {
    return store(newFiles.of(command, Optional.empty()), command, this::enter).file();
  }

  @Override
  public IdempotentAnswer store(StoreCommand command, IdempotencyKey key) throws IOException {
    return store(
        newFiles.of(command, Optional.of(key)),
        command,
        (file, received, trailer) -> {
          Sha256 asked = Fingerprints.of(command, received.sha256(), trailer);
          NewFile once = file.by(new RequestIdentity(key, asked));
          return InDoubtCommit.commitIdempotent(() -> commit(once, received));
        });
  }

  /** Enters a file whose bytes are durable. */
  @FunctionalInterface
  private interface Entering {
    Entry enter(NewFile file, ReceivedFile received, Trailer trailer);
  }

  private IdempotentAnswer store(NewFile file, StoreCommand command, Entering entering)
      throws IOException {
    ReceivedFile received = intake.receive(file, command.content());
    return objects.run(
        received::pieces,
        () -> {
          Trailer trailer = command.trailer().read();
          NewFile whole = newFiles.with(file, trailer);
          return IdempotentCreate.answer(whole, entering.enter(whole, received, trailer));
        },
        answer -> answer.turn() == Turn.FIRST);
  }

  /** Commits; where the answer was lost on the way, asks in a way that makes it final. */
  private Entry enter(NewFile file, ReceivedFile received, Trailer trailer) {
    if (received.pieces().isEmpty()) {
      return commit(file, received);
    }
    // All pieces are in one commit, so the fate of the first is that of all.
    return inDoubt.commit(
        new InDoubtCommit.Part(file.owner(), file.id(), received.pieces().getFirst().key()),
        () -> commit(file, received),
        Entry.Entered::new);
  }

  private Entry commit(NewFile file, ReceivedFile received) {
    return ledger.store(file, received.pieces(), received.sha256());
  }
}
