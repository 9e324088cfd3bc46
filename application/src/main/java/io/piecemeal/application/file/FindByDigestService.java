package io.piecemeal.application.file;

import io.piecemeal.application.port.in.FindByDigest;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.CompleteFile;
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

  public FindByDigestService(FileCatalog catalog, InstantSource clock) {
    this.catalog = catalog;
    this.clock = clock;
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

  private static boolean lasts(CompleteFile file, Instant now) {
    Duration lived = Duration.between(file.createdAt(), now);
    return Duration.between(now, file.expiresAt()).compareTo(lived) >= 0;
  }

  private static boolean isQuarantined(CompleteFile file) {
    return file.scan().filter(scan -> scan.state() == Scan.State.QUARANTINED).isPresent();
  }
}
