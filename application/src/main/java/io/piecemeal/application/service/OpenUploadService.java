package io.piecemeal.application.service;

import io.piecemeal.application.port.in.OpenUpload;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.application.port.out.Ids;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.application.port.out.StoreHealth;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Retention;
import io.piecemeal.domain.upload.StoredFile;
import java.util.List;

/** Enters an empty file into the ledger. */
public final class OpenUploadService implements OpenUpload {

  private final FileLedger ledger;
  private final StoreHealth store;
  private final NewFiles files;

  public OpenUploadService(
      FileLedger ledger, StoreHealth store, Ids ids, Limits limits, Retention retention) {
    this.ledger = ledger;
    this.store = store;
    this.files = new NewFiles(ids, limits, retention);
  }

  @Override
  public StoredFile open(OpenCommand command) {
    store.requireRoom();
    NewFile file = files.of(command);
    return file.declared().isOfNothing()
        ? ledger.store(file, List.of(), Sha256.OF_NOTHING)
        : ledger.open(file);
  }
}
