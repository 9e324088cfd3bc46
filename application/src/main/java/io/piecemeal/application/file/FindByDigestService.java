package io.piecemeal.application.file;

import io.piecemeal.application.port.in.FindByDigest;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.CompleteFile;
import java.util.Collection;
import java.util.List;

/** Finds complete files by what they consist of. */
public final class FindByDigestService implements FindByDigest {

  private final FileCatalog catalog;

  public FindByDigestService(FileCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public List<CompleteFile> find(Owner owner, Collection<Sha256> digests) {
    return digests.isEmpty() ? List.of() : catalog.withDigests(owner, digests);
  }
}
