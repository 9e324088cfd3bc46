package io.piecemeal.application.access;

import static io.piecemeal.application.scene.Refusals.assertRefused;
import static io.piecemeal.domain.upload.Ticket.Completion.COMPLETES_FILE;
import static io.piecemeal.domain.upload.Ticket.Completion.LEAVES_OPEN;
import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.bytes;
import static io.piecemeal.testkit.Samples.digestOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.in.CompleteUpload.CompleteCommand;
import io.piecemeal.application.port.in.FindTicket.FoundTicket;
import io.piecemeal.application.port.in.RedeemTicket;
import io.piecemeal.application.port.in.RedeemTicket.Extent;
import io.piecemeal.application.port.in.RedeemTicket.RedeemCommand;
import io.piecemeal.application.port.out.Tickets;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.application.scene.TestBody;
import io.piecemeal.domain.access.TicketToken;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.Input;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.Ticket;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.domain.upload.UploadSession;
import io.piecemeal.testkit.BrokenInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a transfer does to its ticket and its file, and what happens to it meanwhile. */
final class TicketTransferTest {

  /** Chunks of 4 bytes, so that few bytes are several pieces. */
  private final Scene scene = new Scene(new Limits(bytes(4), bytes(100), bytes(100), Quota.NONE));

  private final StoredFile file = scene.filled("0123");
  private final TicketToken token = issue(COMPLETES_FILE);

  private TicketToken issue(Ticket.Completion completion) {
    return scene.tickets.issue(ALICE, file.id(), completion).token();
  }

  private FoundTicket send(String text) {
    return send(token, text);
  }

  private FoundTicket send(TicketToken ticket, String text) {
    return redeem(
        new RedeemCommand(
            ticket,
            Optional.empty(),
            Optional.of(bytes(text.length())),
            Optional.empty(),
            Extent.ALL_THE_REST,
            stream(text)));
  }

  private FoundTicket sendPart(long start, long total, String text) {
    return redeem(
        new RedeemCommand(
            token,
            Optional.of(bytes(start)),
            Optional.of(bytes(text.length())),
            Optional.of(bytes(total)),
            Extent.MORE_WILL_FOLLOW,
            stream(text)));
  }

  private FoundTicket redeem(InputStream content) {
    return redeem(
        new RedeemCommand(
            token,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Extent.ALL_THE_REST,
            content));
  }

