package io.piecemeal.application.audit;

import static io.piecemeal.domain.upload.Ticket.Completion.COMPLETES_FILE;
import static io.piecemeal.domain.upload.Ticket.Completion.LEAVES_OPEN;
import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.bytes;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.access.IssuedDownloads;
import io.piecemeal.application.port.in.FindTicket;
import io.piecemeal.application.port.in.ReadByTicket;
import io.piecemeal.application.port.in.RedeemTicket;
import io.piecemeal.application.port.in.RedeemTicket.Extent;
import io.piecemeal.application.port.in.RedeemTicket.RedeemCommand;
import io.piecemeal.application.port.out.AuditEvent;
import io.piecemeal.application.port.out.AuditEvent.Action;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.TicketToken;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.Ticket;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.testkit.InMemoryAuditTrail;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is written down of tickets, which are named by what nobody can redeem. */
final class AuditedTicketsTest {

  private final Scene scene = new Scene();
  private final StoredFile file = scene.open();
  private final InMemoryAuditTrail trail = new InMemoryAuditTrail();
  private long nanos;
  private final AuditedAccess audited = new AuditedAccess(trail, () -> nanos);
  private final RedeemTicket redeem = audited.redeem(scene.redeemTicket);
  private final IssuedDownloads downloads =
      new IssuedDownloads(
          scene.ledger,
          scene.rows.downloads(),
          scene.readContent,
          scene.store,
          scene.ids,
          Scene.TICKET_LIFETIME);
  private final ReadByTicket read = audited.readByTicket(downloads);

  private TicketToken issue(Ticket.Completion completion) {
    return audited.issue(scene.tickets).issue(ALICE, file.id(), completion).token();
  }

  private TicketToken issueDownload(FileId complete) {
    return audited.issueDownload(downloads).issue(ALICE, complete).token();
  }

  private static RedeemCommand sending(TicketToken token, Extent extent, String text) {
    return new RedeemCommand(
        token,
        Optional.empty(),
        Optional.of(bytes(text.length())),
        Optional.empty(),
        extent,
        new ByteArrayInputStream(text.getBytes(US_ASCII)));
  }

  private List<Action> actions() {
    return trail.written().stream().map(AuditEvent::action).toList();
  }

  @Test
  void aTicketIsNamedTheSameInAllThatIsWrittenDownOfIt() throws IOException {
    TicketToken token = issue(COMPLETES_FILE);
    StoredFile complete = redeem.redeem(sending(token, Extent.ALL_THE_REST, "content")).file();

    assertThat(complete).isEqualTo(scene.now(file)).isInstanceOf(CompleteFile.class);
    assertThat(actions())
        .containsExactly(Action.TICKET_ISSUED, Action.TICKET_USED, Action.FILE_COMPLETED);
    String name = trail.written().getFirst().subject().orElseThrow();
    assertThat(token.reveal()).doesNotContain(name);
    assertThat(name).isNotEmpty();
    assertThat(trail.written())
        .allSatisfy(
            event -> {
              assertThat(event.owner()).contains(ALICE);
              assertThat(event.file()).contains(file.id());
              assertThat(event.subject()).contains(name);
              assertThat(event.outcome()).isEqualTo(AuditEvent.DONE);
            });
  }

  @Test
  void aFileThatIsLeftOpenIsNotWrittenDownAsComplete() throws IOException {
    TicketToken token = issue(LEAVES_OPEN);
    redeem.redeem(sending(token, Extent.MORE_WILL_FOLLOW, "con"));
    assertThat(actions()).containsExactly(Action.TICKET_ISSUED);

    redeem.redeem(sending(token, Extent.ALL_THE_REST, "content"));

    assertThat(actions()).containsExactly(Action.TICKET_ISSUED, Action.TICKET_USED);
    assertThat(scene.content(file)).isEqualTo("content");
  }

  @Test
  void aRevokedTicketThatIsUsedNeverthelessIsWrittenDownAsRefused() {
    TicketToken token = issue(COMPLETES_FILE);
    audited.revoke(scene.tickets).revoke(ALICE, file.id());

    assertThatThrownBy(() -> redeem.redeem(sending(token, Extent.ALL_THE_REST, "content")))
        .isInstanceOf(UploadRejected.class);

    assertThat(actions())
        .containsExactly(Action.TICKET_ISSUED, Action.TICKET_REVOKED, Action.TICKET_USED);
    AuditEvent refused = trail.written().getLast();
    assertThat(refused.outcome()).isEqualTo("not-found");
    assertThat(refused.owner()).isEmpty();
    assertThat(refused.subject()).isEqualTo(trail.written().getFirst().subject());
    assertThat(scene.now(file).ticket()).isEmpty();
  }

