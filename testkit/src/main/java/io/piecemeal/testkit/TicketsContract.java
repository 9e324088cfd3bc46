package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static io.piecemeal.testkit.Samples.RETENTION;
import static io.piecemeal.testkit.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.StoredFile;
import io.piecemeal.domain.Ticket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every {@link io.piecemeal.application.port.out.Tickets} does. */
public abstract class TicketsContract extends LedgerSuite {

  private static final Duration LIFETIME = Duration.ofMinutes(10);

  protected TicketsContract() {}

  private Ticket issued(StoredFile file, int token) {
    return tickets().issue(file, digest(token), LIFETIME).orElseThrow();
  }

  @Test
  final void aTicketIsFoundAsItWasIssuedAndLeavesTheFileAsItWas() {
    StoredFile file = filled(ALICE, 5);

    Ticket ticket = issued(file, 1);

    assertThat(ticket.owner()).isEqualTo(ALICE);
    assertThat(ticket.file()).isEqualTo(file.id());
    assertThat(ticket.offset()).isEqualTo(file.size());
    assertThat(ticket.state()).isEqualTo(Ticket.State.VALID);
    assertThat(ticket.expiresAt()).isBetween(file.createdAt().plus(LIFETIME), file.expiresAt());
    assertThat(tickets().find(digest(1))).contains(ticket);
    assertUnchanged(file);
  }

  @Test
  final void aTicketStaysAsItIsWhenItsFileGrows() {
    StoredFile file = filled(ALICE, 5);
    Ticket ticket = issued(file, 1);

    StoredFile longer = appended(file, 7);
    committed(files().complete(longer, digest(9)));

    assertThat(tickets().find(digest(1))).contains(ticket);
  }

  @Test
  final void noTicketIsIssuedForAFileThatIsNotAsItWasSeen() {
    StoredFile seen = filled(ALICE, 5);
    StoredFile longer = appended(seen, 7);
    assertThat(tickets().issue(seen, digest(1), LIFETIME)).isEmpty();
    StoredFile complete = committed(files().complete(longer, digest(9)));
    assertThat(tickets().issue(longer, digest(1), LIFETIME)).isEmpty();
    assertThat(tickets().issue(complete, digest(1), LIFETIME)).isEmpty();
    StoredFile deleted = opened(ALICE);
    files().delete(ALICE, deleted.id());

    assertThat(tickets().issue(deleted, digest(1), LIFETIME)).isEmpty();
    assertThat(tickets().find(digest(1))).isEmpty();
  }

  @Test
  final void theTicketThatWasThereBeforeIsKeptWhereNoneIsIssued() {
    StoredFile seen = filled(ALICE, 5);
    Ticket ticket = issued(seen, 1);
    appended(seen, 7);

    assertThat(tickets().issue(seen, digest(2), LIFETIME)).isEmpty();

    assertThat(tickets().find(digest(1))).contains(ticket);
  }

  @Test
  final void aNewTicketTakesThePlaceOfTheOldOne() {
    StoredFile file = filled(ALICE, 5);
    issued(file, 1);
    tickets().use(digest(1));

    Ticket second = issued(file, 2);

    assertThat(tickets().find(digest(1))).isEmpty();
    assertThat(tickets().find(digest(2))).contains(second);
    assertThat(second.state()).isEqualTo(Ticket.State.VALID);
  }

  @Test
  final void filesHaveTicketsOfTheirOwn() {
    Ticket one = issued(filled(ALICE, 5), 1);
    Ticket other = issued(filled(BOB, 7), 2);

    tickets().use(digest(3));

    assertThat(tickets().find(digest(1))).contains(one);
    assertThat(tickets().find(digest(2))).contains(other);
  }

  @Test
  final void aUsedTicketIsFoundAsUsed() {
    issued(filled(ALICE, 5), 1);

    tickets().use(digest(1));
    tickets().use(digest(1));

    assertThat(tickets().find(digest(1)).map(Ticket::state)).contains(Ticket.State.USED);
  }

  @Test
  final void aTicketExpires() {
    StoredFile used = filled(ALICE, 5);
    issued(used, 1);
    issued(filled(ALICE, 5), 2);
    tickets().use(digest(1));

    letTimePass(LIFETIME);

    assertThat(tickets().find(digest(1)).map(Ticket::state)).contains(Ticket.State.USED);
    assertThat(tickets().find(digest(2)).map(Ticket::state)).contains(Ticket.State.EXPIRED);
  }

  @Test
  final void aRevokedTicketIsNotFound() {
    StoredFile file = filled(ALICE, 5);
    issued(file, 1);

    tickets().revoke(ALICE, file.id());
    tickets().revoke(ALICE, file.id());

    assertThat(tickets().find(digest(1))).isEmpty();
    assertUnchanged(file);
  }

  @Test
  final void nobodyRevokesTheTicketOfAnother() {
    StoredFile file = filled(ALICE, 5);
    Ticket ticket = issued(file, 1);

    tickets().revoke(BOB, file.id());

    assertThat(tickets().find(digest(1))).contains(ticket);
  }

  @Test
  final void aTicketGoesWithItsFile() {
    StoredFile file = opened(ALICE);
    issued(file, 1);
    files().delete(ALICE, file.id());
    assertThat(tickets().find(digest(1)).map(Ticket::file)).contains(file.id());

    letTimePass(RETENTION.sinceLastChunk());
    graveyard().retire(10);
    graveyard().forget(Duration.ZERO, 10);

    assertThat(tickets().find(digest(1))).isEmpty();
  }
}
