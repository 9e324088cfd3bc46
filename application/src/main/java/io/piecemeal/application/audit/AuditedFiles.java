package io.piecemeal.application.audit;

import io.piecemeal.application.audit.Recorder.Asked;
import io.piecemeal.application.port.in.AppendChunk;
import io.piecemeal.application.port.in.AwaitChange;
import io.piecemeal.application.port.in.CompleteUpload;
import io.piecemeal.application.port.in.DeleteFile;
import io.piecemeal.application.port.in.FindFile;
import io.piecemeal.application.port.in.ListChunks;
import io.piecemeal.application.port.in.OpenUpload;
import io.piecemeal.application.port.in.OpenUploadOnce;
import io.piecemeal.application.port.in.ReadContent;
import io.piecemeal.application.port.in.RewindUpload;
import io.piecemeal.application.port.in.StoreFile;
import io.piecemeal.application.port.in.StoreFileOnce;
import io.piecemeal.application.port.out.AuditEvent.Action;
import io.piecemeal.application.port.out.AuditTrail;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.StoredFile;
import java.util.function.Consumer;

/**
 * Records what is done with files. Of appends only the last and those that are refused: there are
 * too many.
 */
public final class AuditedFiles {

  private final Recorder recorder;

  public AuditedFiles(AuditTrail trail) {
    this.recorder = new Recorder(trail);
  }

  private Consumer<StoredFile> made(Asked asked) {
    return file -> recorder.done(asked.about(file.id()));
  }

  public OpenUpload open(OpenUpload inner) {
    return command -> {
      Asked asked = Asked.of(Action.SESSION_OPENED, command.owner());
      return recorder.change(asked, () -> inner.open(command), made(asked));
    };
  }

  public OpenUploadOnce openOnce(OpenUploadOnce inner) {
    return (command, key) -> {
      Asked asked = Asked.of(Action.SESSION_OPENED, command.owner());
      return recorder.change(
          asked, () -> inner.open(command, key), answer -> made(asked).accept(answer.file()));
    };
  }

  public StoreFile store(StoreFile inner) {
    return command -> {
      Asked asked = Asked.of(Action.FILE_STORED, command.owner());
      return recorder.change(asked, () -> inner.store(command), made(asked));
    };
  }

  public StoreFileOnce storeOnce(StoreFileOnce inner) {
    return (command, key) -> {
      Asked asked = Asked.of(Action.FILE_STORED, command.owner());
      return recorder.change(
          asked, () -> inner.store(command, key), answer -> made(asked).accept(answer.file()));
    };
  }

  public AppendChunk append(AppendChunk inner) {
    return command -> {
      Asked asked = Asked.of(Action.CHUNK_APPENDED, command.owner(), command.file());
      return recorder.change(
          asked,
          () -> inner.append(command),
          appended -> {
            if (appended.file() instanceof CompleteFile file) {
              made(Asked.of(Action.FILE_COMPLETED, command.owner())).accept(file);
            }
          });
    };
  }

  public CompleteUpload complete(CompleteUpload inner) {
    return (command, observer) ->
        recorder.change(
            Asked.of(Action.FILE_COMPLETED, command.owner(), command.file()),
            () -> inner.complete(command, observer));
  }

  public RewindUpload rewind(RewindUpload inner) {
    return command ->
        recorder.change(
            Asked.of(Action.FILE_REWOUND, command.owner(), command.file()),
            () -> inner.rewind(command));
  }

  public DeleteFile delete(DeleteFile inner) {
    return (owner, file) ->
        recorder.act(Asked.of(Action.FILE_DELETED, owner, file), () -> inner.delete(owner, file));
  }

  /** A read changes nothing, so it goes on where it cannot be recorded. */
  public ReadContent read(ReadContent inner) {
    return (owner, file) -> {
      Asked asked = Asked.of(Action.CONTENT_READ, owner, file);
      ReadContent.Content content = recorder.look(asked, () -> inner.open(owner, file));
      recorder.done(asked);
      return content;
    };
  }

  public FindFile find(FindFile inner) {
    return (owner, file) ->
        recorder.look(Asked.of(Action.FILE_FOUND, owner, file), () -> inner.find(owner, file));
  }

  public AwaitChange await(AwaitChange inner) {
    return (owner, file, atMost) ->
        recorder.look(
            Asked.of(Action.FILE_FOUND, owner, file), () -> inner.await(owner, file, atMost));
  }

  public ListChunks chunks(ListChunks inner) {
    return (owner, file, from, limit) ->
        recorder.look(
            Asked.of(Action.FILE_FOUND, owner, file), () -> inner.list(owner, file, from, limit));
  }
}
