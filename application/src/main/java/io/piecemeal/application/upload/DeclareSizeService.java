package io.piecemeal.application.upload;

import io.piecemeal.application.file.FileLookup;
import io.piecemeal.application.port.in.CompleteUpload.CompleteCommand;
import io.piecemeal.application.port.in.DeclareSize;
import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.FileAssembly;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.util.Optional;

/** Enters a size into the ledger, and completes the file if it has that size already. */
public final class DeclareSizeService implements DeclareSize {

  private final FileLookup files;
  private final FileAssembly assembly;
  private final CompleteUploadService complete;
  private final Limits limits;

  public DeclareSizeService(
      FileCatalog catalog, FileAssembly assembly, CompleteUploadService complete, Limits limits) {
    this.files = new FileLookup(catalog);
    this.assembly = assembly;
    this.complete = complete;
    this.limits = limits;
  }

  @Override
  public StoredFile declare(Owner owner, FileId file, ByteCount size) {
    Optional<StoredFile> declared = Optional.empty();
    while (declared.isEmpty()) {
      declared =
          switch (files.find(owner, file)) {
            case CompleteFile whole -> {
              whole.requireSize(size);
              yield Optional.of(whole);
            }
            case UploadSession session -> tryDeclare(session, size);
          };
    }
    StoredFile now = declared.get();
    return now.size().equals(size)
        ? complete.complete(new CompleteCommand(owner, file, Optional.of(size), Optional.empty()))
        : now;
  }

  /** Empty if the file was changed by someone else meanwhile. */
  private Optional<StoredFile> tryDeclare(UploadSession session, ByteCount size) {
    UploadSession next = session.declare(size, limits);
    if (next.equals(session)) {
      return Optional.of(session);
    }
    return switch (assembly.declare(next)) {
      case Commit.Committed committed -> Optional.of(committed.file());
      case Commit.Superseded _ -> Optional.empty();
    };
  }
}
