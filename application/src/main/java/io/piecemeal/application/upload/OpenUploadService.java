package io.piecemeal.application.upload;

import io.piecemeal.application.port.in.IdempotentAnswer;
import io.piecemeal.application.port.in.OpenUpload;
import io.piecemeal.application.port.in.OpenUploadOnce;
import io.piecemeal.application.port.out.Entry;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.application.port.out.Ids;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.application.port.out.RequestIdentity;
import io.piecemeal.application.port.out.StoreHealth;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.IdempotencyKey;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Retention;
import io.piecemeal.domain.upload.StoredFile;
import java.util.List;
import java.util.Optional;

/** Enters an empty file into the ledger, unless its request was there before. */
public final class OpenUploadService implements OpenUpload, OpenUploadOnce {

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
    NewFile file = files.of(command, Optional.empty());
    return IdempotentCreate.answer(file, enter(file)).file();
  }

  /**
   * Opens a file in the shard of another one.
   *
   * @throws io.piecemeal.domain.upload.UploadRejected as {@link #open(OpenCommand)}
   */
  StoredFile openBeside(OpenCommand command, FileId other) {
    store.requireRoom();
    NewFile file = files.beside(other, command);
    return IdempotentCreate.answer(file, enter(file)).file();
  }

  @Override
  public IdempotentAnswer open(OpenCommand command, IdempotencyKey key) {
    store.requireRoom();
    NewFile file =
        files.of(command, Optional.of(key)).by(new RequestIdentity(key, Fingerprints.of(command)));
    return IdempotentCreate.answer(file, InDoubtCommit.commitIdempotent(() -> enter(file)));
  }

  private Entry enter(NewFile file) {
    return file.declared().isOfNothing()
        ? ledger.store(file, List.of(), Sha256.OF_NOTHING)
        : ledger.open(file);
  }
}
