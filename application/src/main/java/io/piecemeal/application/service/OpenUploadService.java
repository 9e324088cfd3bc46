package io.piecemeal.application.service;

import io.piecemeal.application.port.in.OpenUpload;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.application.port.out.Ids;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.domain.ByteCount;
import io.piecemeal.domain.Limits;
import io.piecemeal.domain.Refusal;
import io.piecemeal.domain.Retention;
import io.piecemeal.domain.StoredFile;
import io.piecemeal.domain.UploadRejected;

/** Enters an empty file into the ledger. */
public final class OpenUploadService implements OpenUpload {

  private final FileLedger ledger;
  private final Ids ids;
  private final Limits limits;
  private final Retention retention;

  public OpenUploadService(FileLedger ledger, Ids ids, Limits limits, Retention retention) {
    this.ledger = ledger;
    this.ids = ids;
    this.limits = limits;
    this.retention = retention;
  }

  @Override
  public StoredFile open(OpenCommand command) {
    command.declared().size().ifPresent(this::requireWithinLimit);
    return ledger.open(
        new NewFile(
            ids.nextFileId(),
            command.owner(),
            command.name(),
            command.contentType(),
            command.declared(),
            retention));
  }

  private void requireWithinLimit(ByteCount declared) {
    if (!declared.isAtMost(limits.session())) {
      throw new UploadRejected(new Refusal.FileTooLarge(limits.session(), ByteCount.ZERO));
    }
  }
}
