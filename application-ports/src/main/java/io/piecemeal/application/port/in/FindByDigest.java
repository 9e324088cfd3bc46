package io.piecemeal.application.port.in;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.CompleteFile;
import java.util.Collection;
import java.util.List;

/** Tells which of an owner's complete files have certain bytes. */
public interface FindByDigest {

  /**
   * Of each digest the youngest file that has it, in any order; none for one that no file has. A
   * file counts if it lives on for at least half the time that a new one would, since its caller
   * relies on it as on a new one, and if it is not in quarantine. One that waits for its scan
   * counts: so would a new one wait.
   */
  List<CompleteFile> find(Owner owner, Collection<Sha256> digests);
}
