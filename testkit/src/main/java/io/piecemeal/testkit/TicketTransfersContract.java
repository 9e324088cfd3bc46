package io.piecemeal.testkit;

import static io.piecemeal.domain.upload.Ticket.Completion.COMPLETES_FILE;
import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.bytes;
import static io.piecemeal.testkit.Samples.chunk;
import static io.piecemeal.testkit.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.Append;
import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.TicketTransfer;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.Ticket;
import io.piecemeal.domain.upload.UploadSession;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every ledger does with the bytes that come by a ticket. */
public abstract class TicketTransfersContract extends LedgerSuite {

  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final Duration LEASE = Duration.ofMinutes(1);

  protected TicketTransfersContract() {}

  private void issue(StoredFile file) {
    assertThat(tickets().issue(file.requireOpen(), Samples.ticket(1), LIFETIME, COMPLETES_FILE))
        .isPresent();
  }

  private Ticket ticket() {
    return tickets().find(Samples.ticket(1)).orElseThrow();
  }

  private Optional<TicketTransfer> begin(Optional<ByteCount> total) {
    return tickets().begin(Samples.ticket(1), ticket(), total, LEASE);
  }

  private TicketTransfer begun() {
    return begin(Optional.empty()).orElseThrow();
  }

  private Commit send(StoredFile seen, long length, TicketTransfer by) {
    UploadSession session = seen.requireOpen();
    UploadSession next = session.append(chunk(length));
    return files()
        .append(
            new Append(
                session, next, Samples.RETENTION, Quota.NONE, Optional.of(by), Optional.empty()));
  }

  @Test
  final void whatATransferBringsCountsAsReceived() {
    StoredFile file = filled(ALICE, 5);
    issue(file);

    StoredFile longer = committed(send(file, 7, begun()));

    assertThat(longer.size()).isEqualTo(bytes(12));
    assertThat(longer.ticket().map(Ticket::received)).contains(bytes(7));
    assertThat(longer.ticket().map(Ticket::transfer)).contains(Ticket.Transfer.RUNNING);
    assertUnchanged(longer);
  }

  @Test
  final void whatComesWithTheKeyDoesNot() {
    StoredFile file = filled(ALICE, 5);
    issue(file);

    appended(file, 7);

    assertThat(ticket().received()).isEqualTo(bytes(0));
  }

  @Test
  final void theTotalIsTheOneAnnouncedLast() {
    issue(filled(ALICE, 5));
    tickets().renew(begin(Optional.of(bytes(9))).orElseThrow(), Duration.ZERO);
    assertThat(ticket().total()).contains(bytes(9));

    tickets().renew(begin(Optional.empty()).orElseThrow(), Duration.ZERO);
    assertThat(ticket().total()).contains(bytes(9));

    tickets().renew(begin(Optional.of(bytes(8))).orElseThrow(), Duration.ZERO);
    assertThat(ticket().total()).contains(bytes(8));
  }

  @Test
  final void oneTransferRunsAtATime() {
    issue(filled(ALICE, 5));
    TicketTransfer first = begun();

    assertThat(begin(Optional.of(bytes(9)))).isEmpty();
    assertThat(ticket().total()).isEmpty();
    assertThat(ticket().transfer()).isEqualTo(Ticket.Transfer.RUNNING);

    tickets().renew(first, Duration.ZERO);
    assertThat(ticket().transfer()).isEqualTo(Ticket.Transfer.IDLE);
    assertThat(begin(Optional.empty())).isPresent();
  }

  @Test
  final void anotherTakesThePlaceOfOneThatWasNotRenewed() {
    StoredFile file = filled(ALICE, 5);
    issue(file);
    TicketTransfer silent = begun();
    letTimePass(LEASE);
    TicketTransfer next = begun();

    assertThat(tickets().renew(silent, LEASE)).isFalse();
    assertSuperseded(send(file, 7, silent));
    tickets().renew(silent, Duration.ZERO);
    assertThat(ticket().transfer()).isEqualTo(Ticket.Transfer.RUNNING);

    committed(send(file, 7, next));
  }

  @Test
  final void oneThatWasRenewedKeepsItsPlace() {
    issue(filled(ALICE, 5));
    TicketTransfer running = begun();
    letTimePass(LEASE.dividedBy(2));
    assertThat(tickets().renew(running, LEASE)).isTrue();
    letTimePass(LEASE.dividedBy(2));

    assertThat(begin(Optional.empty())).isEmpty();
  }

  @Test
  final void oneWhoseLeaseIsOverGoesOnUntilAnotherBegins() {
    StoredFile file = filled(ALICE, 5);
    issue(file);
    TicketTransfer running = begun();
    letTimePass(LEASE);

    assertThat(committed(send(file, 7, running)).size()).isEqualTo(bytes(12));
    assertThat(tickets().renew(running, LEASE)).isTrue();
  }

  @Test
  final void nothingIsStoredForATicketThatWasRevoked() {
    StoredFile file = filled(ALICE, 5);
    issue(file);
    TicketTransfer running = begun();

    tickets().revoke(ALICE, file.id());

    assertSuperseded(send(file, 7, running));
    assertThat(tickets().renew(running, LEASE)).isFalse();
    assertUnchanged(file);
  }

