package io.piecemeal.application.upload;

import io.piecemeal.application.port.in.OpenUpload.OpenCommand;
import io.piecemeal.application.port.in.StoreFile.StoreCommand;
import io.piecemeal.application.port.out.Ids;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.Retention;
import io.piecemeal.domain.upload.UploadRejected;
import java.util.Optional;

/** Turns commands into files to be entered, under the limits that hold for all of them. */
record NewFiles(Ids ids, Limits limits, Retention retention) {

  NewFile of(OpenCommand command) {
    command.declared().size().ifPresent(this::requireWithinLimit);
    return new NewFile(
        ids.nextFileId(),
        command.owner(),
        command.name(),
        command.contentType(),
        command.declared(),
        retention,
        limits.quota(),
        Optional.empty());
  }

  private void requireWithinLimit(ByteCount declared) {
    if (!declared.isAtMost(limits.session())) {
      throw new UploadRejected(new Refusal.FileTooLarge(limits.session(), ByteCount.ZERO));
    }
  }

  NewFile of(StoreCommand command) {
    return new NewFile(
        ids.nextFileId(),
        command.owner(),
        command.name(),
        command.contentType(),
        Declaration.NONE,
        retention,
        limits.quota(),
        Optional.empty());
  }
}
