package io.piecemeal.application.port.out;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.DownloadTicket;
import io.piecemeal.domain.upload.FileId;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps the permissions to read files, by the hashes of their tokens. A file has at most {@link
 * DownloadTicket#MOST_PER_FILE}, which go with it. Each method is one atomic step, as those of the
 * {@link FileLedger} are, with the same failures.
 */
public interface DownloadTickets {

  /**
   * Gives a complete file one more ticket. Where it has as many as it may have, the oldest is
   * revoked. The ticket expires after its lifetime, and with its file if that expires before.
   *
   * @param hash in the shard of the file
   * @return empty, with nothing changed, if the file is gone
   */
  Optional<DownloadTicket> issue(CompleteFile file, TicketHash hash, Duration lifetime);

  /**
   * Finds a ticket that may be used now; none that is expired or revoked, or whose file is gone.
   */
  Optional<DownloadTicket> find(TicketHash hash);

  /** Takes all tickets of a file away; ignored if there is no such file, or it has none. */
  void revoke(Owner owner, FileId file);
}
