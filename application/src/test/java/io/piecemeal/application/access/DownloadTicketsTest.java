package io.piecemeal.application.access;

import static io.piecemeal.application.scene.Refusals.assertRefused;
import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.in.IssueDownload.IssuedDownload;
import io.piecemeal.application.port.in.ReadContent.Content;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.domain.access.TicketToken;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.Scan;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.Ticket;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DownloadTicketsTest {

  private static final Refusal NONE = new Refusal.NoSuchTicket();

  private final Scene scene = new Scene();
  private final IssuedDownloads downloads =
      new IssuedDownloads(
          scene.ledger,
          scene.rows.downloads(),
          scene.readContent,
          scene.store,
          scene.ids,
          Scene.TICKET_LIFETIME);
  private final StoredFile file = scene.complete(scene.filled("hello, ", "world"));

  private IssuedDownload issue() {
    return downloads.issue(ALICE, file.id());
  }

  private String read(TicketToken token) {
    Content content = downloads.open(token);
    ByteRange all = new ByteRange(ByteCount.ZERO, content.file().size());
    try (InputStream in = Channels.newInputStream(content.bytes(all))) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theHolderReadsTheFileAsOftenAsItLikes() {
    IssuedDownload issued = issue();

    assertThat(issued.file()).isEqualTo(file);
    assertThat(issued.ticket().expiresAt())
        .isEqualTo(
            scene.clock.instant().truncatedTo(ChronoUnit.MICROS).plus(Scene.TICKET_LIFETIME));
    assertThat(read(issued.token())).isEqualTo("hello, world");
    assertThat(read(issued.token())).isEqualTo("hello, world");
  }

  @Test
  void whoHoldsATicketIsToldWhatAScannerSays() {
    IssuedDownload issued = issue();
    scene.rows.scans().again(file.id());
    assertRefused(new Refusal.BeingScanned(file.id()), () -> downloads.open(issued.token()));

    var waiting = scene.rows.scans().take(Duration.ofSeconds(30), 1).getFirst();
    scene.rows.scans().decide(waiting, Scan.quarantined("Eicar", Optional.empty()));
    assertRefused(
        new Refusal.Quarantined(file.id(), "Eicar"), () -> downloads.open(issued.token()));
  }

  @Test
  void theTokenTellsTheShardAndIsNotShown() {
    TicketToken token = issue().token();

    assertThat(token.shard()).isEqualTo(file.id().shard());
    assertThat(token.toString()).doesNotContain(token.reveal());
  }

  @Test
  void theNextTicketLeavesTheOneBeforeAsItIs() {
    TicketToken first = issue().token();
    TicketToken second = issue().token();

    assertThat(read(first)).isEqualTo(read(second));
  }

  @Test
  void anExpiredTicketIsNone() {
    TicketToken token = issue().token();

    scene.clock.advance(Scene.TICKET_LIFETIME);

    assertRefused(NONE, () -> downloads.open(token));
  }

  @Test
  void aRevokedTicketIsNone() {
    TicketToken token = issue().token();

    downloads.revoke(ALICE, file.id());
    downloads.revoke(ALICE, file.id());

    assertRefused(NONE, () -> downloads.open(token));
  }

  @Test
  void aTicketOfADeletedFileTellsNothingOfIt() {
    TicketToken token = issue().token();

    scene.delete(file);

    assertRefused(NONE, () -> downloads.open(token));
  }

  @Test
  void aTicketToSendReadsNothing() {
    StoredFile open = scene.filled("abc");
    TicketToken token =
        scene.tickets.issue(ALICE, open.id(), Ticket.Completion.COMPLETES_FILE).token();

    assertRefused(NONE, () -> downloads.open(token));
  }

  @Test
  void aFileThatIsNotCompleteGetsNone() {
    StoredFile open = scene.filled("abc");

    assertRefused(
        new Refusal.FileIncomplete(open.id(), open.size()),
        () -> downloads.issue(ALICE, open.id()));
  }

  @Test
  void whereThereIsNoRoomNoTicketIsIssued() {
    scene.store.withRoomFor(0);

    assertThatThrownBy(this::issue).isInstanceOf(StorageFailure.NoSpace.class);
  }

  @Test
  void anotherOwnersFileIsNotThere() {
    TicketToken token = issue().token();
    FileId id = file.id();

    assertRefused(new Refusal.NotFound(), () -> downloads.issue(BOB, id));
    assertRefused(new Refusal.NotFound(), () -> downloads.revoke(BOB, id));
    assertThat(read(token)).isEqualTo("hello, world");
  }
}
