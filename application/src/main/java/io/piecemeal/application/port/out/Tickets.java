package io.piecemeal.application.port.out;

import io.piecemeal.domain.FileId;
import io.piecemeal.domain.Owner;
import io.piecemeal.domain.Sha256;
import io.piecemeal.domain.StoredFile;
import io.piecemeal.domain.Ticket;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps the tickets of files, by the hashes of their tokens. A file has at most one, which goes
 * with it. Each method is one atomic step, as those of the {@link FileLedger} are, with the same
 * failures.
 */
public interface Tickets {

  /**
   * Gives a file a ticket from where it ends, in place of the one that it had.
   *
   * @return empty, with nothing changed, if the file is not as it was seen
   */
  Optional<Ticket> issue(StoredFile seen, Sha256 tokenHash, Duration lifetime);

  /** Finds a ticket, also one that is used or expired, or whose file is out of reach. */
  Optional<Ticket> find(Sha256 tokenHash);

  /** Marks a ticket as used, for good. Ignored if there is none. */
  void use(Sha256 tokenHash);

  /** Takes the ticket of a file away; ignored if there is no such file, or it has none. */
  void revoke(Owner owner, FileId file);
}