  private FoundTicket redeem(RedeemCommand command) {
    try {
      return scene.redeemTicket.redeem(command);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  /** Content; something happens between two parts of it. */
  private static InputStream interrupted(String before, Runnable event, String after) {
    InputStream pause =
        new InputStream() {
          @Override
          public int read() {
            event.run();
            return -1;
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            return read();
          }
        };
    return new SequenceInputStream(new SequenceInputStream(stream(before), pause), stream(after));
  }

  private Ticket ticketOf(StoredFile seen) {
    return scene.now(seen).ticket().orElseThrow();
  }

  @Test
  void aTicketThatIsRevokedWhileBytesComeStoresNoMore() {
    InputStream content =
        interrupted("abcdef", () -> scene.tickets.revoke(ALICE, file.id()), "ghijklmn");

    assertRefused(new Refusal.NoSuchTicket(), () -> redeem(content));

    assertThat(scene.content(file)).isEqualTo("0123abcd");
    assertThat(scene.now(file)).isInstanceOf(UploadSession.class);
  }

  @Test
  void aTicketThatIsReplacedWhileBytesComeStoresNoMore() {
    InputStream content = interrupted("abcdef", () -> issue(COMPLETES_FILE), "ghijklmn");

    assertRefused(new Refusal.NoSuchTicket(), () -> redeem(content));

    assertThat(scene.content(file)).isEqualTo("0123abcd");
  }

  @Test
  void aSlowTransferNoticesBetweenChunksThatItsTicketWasRevoked() {
    InputStream content =
        interrupted(
            "ab",
            () -> {
              scene.tickets.revoke(ALICE, file.id());
              scene.clock.advance(RunningTransfer.LEASE);
            },
            "cd");

    assertRefused(new Refusal.NoSuchTicket(), () -> redeem(content));

    assertThat(scene.content(file)).isEqualTo("0123");
  }

  @Test
  void oneTransferRunsAtATimeAndTheOtherIsToldToComeBack() {
    InputStream content =
        interrupted(
            "abcd",
            () ->
                assertRefused(
                    new Refusal.TicketBusy(file.id(), RunningTransfer.RETRY_AFTER),
                    () -> send("abcdefgh")),
            "efgh");

    redeem(content);

    assertThat(scene.content(file)).isEqualTo("0123abcdefgh");
  }

  /** The ticket is refused from then on, so that its holder could not find out by sending again. */
  @Test
  void nothingIsAskedOfTheLedgerAfterTheTicketWasUsedUp() throws IOException {
    AtomicInteger stepsAfterUse = new AtomicInteger(-1);
    Tickets counted = countedAfterUse(scene.rows, stepsAfterUse);
    IssuedTickets issued =
        new IssuedTickets(scene.ledger, counted, scene.store, scene.ids, Scene.TICKET_LIFETIME);
    RedeemTicket redeem =
        new RedeemTicketService(
            issued, scene.appendChunk, scene.completeUpload, Limits.DEFAULT, scene.clock);

    FoundTicket found =
        redeem.redeem(
            new RedeemCommand(
                token,
                Optional.empty(),
                Optional.of(bytes(4)),
                Optional.empty(),
                Extent.ALL_THE_REST,
                stream("abcd")));

    assertThat(stepsAfterUse).hasValue(0);
    assertThat(found.ticket()).isEqualTo(ticketOf(file));
    assertThat(found.ticket().state()).isEqualTo(Ticket.State.USED);
    assertThat(found.file()).isEqualTo(scene.now(file)).isInstanceOf(CompleteFile.class);
  }

  /** Counts the steps from the one on that marks a ticket as used. */
  private static Tickets countedAfterUse(Tickets inner, AtomicInteger steps) {
    return (Tickets)
        Proxy.newProxyInstance(
            Tickets.class.getClassLoader(),
            new Class<?>[] {Tickets.class},
            (_, method, arguments) -> {
              boolean uses = method.getName().equals("use");
              steps.updateAndGet(before -> uses ? 0 : before < 0 ? before : before + 1);
              return method.invoke(inner, arguments);
            });
  }

  @Test
  void aTransferThatBrokeOffLetsTheNextBegin() {
    InputStream broken = new BrokenInputStream(stream("abcdefgh"), 6, new IOException("cut"));
    assertThatThrownBy(() -> redeem(broken)).isInstanceOf(UncheckedIOException.class);

    send("abcdefgh");

    assertThat(scene.content(file)).isEqualTo("0123abcdefgh");
  }

  @Test
  void aTransferThatSleptLosesItsPlaceToAnother() {
    InputStream content =
        interrupted(
            "abcd",
            () -> {
              scene.clock.advance(RunningTransfer.LEASE);
              sendPart(8, 16, "WXYZ");
            },
            "efgh");

    assertThatThrownBy(() -> redeem(content)).isInstanceOf(UploadRejected.class);

    assertThat(scene.content(file)).isEqualTo("0123abcdWXYZ");
  }

  @Test
  void aTransferThatIsSlowKeepsItsPlaceWhileBytesCome() {
    Runnable almostTooLong = () -> scene.clock.advance(RunningTransfer.LEASE.minusSeconds(1));
    InputStream content =
        new SequenceInputStream(
            interrupted("a", almostTooLong, "b"),
            interrupted(
                "",
                () -> {
                  almostTooLong.run();
                  assertRefused(
                      new Refusal.TicketBusy(file.id(), RunningTransfer.RETRY_AFTER),
                      () -> send("abcdefgh"));
                },
                "c"));

    redeem(content);

    assertThat(scene.content(file)).isEqualTo("0123abc");
  }

  @Test
  void bytesThatCameWithTheKeyAreNotComparedWith() {
    scene.append(file, "KEY");

    assertRefused(new Refusal.TicketOutdated(file.id()), () -> send("KEYdefg"));
    assertRefused(new Refusal.TicketOutdated(file.id()), () -> send("xxxdefg"));
    assertThat(scene.content(file)).isEqualTo("0123KEY");
  }

  @Test
  void bytesThatComeWithTheKeyMeanwhileEndTheTransfer() {
    InputStream content =
        interrupted("abcd", () -> scene.append(scene.now(file), "KEY"), "KEYefgh");

    assertRefused(new Refusal.TicketOutdated(file.id()), () -> redeem(content));

    assertThat(scene.content(file)).isEqualTo("0123abcdKEY");
  }

  @Test
  void theLastByteOfAKnownTotalCompletesTheFile() {
    FoundTicket after = send("abcdefgh");

    assertThat(after.file()).isInstanceOf(CompleteFile.class);
    assertThat(digestOf(after.file())).contains(Scene.sha256("0123abcdefgh"));
    assertThat(ticketOf(file).state()).isEqualTo(Ticket.State.USED);
    assertThat(ticketOf(file).total()).contains(bytes(12));
    assertThat(ticketOf(file).received()).isEqualTo(bytes(8));
  }

  @Test
  void itLeavesTheFileOpenWhereTheIssuerSaidSo() {
    FoundTicket after = send(issue(LEAVES_OPEN), "abcdefgh");

    assertThat(after.file()).isInstanceOf(UploadSession.class);
    assertThat(after.ticket().state()).isEqualTo(Ticket.State.USED);
  }

  @Test
  void anEndThatWasNotAnnouncedLeavesTheFileOpen() {
    FoundTicket after = redeem(stream("abcdefgh"));

    assertThat(after.file()).isInstanceOf(UploadSession.class);
    assertThat(after.ticket().state()).isEqualTo(Ticket.State.USED);
    assertThat(after.ticket().total()).isEmpty();
  }

  @Test
  void whatWasAnnouncedKeepsTheFileFromBeingCompletedWithoutIt() {
    sendPart(4, 10, "abcd");
    Refusal open = new Refusal.TicketOpen(file.id(), bytes(8), ticketOf(file));

    assertRefused(open, () -> scene.complete(file));
    assertRefused(open, () -> completeWith(bytes(8)));
    assertRefused(open, () -> scene.append(file, TestBody.of("X").last()));

    scene.tickets.revoke(ALICE, file.id());
    assertThat(scene.complete(file).size()).isEqualTo(bytes(8));
  }

  private void completeWith(ByteCount size) {
    scene.completeUpload.complete(
        new CompleteCommand(ALICE, file.id(), Optional.of(size), Optional.empty()));
  }

  @Test
  void aTransferThatRunsKeepsTheFileFromBeingCompleted() {
    InputStream content =
        interrupted(
            "abcd",
            () -> assertThatThrownBy(() -> scene.complete(file)).isInstanceOf(UploadRejected.class),
            "efgh");

    redeem(content);

    assertThat(scene.content(file)).isEqualTo("0123abcdefgh");
  }

  /** The file is remembered as it was before the ticket. */
  @Test
  void norDoesAShortLastChunkCompleteIt() {
    scene.announcing(4);
    InputStream content =
        interrupted(
            "",
            () ->
                assertThatThrownBy(() -> scene.append(file, TestBody.of("last").last()))
                    .isInstanceOfSatisfying(
                        UploadRejected.class,
                        e -> assertThat(e.refusal()).isInstanceOf(Refusal.TicketOpen.class)),
            "efgh");

    redeem(content);

    assertThat(scene.content(file)).isEqualTo("0123efgh");
  }

  @Test
  void anotherTotalThanBeforeIsRefusedOnceBytesHaveCome() {
    sendPart(4, 10, "ab");

    assertRefused(new Refusal.SizeMismatch(file.id(), bytes(10), bytes(6)), () -> send("abcdefgh"));
    assertRefused(new Refusal.SizeMismatch(file.id(), bytes(5), bytes(6)), () -> send("a"));
    assertThat(scene.content(file)).isEqualTo("0123ab");
  }

  @Test
  void anotherTotalIsTakenAsLongAsNothingHasCome() {
    InputStream broken = new BrokenInputStream(stream("abc"), 1, new IOException("cut"));
    assertThatThrownBy(
            () ->
                scene.redeemTicket.redeem(
                    new RedeemCommand(
                        token,
                        Optional.empty(),
                        Optional.of(bytes(3)),
                        Optional.empty(),
                        Extent.ALL_THE_REST,
                        broken)))
        .isInstanceOf(IOException.class);

    assertThat(send("abcdefgh").file().size()).isEqualTo(bytes(12));
  }

  @Test
  void lessThanTheDeclaredSizeIsRefusedBeforeItIsRead() {
    StoredFile declared = scene.openDeclaring(5);
    TicketToken ticket = scene.tickets.issue(ALICE, declared.id(), COMPLETES_FILE).token();

    assertRefused(
        new Refusal.SizeMismatch(declared.id(), bytes(5), bytes(0)), () -> send(ticket, "abc"));
    assertThat(scene.now(declared).size()).isEqualTo(bytes(0));
    assertThat(send(ticket, "hello").file()).isInstanceOf(CompleteFile.class);
  }

  @Test
  void bytesThatWouldGiveTheFileAnotherDigestAreNotStored() {
    StoredFile declared = scene.openDeclaring(Scene.sha256("hello"));
    TicketToken ticket = scene.tickets.issue(ALICE, declared.id(), COMPLETES_FILE).token();

    assertRefused(
        new Refusal.ChecksumMismatch(
            Scene.sha256("hello"), Scene.sha256("hellO"), Optional.of(bytes(4))),
        () -> send(ticket, "hellO"));

    assertThat(scene.content(declared)).as("the chunks before the last").isEqualTo("hell");
    assertThat(send(ticket, "hello").file()).isInstanceOf(CompleteFile.class);
  }

  @Test
  void anEmptyFileIsStored() {
    StoredFile empty = scene.open();
    TicketToken ticket = scene.tickets.issue(ALICE, empty.id(), COMPLETES_FILE).token();

    FoundTicket after = send(ticket, "");

    assertThat(after.file()).isInstanceOf(CompleteFile.class);
    assertThat(digestOf(after.file())).contains(Scene.sha256(""));
    assertThat(after.ticket().state()).isEqualTo(Ticket.State.USED);
  }

  @Test
  void aRewindLetsTheHolderSendAnotherFile() {
    sendPart(4, 10, "abcd");
    scene.rewind(file, 4, 8);

    send("ABCDEFGH");

    assertThat(scene.content(file)).isEqualTo("0123ABCDEFGH");
  }

  @Test
  void aBodyThatIsLongerThanItSaysIsRefused() {
    RedeemCommand command =
        new RedeemCommand(
            token,
            Optional.of(bytes(4)),
            Optional.of(bytes(2)),
            Optional.of(bytes(9)),
            Extent.MORE_WILL_FOLLOW,
            stream("abc"));

    assertRefused(
        new Refusal.InvalidField(Input.LENGTH, "the content is longer than that"),
        () -> redeem(command));
  }

  @Test
  void moreThanTheFileMayHaveIsRefusedBeforeAnyOfItIsStored() {
    RedeemCommand tooLong =
        new RedeemCommand(
            token,
            Optional.empty(),
            Optional.of(bytes(97)),
            Optional.empty(),
            Extent.MORE_WILL_FOLLOW,
            stream("4567".repeat(25)));

    assertRefused(new Refusal.FileTooLarge(bytes(100), bytes(4)), () -> redeem(tooLong));
    assertRefused(new Refusal.FileTooLarge(bytes(100), bytes(4)), () -> sendPart(4, 101, "4567"));

    assertThat(scene.content(file)).isEqualTo("0123");
    assertThat(ticketOf(file).total()).isEmpty();
  }
}
