package io.piecemeal.application.upkeep;

import io.piecemeal.application.file.DamageRegister;
import io.piecemeal.application.file.FileInspection;
import io.piecemeal.application.object.SupersededException;
import io.piecemeal.application.port.in.Pace;
import io.piecemeal.application.port.in.ScrubFiles;
import io.piecemeal.application.port.in.ScrubFiles.Scrubbed;
import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.DamageMarks;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.application.port.out.InlineObjects;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.StoredFile;
import java.io.IOException;
import java.util.Optional;

/** Reads one file after the other in the order of the ledger, and marks those that are damaged. */
public final class ScrubFilesService implements ScrubFiles {

  private final DamageMarks marks;
  private final DamageRegister damages;
  private final FileInspection inspection;

  public ScrubFilesService(
      DamageMarks marks,
      DamageRegister damages,
      FileCatalog catalog,
      ChunkStore store,
      InlineObjects inline) {
    this.marks = marks;
    this.damages = damages;
    this.inspection = new FileInspection(catalog, store, inline);
  }

  @Override
  public Optional<Scrubbed> scrubNext(Optional<FileId> after, Pace pace) {
    return marks.next(after).map(file -> new Scrubbed(file.id(), file.size(), scrub(file, pace)));
  }

  private Verdict scrub(StoredFile file, Pace pace) {
    Verdict verdict = inspected(file, pace);
    return switch (verdict) {
      case Verdict.Whole whole -> {
        damages.clear(file);
        yield whole;
      }
      // What was removed by right is no damage.
      case Verdict.Damaged damaged -> damages.report(file) ? damaged : new Verdict.Changed();
      case Verdict.Changed changed -> changed;
    };
  }

  private Verdict inspected(StoredFile file, Pace pace) {
    try {
      return inspection.of(file, pace);
    } catch (SupersededException e) {
      return new Verdict.Changed();
    } catch (IOException e) {
      throw new StorageFailure.Unavailable("file %s could not be read".formatted(file.id()), e);
    }
  }
}
