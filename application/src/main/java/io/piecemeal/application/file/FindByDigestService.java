package io.piecemeal.application.file;

import io.piecemeal.application.port.in.FindByDigest;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.Retention;
import io.piecemeal.domain.upload.Scan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;

/** Finds complete files by what they consist of, where they are as good as a new one. */
public final class FindByDigestService implements FindByDigest {

  private final FileCatalog catalog;
  private final InstantSource clock;
  private final Retention retention;

  /**
   * @param retention that of a new file
   */
  public FindByDigestService(FileCatalog catalog, InstantSource clock, Retention retention) {
    this.catalog = catalog;
    this.clock = clock;
    this.retention = retention;
  }

  @Override
  public List<CompleteFile> find(Owner owner, Collection<Sha256> digests) {
    if (digests.isEmpty()) {
      return List.of();
    }
    Instant now = clock.instant();
    return catalog.withDigests(owner, digests).stream()
        .filter(file -> lasts(file, now) && !isQuarantined(file))
        .toList();
  }

  /** By what a new file would have: one may have been given a short life of its own. */
  private boolean lasts(CompleteFile file, Instant now) {
    Duration left = Duration.between(now, file.expiresAt());
    return left.multipliedBy(2).compareTo(retention.sinceLastChunk()) >= 0;
  }

  private static boolean isQuarantined(CompleteFile file) {
    return file.scan().filter(scan -> scan.state() == Scan.State.QUARANTINED).isPresent();
  }
}
