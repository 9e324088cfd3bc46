package io.piecemeal.application.access;

import static io.piecemeal.application.scene.Refusals.assertRefused;
import static io.piecemeal.domain.upload.Ticket.Completion.COMPLETES_FILE;
import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static io.piecemeal.testkit.Samples.bytes;
import static io.piecemeal.testkit.Samples.digestOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.in.FindTicket.FoundTicket;
import io.piecemeal.application.port.in.IssueTicket.IssuedTicket;
import io.piecemeal.application.port.in.RedeemTicket.Extent;
import io.piecemeal.application.port.in.RedeemTicket.RedeemCommand;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.domain.access.TicketToken;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.Status;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.Ticket;
import io.piecemeal.testkit.BrokenInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TicketsTest {

  private static final String REST = "abcdefghijklmn";

  /** Chunks of 4 bytes, so that few bytes are several pieces. */
  private final Scene scene = new Scene(new Limits(bytes(4), bytes(100), bytes(100), Quota.NONE));

  private final StoredFile file = scene.filled("0123");
  private final IssuedTicket issued = scene.tickets.issue(ALICE, file.id(), COMPLETES_FILE);
  private final TicketToken token = issued.token();

  private FoundTicket send(String text) {
    return redeem(Optional.empty(), text, Extent.ALL_THE_REST);
  }

  private FoundTicket redeem(Optional<ByteCount> start, String text, Extent extent) {
    InputStream content = new ByteArrayInputStream(text.getBytes(UTF_8));
    try {
      return scene.redeemTicket.redeem(
          new RedeemCommand(token, start, Optional.empty(), Optional.empty(), extent, content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Refusal.OffsetMismatch mismatch(long given, long current) {
    return new Refusal.OffsetMismatch(file.id(), bytes(given), bytes(current));
  }

  @Test
  void whereThereIsNoRoomNoTicketIsIssued() {
    scene.store.withRoomFor(0);

    assertThatThrownBy(
            () -> scene.tickets.issue(ALICE, file.id(), Ticket.Completion.COMPLETES_FILE))
        .isInstanceOf(StorageFailure.NoSpace.class);

    scene.store.heal();
    assertThat(send(REST).ticket().state()).as("the one before").isEqualTo(Ticket.State.USED);
  }

  @Test
  void aTokenAndWhatComesByItAreInTheShardOfTheFile() {
    assertThat(token.shard()).isEqualTo(file.id().shard());
    assertThat(send(REST).file().lastChunk().orElseThrow().key().shard())
        .isEqualTo(file.id().shard());
  }

  @Test
  void whatIsSentIsAppendedInPiecesFromTheTicketsOffset() {
    FoundTicket after = send(REST);

    assertThat(scene.content(file)).isEqualTo("0123" + REST);
    assertThat(scene.chunks(file)).hasSize(1 + 4);
    assertThat(after.file()).isEqualTo(scene.now(file));
    assertThat(after.ticket().state()).isEqualTo(Ticket.State.USED);
  }

  @Test
  void aTicketIsGoodForOneUse() {
    send(REST);

    assertRefused(new Refusal.TicketUsed(file.id()), () -> send(REST));
    assertThat(scene.content(file)).isEqualTo("0123" + REST);
  }

  @Test
  void whatIsSentInPartsUsesTheTicketUpWithTheLast() {
    FoundTicket half = redeem(Optional.empty(), "abcdef", Extent.MORE_WILL_FOLLOW);
    assertThat(half.ticket().state()).isEqualTo(Ticket.State.VALID);
    assertThat(half.file().size()).isEqualTo(bytes(10));

    redeem(Optional.of(bytes(10)), "ghijklmn", Extent.ALL_THE_REST);

    assertThat(scene.content(file)).isEqualTo("0123" + REST);
    assertRefused(new Refusal.TicketUsed(file.id()), () -> scene.tickets.find(token));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 5, 9, 13})
  void whatBrokeOffIsSentAgainAsAWhole(int broken) {
    InputStream content =
        new BrokenInputStream(
            new ByteArrayInputStream(REST.getBytes(UTF_8)), broken, new IOException("cut"));
    assertThatThrownBy(
            () ->
                scene.redeemTicket.redeem(
                    new RedeemCommand(
                        token,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Extent.ALL_THE_REST,
                        content)))
        .isInstanceOf(IOException.class);
    int whole = 4 + broken / 4 * 4;
    assertThat(scene.now(file).size()).isEqualTo(bytes(whole));

    send(REST);

    assertThat(scene.content(file)).isEqualTo("0123" + REST);
  }

  @Test
  void whatWasAppendedElsewhereSinceIsNotRepeated() {
    redeem(Optional.empty(), "ab", Extent.MORE_WILL_FOLLOW);

    send(REST);

    assertThat(scene.content(file)).isEqualTo("0123" + REST);
  }

  @Test
  void otherBytesThanTheFileHasAreRefused() {
    redeem(Optional.empty(), "ab", Extent.MORE_WILL_FOLLOW);

    assertRefused(
        new Refusal.BytesDiffer(file.id(), bytes(4), bytes(6), Status.UPLOADING),
        () -> send("ax" + REST));
    assertThat(scene.content(file)).isEqualTo("0123ab");
  }

  @Test
  void nothingBeforeTheTicketsOffsetIsTouched() {
    assertRefused(mismatch(3, 4), () -> redeem(Optional.of(bytes(3)), "3abc", Extent.ALL_THE_REST));
    assertThat(scene.content(file)).isEqualTo("0123");
  }

  @Test
  void noGapIsLeft() {
    assertRefused(mismatch(5, 4), () -> redeem(Optional.of(bytes(5)), "b", Extent.ALL_THE_REST));
  }

  @Test
  void nothingIsNoUse() {
    assertRefused(new Refusal.EmptyChunk(), () -> send(""));

    send(REST);

    assertThat(scene.content(file)).isEqualTo("0123" + REST);
  }

  @Test
  void whatIsAnnouncedAsTooMuchIsRefusedBeforeItIsRead() {
    InputStream unread =
        new BrokenInputStream(InputStream.nullInputStream(), 0, new IOException("was read"));

    assertRefused(
        new Refusal.FileTooLarge(bytes(100), bytes(4)),
        () ->
            scene.redeemTicket.redeem(
                new RedeemCommand(
                    token,
                    Optional.empty(),
                    Optional.of(bytes(97)),
                    Optional.empty(),
                    Extent.ALL_THE_REST,
                    unread)));
  }

  @Test
  void theFileCompletesItselfWhenItHasItsDeclaredSize() {
    StoredFile declared = scene.openDeclaring(5);
    TicketToken ticket = scene.tickets.issue(ALICE, declared.id(), COMPLETES_FILE).token();

    FoundTicket after = redeem(ticket, "hello");

    assertThat(digestOf(after.file())).contains(Scene.sha256("hello"));
  }

  private FoundTicket redeem(TicketToken ticket, String text) {
    try {
      return scene.redeemTicket.redeem(
          new RedeemCommand(
              ticket,
              Optional.empty(),
              Optional.of(bytes(text.length())),
              Optional.empty(),
              Extent.ALL_THE_REST,
              new ByteArrayInputStream(text.getBytes(UTF_8))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anExpiredTicketTakesNothing() {
    scene.clock.advance(Scene.TICKET_LIFETIME);

    assertRefused(new Refusal.TicketExpired(file.id()), () -> send(REST));
    assertRefused(new Refusal.TicketExpired(file.id()), () -> scene.tickets.find(token));
  }

  @Test
  void aRevokedTicketIsNotThere() {
    scene.tickets.revoke(ALICE, file.id());

    assertRefused(new Refusal.NoSuchTicket(), () -> send(REST));
    assertRefused(new Refusal.NoSuchTicket(), () -> scene.tickets.find(token));
  }

  @Test
  void aNewTicketRevokesTheOneBefore() {
    TicketToken second = scene.tickets.issue(ALICE, file.id(), COMPLETES_FILE).token();

    assertRefused(new Refusal.NoSuchTicket(), () -> send(REST));
    redeem(second, REST);

    assertThat(scene.content(file)).isEqualTo("0123" + REST);
  }

  @Test
  void aTicketOfAFileThatWasDeletedSaysSo() {
    scene.delete(file);

    assertRefused(new Refusal.Gone(file.id(), bytes(4)), () -> send(REST));
  }

  @Test
  void nobodyGetsOrRevokesTheTicketOfAnother() {
    assertRefused(
        new Refusal.NotFound(), () -> scene.tickets.issue(BOB, file.id(), COMPLETES_FILE));
    assertRefused(new Refusal.NotFound(), () -> scene.tickets.revoke(BOB, file.id()));

    assertThat(scene.tickets.find(token).ticket()).isEqualTo(issued.ticket());
  }

  @Test
  void aCompleteFileGetsNoTicket() {
    scene.complete(file);

    assertRefused(
        new Refusal.UploadComplete(file.id(), bytes(4)),
        () -> scene.tickets.issue(ALICE, file.id(), COMPLETES_FILE));
  }
}
