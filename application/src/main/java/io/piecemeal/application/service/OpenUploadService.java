package io.piecemeal.application.service;

import io.piecemeal.application.port.in.OpenUpload;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.application.port.out.Ids;
import io.piecemeal.domain.Limits;
import io.piecemeal.domain.Retention;
import io.piecemeal.domain.StoredFile;

/** Enters an empty file into the ledger. */
public final class OpenUploadService implements OpenUpload {

  private final FileLedger ledger;
  private final NewFiles files;

  public OpenUploadService(FileLedger ledger, Ids ids, Limits limits, Retention retention) {
    this.ledger = ledger;
    this.files = new NewFiles(ids, limits, retention);
  }

  @Override
  public StoredFile open(OpenCommand command) {
    return ledger.open(files.of(command));
  }
}
