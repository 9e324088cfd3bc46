package io.piecemeal.application.access;

import io.piecemeal.application.file.FileLookup;
import io.piecemeal.application.port.in.IssueDownload;
import io.piecemeal.application.port.in.ReadByTicket;
import io.piecemeal.application.port.in.ReadContent;
import io.piecemeal.application.port.in.RevokeDownloads;
import io.piecemeal.application.port.out.DownloadTickets;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.application.port.out.Ids;
import io.piecemeal.application.port.out.StoreHealth;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.TicketToken;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.DownloadTicket;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.domain.upload.UploadSession;
import java.time.Duration;

/**
 * Issues tickets to read files, reads by them and revokes them. Their tokens are kept as hashes
 * only.
 */
public final class IssuedDownloads implements IssueDownload, ReadByTicket, RevokeDownloads {

  private final FileLookup files;
  private final DownloadTickets tickets;
  private final ReadContent read;
  private final StoreHealth store;
  private final Ids ids;
  private final Duration lifetime;

  /**
   * @param read gives out the bytes
   * @param lifetime how long after its issue a ticket may be used
   */
  public IssuedDownloads(
      FileCatalog catalog,
      DownloadTickets tickets,
      ReadContent read,
      StoreHealth store,
      Ids ids,
      Duration lifetime) {
    this.files = new FileLookup(catalog);
    this.tickets = tickets;
    this.read = read;
    this.store = store;
    this.ids = ids;
    this.lifetime = lifetime;
  }

  @Override
  public IssuedDownload issue(Owner owner, FileId id) {
    store.requireRoom();
    CompleteFile file =
        switch (files.find(owner, id)) {
          case CompleteFile complete -> complete;
          case UploadSession open ->
              throw new UploadRejected(new Refusal.FileIncomplete(id, open.size()));
        };
    TicketToken token = ids.nextTicketToken().in(id.shard());
    return tickets
        .issue(file, IssuedTickets.hash(token), lifetime)
        .map(ticket -> new IssuedDownload(token, ticket, file))
        .orElseThrow(() -> new UploadRejected(new Refusal.Gone(id, file.size())));
  }

  @Override
  public ReadContent.Content open(TicketToken token) {
    DownloadTicket ticket =
        tickets.find(IssuedTickets.hash(token)).orElseThrow(IssuedDownloads::none);
    try {
      return read.open(ticket.owner(), ticket.file());
    } catch (UploadRejected e) {
      throw withoutFacts(e);
    }
  }

  /** Whose a file was that went meanwhile, and how large, is told to who has the key. */
  private static UploadRejected withoutFacts(UploadRejected rejected) {
    return switch (rejected.refusal()) {
      case Refusal.BeingScanned _, Refusal.Quarantined _ -> rejected;
      default -> none();
    };
  }

  private static UploadRejected none() {
    return new UploadRejected(new Refusal.NoSuchTicket());
  }

  @Override
  public void revoke(Owner owner, FileId file) {
    files.find(owner, file);
    tickets.revoke(owner, file);
  }
}
