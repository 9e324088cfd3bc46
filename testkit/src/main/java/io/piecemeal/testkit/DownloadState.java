package io.piecemeal.testkit;

import io.piecemeal.application.port.out.TicketHash;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.DownloadTicket;
import io.piecemeal.domain.upload.FileId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tickets to read files of {@link InMemoryFileLedger}, in the order of their issue. */
final class DownloadState {

  private final LedgerState files;
  private final Map<TicketHash, DownloadTicket> tickets = new LinkedHashMap<>();

  DownloadState(LedgerState files) {
    this.files = files;
  }

  Optional<DownloadTicket> issue(CompleteFile seen, TicketHash hash, Duration lifetime) {
    if (!isThere(seen.owner(), seen.id())) {
      return Optional.empty();
    }
    tickets.values().removeIf(ticket -> !isValid(ticket));
    List<TicketHash> others =
        tickets.keySet().stream().filter(each -> isOf(each, seen.id())).toList();
    others.stream()
        .limit(Math.max(0, others.size() - DownloadTicket.MOST_PER_FILE + 1))
        .forEach(tickets::remove);
    Instant end = files.now().plus(lifetime);
    Instant fileEnd = seen.expiresAt();
    DownloadTicket ticket =
        new DownloadTicket(seen.owner(), seen.id(), end.isBefore(fileEnd) ? end : fileEnd);
    tickets.put(hash, ticket);
    return Optional.of(ticket);
  }

  private boolean isOf(TicketHash hash, FileId file) {
    return Optional.ofNullable(tickets.get(hash))
        .filter(ticket -> ticket.file().equals(file))
        .isPresent();
  }

  Optional<DownloadTicket> find(TicketHash hash) {
    return Optional.ofNullable(tickets.get(hash)).filter(this::isValid);
  }

  void revoke(Owner owner, FileId file) {
    tickets.values().removeIf(ticket -> ticket.owner().equals(owner) && ticket.file().equals(file));
  }

  private boolean isValid(DownloadTicket ticket) {
    return ticket.expiresAt().isAfter(files.now()) && isThere(ticket.owner(), ticket.file());
  }

  private boolean isThere(Owner owner, FileId file) {
    return files
        .liveEntry(owner, file)
        .filter(entry -> entry.file() instanceof CompleteFile)
        .isPresent();
  }
}
