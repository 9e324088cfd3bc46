package io.piecemeal.application.upload;

import io.piecemeal.application.file.FileLookup;
import io.piecemeal.application.object.Pause;
import io.piecemeal.application.port.in.ImportFile;
import io.piecemeal.application.port.in.ReadObserver;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.application.port.out.RemoteSource;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.OwnerShares;
import io.piecemeal.domain.access.OwnerShares.Attempt;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.Input;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Appends what a source gives, by the same way as all chunks; owners share the turns. */
public final class ImportFileService implements ImportFile {

  private final FileLookup files;
  private final AppendChunkService append;
  private final RemoteSource source;
  private final Limits limits;
  private final OwnerShares turns;
  private final Duration patience;
  private final Pause pause;
  private final LongSupplier nanos;

  /**
   * @param most imports at a time, of all owners
   * @param patience how long one may take
   * @param nanos a clock that only goes forward
   */
  public ImportFileService(
      FileCatalog catalog,
      AppendChunkService append,
      RemoteSource source,
      Limits limits,
      int most,
      Duration patience,
      Pause pause,
      LongSupplier nanos) {
    this.files = new FileLookup(catalog);
    this.append = append;
    this.source = source;
    this.limits = limits;
    this.turns = new OwnerShares(most);
    this.patience = patience;
    this.pause = pause;
    this.nanos = nanos;
  }

  @Override
  public StoredFile importInto(ImportCommand command, ReadObserver observer) throws IOException {
    Optional<String> refusal = source.refusal(command.url());
    if (refusal.isPresent()) {
      throw new UploadRejected(new Refusal.InvalidField(Input.URL, refusal.get()));
    }
    StoredFile file = files.find(command.owner(), command.file());
    if (isThere(command, file)) {
      return file;
    }
    file.requireOpen();
    try (Attempt.Taken _ = turn(command.owner())) {
      return new RunningImport(
              append, source, limits, pause, nanos, command, observer, file, patience)
          .run();
    }
  }

  /** What a request asks for whose first answer got lost. */
  private static boolean isThere(ImportCommand command, StoredFile file) {
    return file instanceof CompleteFile complete
        && command.sha256().filter(complete.sha256()::equals).isPresent();
  }

  private Attempt.Taken turn(Owner owner) {
    return turns
        .take(owner, 1)
        .orThrow(refused -> new UploadRejected(Refusal.ImportsUnderWay.of(refused)));
  }
}
