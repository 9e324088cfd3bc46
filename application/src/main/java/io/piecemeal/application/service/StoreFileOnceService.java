package io.piecemeal.application.service;

import io.piecemeal.application.port.in.IdempotentAnswer;
import io.piecemeal.application.port.in.StoreFile.StoreCommand;
import io.piecemeal.application.port.in.StoreFileOnce;
import io.piecemeal.application.port.out.Ids;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.application.port.out.OnceLedger;
import io.piecemeal.application.port.out.RequestIdentity;
import io.piecemeal.domain.storage.StorageFailure;
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
  private final NewFiles newFiles;

  public StoreFileOnceService(
      OnceLedger ledger, ObjectIntake intake, Ids ids, Limits limits, Retention retention) {
    this.ledger = ledger;
    this.intake = new FileIntake(intake, limits);
    this.newFiles = new NewFiles(ids, limits, retention);
  }

  @Override
  public IdempotentAnswer store(StoreCommand command, IdempotencyKey key) throws IOException {
    ReceivedFile received = intake.receive(command.owner(), command.content());
    IdempotentAnswer answered;
    try {
      answered = enter(command, key, received);
    } catch (StorageFailure.OutcomeUnknown e) {
      // The objects may be part of a file by now, so they have to stay.
      intake.markCommitted();
      throw e;
    } catch (RuntimeException e) {
      intake.discard(received, e);
      throw e;
    }
    switch (answered.turn()) {
      case FIRST -> intake.markCommitted();
      case REPEATED -> intake.discard(received);
    }
    return answered;
  }

  private IdempotentAnswer enter(StoreCommand command, IdempotencyKey key, ReceivedFile received) {
    NewFile file = newFiles.of(command);
    RequestIdentity identity =
        new RequestIdentity(key, Fingerprints.of(command, received.sha256()));
    return IdempotentCreate.answer(
        file, () -> ledger.store(file, received.pieces(), received.sha256(), identity));
  }
}
