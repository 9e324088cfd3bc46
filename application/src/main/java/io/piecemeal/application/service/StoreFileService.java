package io.piecemeal.application.service;

import io.piecemeal.application.port.in.StoreFile;
import io.piecemeal.application.port.in.StoreFile.StoreCommand;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.application.port.out.Ids;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Retention;
import io.piecemeal.domain.upload.StoredFile;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;

/** Receives a file in pieces, each into an object of its own, and commits them all at once. */
public final class StoreFileService implements StoreFile {

  private final InDoubtCommit inDoubt;
  private final FileLedger ledger;
  private final FileIntake intake;
  private final ObjectCommit objects;
  private final NewFiles newFiles;

  public StoreFileService(
      FileLedger ledger, InDoubtCommit inDoubt, ObjectIntake intake, Ids ids, Limits limits, Retention retention) {
    this.inDoubt = inDoubt;
    this.ledger = ledger;
    this.intake = new FileIntake(intake, limits);
    this.objects = new ObjectCommit(intake);
    this.newFiles = new NewFiles(ids, limits, retention);
  }

  @Override
  public StoredFile store(StoreCommand command) throws IOException {
    ReceivedFile received = intake.receive(command.owner(), command.content());
    return objects.run(
        received::pieces,
        () -> commitForCertain(newFiles.of(command), received),
        stored -> true);
  }

  /** Commits; where the outcome was lost on the way, asks in a way that makes it final. */
  private StoredFile commitForCertain(NewFile file, ReceivedFile received) {
    List<ChunkObject> pieces = received.pieces();
    if (pieces.isEmpty()) {
      return ledger.store(file, pieces, received.sha256());
    }
    // All pieces are in one commit, so the fate of the first is that of all.
    return inDoubt.commit(
        new InDoubtCommit.Part(file.owner(), file.id(), pieces.getFirst().key()),
        () -> ledger.store(file, pieces, received.sha256()),
        UnaryOperator.identity());
  }
}
