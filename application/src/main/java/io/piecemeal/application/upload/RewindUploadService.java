package io.piecemeal.application.upload;

import io.piecemeal.application.file.FileLookup;
import io.piecemeal.application.port.in.RewindUpload;
import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.domain.upload.UploadSession;
import java.util.List;
import java.util.Optional;

/** Cuts a file back to where one of its chunks ends. */
public final class RewindUploadService implements RewindUpload {

  private final FileLookup files;
  private final FileCatalog catalog;
  private final FileLedger ledger;

  public RewindUploadService(FileCatalog catalog, FileLedger ledger) {
    this.files = new FileLookup(catalog);
    this.catalog = catalog;
    this.ledger = ledger;
  }

  @Override
  public StoredFile rewind(RewindCommand command) {
    Optional<StoredFile> rewound = Optional.empty();
    while (rewound.isEmpty()) {
      rewound = tryRewind(files.find(command.owner(), command.file()).requireOpen(), command);
    }
    return rewound.get();
  }

  /** Empty if the file was changed by someone else meanwhile. */
  private Optional<StoredFile> tryRewind(UploadSession file, RewindCommand command) {
    ByteCount target = command.toSize();
    file.requireRewindable(target, command.ifSize());
    if (target.equals(file.size())) {
      return Optional.of(file);
    }
    Optional<List<Chunk>> cut = catalog.chunks(file, target, 1);
    if (cut.isEmpty()) {
      return Optional.empty();
    }
    ByteCount boundary = cut.get().getFirst().offset();
    if (!boundary.equals(target)) {
      throw new UploadRejected(new Refusal.NotAChunkBoundary(file.id(), target, boundary));
    }
    return switch (ledger.rewind(file, target)) {
      case Commit.Committed committed -> Optional.of(committed.file());
      case Commit.Superseded superseded -> Optional.empty();
    };
  }
}
