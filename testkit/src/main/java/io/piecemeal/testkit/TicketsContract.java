package io.piecemeal.testkit;

import static io.piecemeal.domain.upload.Ticket.Completion.COMPLETES_FILE;
import static io.piecemeal.domain.upload.Ticket.Completion.LEAVES_OPEN;
import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static io.piecemeal.testkit.Samples.RETENTION;
import static io.piecemeal.testkit.Samples.bytes;
import static io.piecemeal.testkit.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.TicketTransfer;
import io.piecemeal.application.port.out.Tickets;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.Ticket;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link io.piecemeal.application.port.out.Tickets} does. */
public abstract class TicketsContract extends LedgerSuite {

  private static final Duration LIFETIME = Duration.ofMinutes(10);

  protected TicketsContract() {}

  private Ticket issued(StoredFile file, int token) {
    return tickets()
        .issue(file.requireOpen(), Samples.ticket(token), LIFETIME, COMPLETES_FILE)
        .orElseThrow();
  }

  @Test
  final void aTicketIsFoundAsItWasIssuedAndIsAllThatTheFileGets() {
    StoredFile file = filled(ALICE, 5);

    Ticket ticket = issued(file, 1);

    assertThat(ticket.owner()).isEqualTo(ALICE);
    assertThat(ticket.file()).isEqualTo(file.id());
    assertThat(ticket.offset()).isEqualTo(file.size());
    assertThat(ticket.state()).isEqualTo(Ticket.State.VALID);
    assertThat(ticket.expiresAt()).isBetween(file.createdAt().plus(LIFETIME), file.expiresAt());
    assertThat(ticket.received()).isEqualTo(bytes(0));
    assertThat(ticket.total()).isEmpty();
    assertThat(ticket.completion()).isEqualTo(COMPLETES_FILE);
    assertThat(ticket.transfer()).isEqualTo(Ticket.Transfer.IDLE);
    assertThat(tickets().find(Samples.ticket(1))).contains(ticket);
    assertUnchanged(file.with(Optional.of(ticket)));
  }

  @Test
  final void aTicketThatIsToLeaveTheFileOpenIsFoundAsSuch() {
    StoredFile file = filled(ALICE, 5);

    tickets().issue(file.requireOpen(), Samples.ticket(1), LIFETIME, LEAVES_OPEN);

    assertThat(tickets().find(Samples.ticket(1)).map(Ticket::completion)).contains(LEAVES_OPEN);
  }

  @Test
  final void aTicketNeverOutlivesItsFile() {
    StoredFile file = filled(ALICE, 5);

    Ticket ticket =
        tickets()
            .issue(
                file.requireOpen(),
                Samples.ticket(1),
                RETENTION.sinceCreation().multipliedBy(2),
                COMPLETES_FILE)
            .orElseThrow();

    assertThat(ticket.expiresAt()).isEqualTo(file.expiresAt());
    assertThat(tickets().find(Samples.ticket(1))).contains(ticket);
  }

  @Test
  final void everyAnswerAboutAFileHasItsTicket() {
    StoredFile file = filled(ALICE, 5);
    Ticket ticket = issued(file, 1);

    assertThat(now(file).ticket()).contains(ticket);
    assertThat(catalog().list(ALICE, new FileQuery(10, Optional.empty(), Optional.empty())))
        .singleElement()
        .extracting(StoredFile::ticket)
        .isEqualTo(Optional.of(ticket));
    StoredFile longer = appended(file, 7);
    assertThat(longer.ticket()).contains(ticket);
    assertThat(committed(rewind(longer, file.size())).ticket()).contains(ticket);
  }

  @Test
  final void aTicketStaysAsItIsWhenItsFileGrows() {
    StoredFile file = filled(ALICE, 5);
    Ticket ticket = issued(file, 1);

    StoredFile longer = appended(file, 7);
    committed(complete(longer, digest(9)));

    assertThat(tickets().find(Samples.ticket(1))).contains(ticket);
  }

  @Test
  final void noTicketIsIssuedForAFileThatIsNotAsItWasSeen() {
    StoredFile seen = filled(ALICE, 5);
    StoredFile longer = appended(seen, 7);
    assertThat(tickets().issue(seen.requireOpen(), Samples.ticket(1), LIFETIME, COMPLETES_FILE))
        .isEmpty();
    complete(longer, digest(9));
    assertThat(tickets().issue(longer.requireOpen(), Samples.ticket(1), LIFETIME, COMPLETES_FILE))
        .isEmpty();
    StoredFile deleted = opened(ALICE);
    files().delete(ALICE, deleted.id());

    assertThat(tickets().issue(deleted.requireOpen(), Samples.ticket(1), LIFETIME, COMPLETES_FILE))
        .isEmpty();
    assertThat(tickets().find(Samples.ticket(1))).isEmpty();
  }

