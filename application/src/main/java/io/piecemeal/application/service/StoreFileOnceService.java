package io.piecemeal.application.service;

import io.piecemeal.application.port.in.IdempotentAnswer.Turn;
import io.piecemeal.application.port.in.IdempotentAnswer;
import io.piecemeal.application.port.in.StoreFile.StoreCommand;
import io.piecemeal.application.port.in.StoreFileOnce;
import io.piecemeal.application.port.out.Ids;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.application.port.out.OnceLedger;
import io.piecemeal.application.port.out.RequestIdentity;
import io.piecemeal.domain.upload.IdempotencyKey;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Retention;
import java.io.IOException;

/**
 * Receives a file as {@link StoreFileService} does, and keeps it unless its request was there
 * before.
 */
public final class StoreFileOnceService implements StoreFileOnce {

  private final OnceLedger ledger;
  private final FileIntake intake;
  private final ObjectCommit objects;
  private final NewFiles newFiles;

  public StoreFileOnceService(
      OnceLedger ledger, ObjectIntake intake, Ids ids, Limits limits, Retention retention) {
    this.ledger = ledger;
    this.intake = new FileIntake(intake, limits);
    this.objects = new ObjectCommit(intake);
    this.newFiles = new NewFiles(ids, limits, retention);
  }

  @Override
  public IdempotentAnswer store(StoreCommand command, IdempotencyKey key) throws IOException {
    ReceivedFile received = intake.receive(command.owner(), command.content());
    return objects.run(
        received::pieces,
        () -> enter(command, key, received),
        answered -> answered.turn() == Turn.FIRST);
  }

  private IdempotentAnswer enter(StoreCommand command, IdempotencyKey key, ReceivedFile received) {
    NewFile file = newFiles.of(command);
    RequestIdentity identity =
        new RequestIdentity(key, Fingerprints.of(command, received.sha256()));
    return IdempotentCreate.answer(
        file, () -> ledger.store(file, received.pieces(), received.sha256(), identity));
  }
}