  @Test
  void aTicketThatIsRefusedBeforeItsBytesAreLookedAtIsWrittenDownOnceASecond() {
    TicketToken token = issue(COMPLETES_FILE);
    FindTicket find = audited.find(scene.tickets);
    assertThat(find.find(token).file().id()).isEqualTo(file.id());
    scene.tickets.revoke(ALICE, file.id());

    presentTwice(find, token);
    nanos = Duration.ofSeconds(1).toNanos();
    presentTwice(find, token);

    assertThat(actions())
        .containsExactly(Action.TICKET_ISSUED, Action.TICKET_PRESENTED, Action.TICKET_PRESENTED);
    assertThat(trail.written().getLast().outcome()).isEqualTo("not-found");
    assertThat(trail.written().getLast().subject()).isEqualTo(trail.written().getFirst().subject());
  }

  private static void presentTwice(FindTicket find, TicketToken token) {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> find.find(token)).isInstanceOf(UploadRejected.class);
    }
  }

  /** Anybody can make tickets up, without a key: they must not fill the disk. */
  @Test
  void ticketsThatDoNotExistAreWrittenDownOnceASecondHoweverManyArePresented() {
    for (int i = 0; i < 10; i++) {
      TicketToken unknown = scene.ids.nextTicketToken();
      assertThatThrownBy(() -> read.open(unknown)).isInstanceOf(UploadRejected.class);
    }

    assertThat(actions()).containsExactly(Action.CONTENT_READ);
  }

  @Test
  void aReadingByTicketIsWrittenDownUnderTheNameThatTheTicketWasIssuedWith() {
    FileId complete = scene.complete(scene.filled("abc")).id();
    TicketToken token = issueDownload(complete);
    assertThat(read.open(token).file()).isEqualTo(scene.knownFiles.find(ALICE, complete));
    audited.revokeDownloads(downloads).revoke(ALICE, complete);
    assertThatThrownBy(() -> read.open(token)).isInstanceOf(UploadRejected.class);

    Optional<String> name = trail.written().getFirst().subject();
    assertThat(name).hasValueSatisfying(shown -> assertThat(token.reveal()).doesNotContain(shown));
    Optional<Owner> alice = Optional.of(ALICE);
    Optional<FileId> file = Optional.of(complete);
    assertThat(trail.written())
        .containsExactly(
            new AuditEvent(Action.DOWNLOAD_TICKET_ISSUED, alice, file, name, "done"),
            new AuditEvent(Action.CONTENT_READ, alice, file, name, "done"),
            new AuditEvent(Action.DOWNLOAD_TICKETS_REVOKED, alice, file, Optional.empty(), "done"),
            new AuditEvent(
                Action.CONTENT_READ, Optional.empty(), Optional.empty(), name, "not-found"));
  }

  @Test
  void ofDownloadsOnlyTheReadingGoesOnWhereThatCannotBeWrittenDown() {
    FileId complete = scene.complete(scene.filled("abc")).id();
    TicketToken token = issueDownload(complete);
    breakDown();

    assertThatThrownBy(() -> issueDownload(complete))
        .isInstanceOf(StorageFailure.Unavailable.class);
    assertThatThrownBy(() -> audited.revokeDownloads(downloads).revoke(ALICE, complete))
        .isInstanceOf(StorageFailure.Unavailable.class);

    assertThat(read.open(token).file().id()).isEqualTo(complete);
  }

  @Test
  void nothingIsTakenByATicketWhereThatCannotBeWrittenDown() {
    TicketToken token = issue(COMPLETES_FILE);
    breakDown();

    assertThatThrownBy(() -> redeem.redeem(sending(token, Extent.ALL_THE_REST, "content")))
        .isInstanceOf(StorageFailure.Unavailable.class);

    assertThat(scene.now(file).size()).isEqualTo(bytes(0));
  }

  private void breakDown() {
    // What is kept here stops each change until it is written.
    trail.breakDown();
    trail.record(
        new AuditEvent(
            Action.KEY_PRESENTED,
            Optional.empty(),
            Optional.<FileId>empty(),
            Optional.empty(),
            "unknown"));
  }
}