  @Test
  final void nothingIsStoredForATicketThatWasUsedOrReplaced() {
    StoredFile file = filled(ALICE, 5);
    issue(file);
    TicketTransfer running = begun();
    tickets().use(Samples.ticket(1));
    assertSuperseded(send(file, 7, running));
    assertThat(begin(Optional.empty())).isEmpty();
    assertThat(tickets().renew(running, LEASE)).isFalse();
    assertThat(ticket().transfer()).isEqualTo(Ticket.Transfer.IDLE);

    assertThat(tickets().issue(file.requireOpen(), Samples.ticket(2), LIFETIME, COMPLETES_FILE))
        .isPresent();

    assertSuperseded(send(file, 7, running));
    assertThat(tickets().renew(running, LEASE)).isFalse();
  }

  @Test
  final void oneThatBeganInTimeMayEndLater() {
    StoredFile file = filled(ALICE, 5);
    issue(file);
    TicketTransfer running = begun();
    letTimePass(LIFETIME);

    committed(send(file, 7, running));
    tickets().renew(running, Duration.ZERO);

    assertThat(ticket().state()).isEqualTo(Ticket.State.EXPIRED);
    assertThat(begin(Optional.empty())).isEmpty();
  }

  @Test
  final void nothingIsStoredBehindBytesThatCameWithTheKey() {
    StoredFile file = filled(ALICE, 5);
    issue(file);
    TicketTransfer running = begun();
    StoredFile longer = appended(file, 3);

    assertSuperseded(send(file, 7, running));
    assertSuperseded(send(longer, 7, running));
  }

  @Test
  final void noTransferBeginsForATicketThatReceivedBytesSince() {
    StoredFile file = filled(ALICE, 5);
    issue(file);
    Ticket seen = ticket();
    TicketTransfer first = begun();
    committed(send(file, 7, first));
    tickets().renew(first, Duration.ZERO);

    assertThat(tickets().begin(Samples.ticket(1), seen, Optional.of(bytes(6)), LEASE)).isEmpty();
    assertThat(ticket().total()).isEmpty();
  }

  @Test
  final void bytesThatAreCutCountAsNotReceived() {
    StoredFile file = filled(ALICE, 5);
    issue(file);
    TicketTransfer running = begun();
    StoredFile longer = committed(send(committed(send(file, 7, running)), 2, running));

    StoredFile cut = committed(rewind(longer, bytes(12)));
    assertThat(cut.ticket().map(Ticket::received)).contains(bytes(7));

    StoredFile empty = committed(rewind(cut, ByteCount.ZERO));
    assertThat(empty.ticket().map(Ticket::received)).contains(bytes(0));
  }

  @Test
  final void noFileIsCompletedOfWhichMoreWasAnnounced() {
    StoredFile file = filled(ALICE, 5);
    issue(file);
    tickets().renew(begin(Optional.of(bytes(9))).orElseThrow(), Duration.ZERO);

    assertSuperseded(complete(file, digest(9)));
    assertSuperseded(files().append(Samples.lastAppend(file, chunk(3), digest(9))));
    committed(files().append(Samples.lastAppend(file, chunk(4), digest(9))));
  }

  @Test
  final void noChunkOfOthersCompletesAFileWhileATransferRuns() {
    StoredFile file = filled(ALICE, 5);
    issue(file);
    TicketTransfer running = begin(Optional.empty()).orElseThrow();

    assertSuperseded(files().append(Samples.lastAppend(file, chunk(4), digest(9))));

    tickets().renew(running, Duration.ZERO);
    committed(files().append(Samples.lastAppend(file, chunk(4), digest(9))));
  }

  @Test
  final void theLastChunkOfTheTransferCompletesIt() {
    StoredFile file = filled(ALICE, 5);
    issue(file);
    TicketTransfer running = begin(Optional.empty()).orElseThrow();

    committed(
        files()
            .append(
                new Append(
                    file.requireOpen(),
                    file.requireOpen().appendLast(chunk(4), digest(9)),
                    Samples.RETENTION,
                    Quota.NONE,
                    Optional.of(running),
                    Optional.empty())));
  }

  @Test
  final void anAnnouncementEndsWithItsTicket() {
    StoredFile used = filled(ALICE, 5);
    issue(used);
    tickets().renew(begin(Optional.of(bytes(9))).orElseThrow(), Duration.ZERO);
    tickets().use(Samples.ticket(1));
    committed(complete(used, digest(9)));

    StoredFile late = filled(ALICE, 5);
    assertThat(tickets().issue(late.requireOpen(), Samples.ticket(2), LIFETIME, COMPLETES_FILE))
        .isPresent();
    Ticket ticket = tickets().find(Samples.ticket(2)).orElseThrow();
    assertThat(tickets().begin(Samples.ticket(2), ticket, Optional.of(bytes(9)), LEASE))
        .isPresent();
    letTimePass(LIFETIME);

    committed(complete(late, digest(9)));
  }
}
