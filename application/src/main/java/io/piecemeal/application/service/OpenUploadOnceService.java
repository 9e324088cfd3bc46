package io.piecemeal.application.service;

import io.piecemeal.application.port.in.IdempotentAnswer;
import io.piecemeal.application.port.in.OpenUpload.OpenCommand;
import io.piecemeal.application.port.in.OpenUploadOnce;
import io.piecemeal.application.port.out.Ids;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.application.port.out.OnceLedger;
import io.piecemeal.application.port.out.RequestIdentity;
import io.piecemeal.application.port.out.StoreHealth;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.IdempotencyKey;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Retention;
import java.util.List;

/** Enters an empty file into the ledger unless its request was there before. */
public final class OpenUploadOnceService implements OpenUploadOnce {

  private final OnceLedger ledger;
  private final StoreHealth store;
  private final NewFiles files;

  public OpenUploadOnceService(
      OnceLedger ledger, StoreHealth store, Ids ids, Limits limits, Retention retention) {
    this.ledger = ledger;
    this.store = store;
    this.files = new NewFiles(ids, limits, retention);
  }

  @Override
  public IdempotentAnswer open(OpenCommand command, IdempotencyKey key) {
    store.requireRoom();
    NewFile file = files.of(command);
    RequestIdentity identity = new RequestIdentity(key, Fingerprints.of(command));
    return file.declared().isOfNothing()
        ? IdempotentCreate.answer(
            file, () -> ledger.store(file, List.of(), Sha256.OF_NOTHING, identity))
        : IdempotentCreate.answer(file, () -> ledger.open(file, identity));
  }
}
