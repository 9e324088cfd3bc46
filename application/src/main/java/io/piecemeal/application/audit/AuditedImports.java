package io.piecemeal.application.audit;

import io.piecemeal.application.audit.Recorder.Asked;
import io.piecemeal.application.port.in.ImportFile;
import io.piecemeal.application.port.in.ReadObserver;
import io.piecemeal.application.port.out.AuditEvent.Action;
import io.piecemeal.application.port.out.AuditTrail;
import io.piecemeal.domain.refusal.Code;
import io.piecemeal.domain.refusal.Explanation;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import java.io.IOException;

/**
 * Records imports, also each that is refused: who tries many URLs may be looking for what only this
 * network reaches.
 */
public final class AuditedImports implements ImportFile {

  private final Recorder recorder;
  private final ImportFile inner;

  public AuditedImports(AuditTrail trail, ImportFile inner) {
    this.recorder = new Recorder(trail);
    this.inner = inner;
  }

  @Override
  public StoredFile importInto(ImportCommand command, ReadObserver observer) throws IOException {
    Asked asked = Asked.of(Action.FILE_IMPORTED, command.owner(), command.file());
    recorder.requireWorking();
    StoredFile file;
    try {
      file = inner.importInto(command, observer);
    } catch (UploadRejected e) {
      recorder.record(asked.event(Explanation.of(e.refusal()).code().word()));
      throw e;
    } catch (StorageFailure.OutcomeUnknown e) {
      recorder.record(asked.event(Code.OUTCOME_UNKNOWN.word()));
      throw e;
    }
    recorder.done(asked);
    if (file instanceof CompleteFile) {
      recorder.done(Asked.of(Action.FILE_COMPLETED, command.owner(), command.file()));
    }
    return file;
  }
}
