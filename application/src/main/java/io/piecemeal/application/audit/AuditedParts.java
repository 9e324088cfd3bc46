package io.piecemeal.application.audit;

import io.piecemeal.application.audit.Recorder.Asked;
import io.piecemeal.application.port.in.AppendStream;
import io.piecemeal.application.port.in.DeclareSize;
import io.piecemeal.application.port.in.JoinParts;
import io.piecemeal.application.port.in.OpenUpload.OpenCommand;
import io.piecemeal.application.port.in.StorePart;
import io.piecemeal.application.port.out.AuditEvent.Action;
import io.piecemeal.application.port.out.AuditTrail;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Records what is done with streams and parts. */
public final class AuditedParts {

  private final Recorder recorder;

  public AuditedParts(AuditTrail trail) {
    recorder = new Recorder(trail);
  }

  public AppendStream append(AppendStream inner) {
    return command -> {
      Asked asked = Asked.of(Action.CHUNK_APPENDED, command.owner(), command.file());
      return recorder.change(asked, () -> inner.append(command), this::recordIfComplete);
    };
  }

  public DeclareSize declare(DeclareSize inner) {
    return (owner, file, size) ->
        recorder.change(
            Asked.of(Action.FILE_COMPLETED, owner, file),
            () -> inner.declare(owner, file, size),
            this::recordIfComplete);
  }

  public StorePart store(StorePart inner) {
    return new StorePart() {
      @Override
      public StoredFile open(Owner owner, FileId whole, Declaration declared) {
        Asked asked = Asked.of(Action.SESSION_OPENED, owner, whole);
        return recorder.change(asked, () -> inner.open(owner, whole, declared), made(asked));
      }

      @Override
      public StoredFile store(Owner owner, FileId whole, InputStream content) throws IOException {
        Asked asked = Asked.of(Action.FILE_STORED, owner, whole);
        return recorder.change(asked, () -> inner.store(owner, whole, content), made(asked));
      }
    };
  }

  private Consumer<StoredFile> made(Asked asked) {
    return file -> recorder.done(asked.about(file.id()));
  }

  public JoinParts join(JoinParts inner) {
    return new JoinParts() {
      @Override
      public StoredFile join(JoinCommand command) {
        return recorder.change(
            Asked.of(Action.PARTS_JOINED, command.owner(), command.file()),
            () -> inner.join(command));
      }

      @Override
      public StoredFile complete(JoinCommand command, Optional<Sha256> sha256) {
        return completing(command, () -> inner.complete(command, sha256));
      }

      @Override
      public StoredFile assemble(JoinCommand command) {
        return completing(command, () -> inner.assemble(command));
      }

      @Override
      public StoredFile openFor(OpenCommand file, List<FileId> parts) {
        Asked asked = Asked.of(Action.SESSION_OPENED, file.owner());
        return recorder.change(asked, () -> inner.openFor(file, parts), made(asked));
      }
    };
  }

  private StoredFile completing(JoinParts.JoinCommand command, Supplier<StoredFile> call) {
    Asked asked = Asked.of(Action.PARTS_JOINED, command.owner(), command.file());
    return recorder.change(
        asked,
        call::get,
        file -> {
          recorder.done(asked);
          recordIfComplete(file);
        });
  }

  private void recordIfComplete(StoredFile file) {
    if (file instanceof CompleteFile) {
      recorder.done(Asked.of(Action.FILE_COMPLETED, file.owner(), file.id()));
    }
  }
}
