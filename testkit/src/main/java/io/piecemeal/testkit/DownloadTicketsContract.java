package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static io.piecemeal.testkit.Samples.RETENTION;
import static io.piecemeal.testkit.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.DownloadTicket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every {@link io.piecemeal.application.port.out.DownloadTickets} does. */
public abstract class DownloadTicketsContract extends LedgerSuite {

  private static final Duration LIFETIME = Duration.ofMinutes(10);

  protected DownloadTicketsContract() {}

  private CompleteFile whole(Owner owner) {
    return completed(complete(filled(owner, 5), digest(9)));
  }

  private DownloadTicket issued(CompleteFile file, int token) {
    return downloads().issue(file, Samples.ticket(token), LIFETIME).orElseThrow();
  }

  @Test
  final void aTicketIsFoundAsItWasIssued() {
    CompleteFile file = whole(ALICE);

    DownloadTicket ticket = issued(file, 1);

    assertThat(ticket.owner()).isEqualTo(ALICE);
    assertThat(ticket.file()).isEqualTo(file.id());
    assertThat(ticket.expiresAt()).isBetween(file.createdAt().plus(LIFETIME), file.expiresAt());
    assertThat(downloads().find(Samples.ticket(1))).contains(ticket);
    assertThat(downloads().find(Samples.ticket(2))).isEmpty();
    assertUnchanged(file);
  }

  @Test
  final void aFileHasSeveralAndEachIsGoodForItself() {
    CompleteFile file = whole(ALICE);
    DownloadTicket first = issued(file, 1);
    letTimePass(LIFETIME.dividedBy(2));

    DownloadTicket second = issued(file, 2);

    assertThat(downloads().find(Samples.ticket(1))).isPresent();
    assertThat(second.expiresAt()).isAfter(first.expiresAt());
    letTimePass(LIFETIME.dividedBy(2));
    assertThat(downloads().find(Samples.ticket(1))).isEmpty();
    assertThat(downloads().find(Samples.ticket(2))).isPresent();
  }

  @Test
  final void aTicketNeverOutlivesItsFile() {
    CompleteFile file = whole(ALICE);

    DownloadTicket ticket =
        downloads()
            .issue(file, Samples.ticket(1), RETENTION.sinceCreation().multipliedBy(2))
            .orElseThrow();

    assertThat(ticket.expiresAt()).isEqualTo(file.expiresAt());
  }

  @Test
  final void oneTooManyTakesThePlaceOfTheOldest() {
    CompleteFile file = whole(ALICE);
    CompleteFile other = whole(ALICE);
    issued(other, 0);
    for (int i = 1; i <= DownloadTicket.MOST_PER_FILE; i++) {
      issued(file, i);
      letTimePass(Duration.ofSeconds(1));
    }
    assertThat(downloads().find(Samples.ticket(1))).isPresent();

    issued(file, 100);

    assertThat(downloads().find(Samples.ticket(1))).isEmpty();
    assertThat(downloads().find(Samples.ticket(2))).isPresent();
    assertThat(downloads().find(Samples.ticket(100))).isPresent();
    assertThat(downloads().find(Samples.ticket(0))).isPresent();
  }

  @Test
  final void expiredOnesDoNotCount() {
    CompleteFile file = whole(ALICE);
    for (int i = 1; i < DownloadTicket.MOST_PER_FILE; i++) {
      downloads().issue(file, Samples.ticket(i), Duration.ofSeconds(1));
    }
    issued(file, 50);
    letTimePass(Duration.ofSeconds(2));

    for (int i = 1; i < DownloadTicket.MOST_PER_FILE; i++) {
      issued(file, 50 + i);
    }

    assertThat(downloads().find(Samples.ticket(50))).isPresent();
  }

  @Test
  final void aFileThatIsGoneGetsNoneAndLosesWhatItHad() {
    CompleteFile file = whole(ALICE);
    issued(file, 1);

    files().delete(ALICE, file.id());

    assertThat(downloads().issue(file, Samples.ticket(2), LIFETIME)).isEmpty();
    assertThat(downloads().find(Samples.ticket(1))).isEmpty();
    assertThat(downloads().find(Samples.ticket(2))).isEmpty();
  }

  @Test
  final void aFileWithTicketsIsForgottenAsAnyOther() {
    CompleteFile file = whole(ALICE);
    issued(file, 1);
    files().delete(ALICE, file.id());
    deletionQueue().killKeys(10);

    assertThat(deletionQueue().purge(Duration.ZERO, 10)).isEqualTo(1);

    assertMissing(ALICE, file.id());
    assertThat(downloads().find(Samples.ticket(1))).isEmpty();
  }

  @Test
  final void revokingTakesAllOfOneFileOfOneOwner() {
    CompleteFile file = whole(ALICE);
    CompleteFile other = whole(ALICE);
    issued(file, 1);
    issued(file, 2);
    issued(other, 3);
    downloads().revoke(BOB, file.id());
    assertThat(downloads().find(Samples.ticket(1))).isPresent();

    downloads().revoke(ALICE, file.id());
    downloads().revoke(ALICE, file.id());

    assertThat(downloads().find(Samples.ticket(1))).isEmpty();
    assertThat(downloads().find(Samples.ticket(2))).isEmpty();
    assertThat(downloads().find(Samples.ticket(3))).isPresent();
  }

  @Test
  final void anotherProcessFindsThem() {
    CompleteFile file = whole(ALICE);
    issued(file, 1);

    assertThat(ledger().secondNode().downloads().find(Samples.ticket(1))).isPresent();
  }

  @Test
  final void aLedgerOutOfReachSaysSo() {
    var unreachable = unreachable().downloads();
    CompleteFile file = whole(ALICE);

    assertUnavailable(
        () -> unreachable.issue(file, Samples.ticket(1), LIFETIME),
        () -> unreachable.find(Samples.ticket(1)),
        () -> unreachable.revoke(ALICE, file.id()));
  }
}