  @Test
  final void theTicketThatWasThereBeforeIsKeptWhereNoneIsIssued() {
    StoredFile seen = filled(ALICE, 5);
    Ticket ticket = issued(seen, 1);
    appended(seen, 7);

    assertThat(tickets().issue(seen.requireOpen(), Samples.ticket(2), LIFETIME, COMPLETES_FILE))
        .isEmpty();

    assertThat(tickets().find(Samples.ticket(1))).contains(ticket);
  }

  @Test
  final void aNewTicketTakesThePlaceOfTheOldOne() {
    StoredFile file = filled(ALICE, 5);
    issued(file, 1);
    tickets().use(Samples.ticket(1));

    Ticket second = issued(file, 2);

    assertThat(tickets().find(Samples.ticket(1))).isEmpty();
    assertThat(tickets().find(Samples.ticket(2))).contains(second);
    assertThat(second.state()).isEqualTo(Ticket.State.VALID);
  }

  @Test
  final void filesHaveTicketsOfTheirOwn() {
    Ticket one = issued(filled(ALICE, 5), 1);
    Ticket other = issued(filled(BOB, 7), 2);

    tickets().use(Samples.ticket(3));

    assertThat(tickets().find(Samples.ticket(1))).contains(one);
    assertThat(tickets().find(Samples.ticket(2))).contains(other);
  }

  @Test
  final void aUsedTicketIsFoundAsUsed() {
    issued(filled(ALICE, 5), 1);

    tickets().use(Samples.ticket(1));
    tickets().use(Samples.ticket(1));

    assertThat(tickets().find(Samples.ticket(1)).map(Ticket::state)).contains(Ticket.State.USED);
  }

  @Test
  final void aTicketExpires() {
    StoredFile used = filled(ALICE, 5);
    issued(used, 1);
    issued(filled(ALICE, 5), 2);
    tickets().use(Samples.ticket(1));

    letTimePass(LIFETIME);

    assertThat(tickets().find(Samples.ticket(1)).map(Ticket::state)).contains(Ticket.State.USED);
    assertThat(tickets().find(Samples.ticket(2)).map(Ticket::state)).contains(Ticket.State.EXPIRED);
  }

  @Test
  final void aRevokedTicketIsNotFound() {
    StoredFile file = filled(ALICE, 5);
    issued(file, 1);

    tickets().revoke(ALICE, file.id());
    tickets().revoke(ALICE, file.id());

    assertThat(tickets().find(Samples.ticket(1))).isEmpty();
    assertUnchanged(file);
    assertThat(now(file).ticket()).isEmpty();
  }

  @Test
  final void nobodyRevokesTheTicketOfAnother() {
    StoredFile file = filled(ALICE, 5);
    Ticket ticket = issued(file, 1);

    tickets().revoke(BOB, file.id());

    assertThat(tickets().find(Samples.ticket(1))).contains(ticket);
  }

  @Test
  final void aTicketGoesWithItsFile() {
    StoredFile file = opened(ALICE);
    issued(file, 1);
    files().delete(ALICE, file.id());
    assertThat(tickets().find(Samples.ticket(1)).map(Ticket::file)).contains(file.id());

    letTimePass(RETENTION.sinceLastChunk());
    deletionQueue().killKeys(10);
    deletionQueue().purge(Duration.ZERO, 10);

    assertThat(tickets().find(Samples.ticket(1))).isEmpty();
  }

  @Test
  final void whereThereIsNoTicketNoneIsUsedOrRevoked() {
    StoredFile file = filled(ALICE, 5);
    Ticket ticket = issued(file, 1);

    tickets().use(Samples.ticket(2));
    tickets().revoke(ALICE, Samples.fileId());
    tickets().revoke(ALICE, opened(ALICE).id());

    assertThat(tickets().find(Samples.ticket(1))).contains(ticket);
    assertThat(tickets().find(Samples.ticket(2))).isEmpty();
  }

  @Test
  final void aLedgerThatCannotBeReachedDoesNotCallATicketUnknown() {
    StoredFile file = filled(ALICE, 5);
    Ticket ticket = issued(file, 1);
    Tickets tickets = unreachable().tickets();

    assertUnavailable(
        () -> tickets.issue(file.requireOpen(), Samples.ticket(2), LIFETIME, COMPLETES_FILE),
        () -> tickets.find(Samples.ticket(1)),
        () -> tickets.begin(Samples.ticket(1), ticket, Optional.empty(), LIFETIME),
        () -> tickets.renew(new TicketTransfer(Samples.ticket(1), 1), LIFETIME),
        () -> tickets.use(Samples.ticket(1)),
        () -> tickets.revoke(ALICE, file.id()));
  }
}
