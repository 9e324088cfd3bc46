package io.piecemeal.domain.upload;

import static io.piecemeal.domain.upload.FileSample.EXPIRY;
import static io.piecemeal.domain.upload.FileSample.ID;
import static io.piecemeal.domain.upload.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.Ticket.Completion;
import io.piecemeal.domain.upload.Ticket.State;
import io.piecemeal.domain.upload.Ticket.Transfer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A ticket for a file of 10 bytes when it was issued, by which 5 more have come. */
final class TicketRulesTest {

  private static final Optional<ByteCount> UNKNOWN = Optional.empty();

  private static ByteCount bytes(long count) {
    return new ByteCount(count);
  }

  private static Ticket ticket(
      long received, Optional<ByteCount> total, State state, Transfer transfer) {
    return new Ticket(
        new Owner("alice"),
        ID,
        bytes(10),
        bytes(received),
        total,
        EXPIRY,
        state,
        Completion.COMPLETES_FILE,
        transfer);
  }

  private static Ticket valid() {
    return ticket(5, UNKNOWN, State.VALID, Transfer.IDLE);
  }

  @Test
  void usedOrExpiredTicketIsGoodForNothing() {
    Ticket used = ticket(5, UNKNOWN, State.USED, Transfer.IDLE);
    Ticket expired = ticket(5, UNKNOWN, State.EXPIRED, Transfer.IDLE);
    UploadSession file = FileSample.uploading(15);

    assertThatCode(valid()::requireValid).doesNotThrowAnyException();
    assertRefused(new Refusal.TicketUsed(ID), used::requireValid);
    assertRefused(new Refusal.TicketExpired(ID), expired::requireValid);
    assertRefused(new Refusal.TicketUsed(ID), () -> used.start(Optional.empty(), file));
  }

  @Test
  void bytesBeginAtTheTicketsOffsetUnlessTheHolderSaysAnother() {
    UploadSession file = FileSample.uploading(15);

    assertThat(valid().start(Optional.empty(), file)).isEqualTo(bytes(10));
    assertThat(valid().start(Optional.of(bytes(10)), file)).isEqualTo(bytes(10));
    assertThat(valid().start(Optional.of(bytes(12)), file)).isEqualTo(bytes(12));
    assertThat(valid().start(Optional.of(bytes(15)), file)).isEqualTo(bytes(15));
  }

  @ParameterizedTest
  @CsvSource({"0", "9", "16"})
  void noBytesBeginBeforeTheTicketsOffsetOrBehindTheEnd(long given) {
    assertRefused(
        new Refusal.OffsetMismatch(ID, bytes(given), bytes(15)),
        () -> valid().start(Optional.of(bytes(given)), FileSample.uploading(15)));
  }

  @ParameterizedTest
  @CsvSource({"14", "16"})
  void ticketTakesNothingOnceTheOwnerHasAppendedOrCutBytes(long size) {
    UploadSession file = FileSample.uploading(size);

    assertRefused(new Refusal.TicketOutdated(ID), () -> valid().requireEndOf(file));
    assertRefused(new Refusal.TicketOutdated(ID), () -> valid().start(Optional.empty(), file));
  }

  @Test
  void announcedTotalIsNotSmallerThanTheFile() {
    UploadSession file = FileSample.uploading(15);

    assertThatCode(() -> valid().requireTotal(bytes(15), file)).doesNotThrowAnyException();
    assertThatCode(() -> valid().requireTotal(bytes(99), file)).doesNotThrowAnyException();
    assertRefused(
        new Refusal.SizeMismatch(ID, bytes(14), bytes(15)),
        () -> valid().requireTotal(bytes(14), file));
  }

  @Test
  void announcedTotalIsTheDeclaredSize() {
    UploadSession file = FileSample.of(15).declaring(20).session();

    assertThatCode(() -> valid().requireTotal(bytes(20), file)).doesNotThrowAnyException();
    assertRefused(
        new Refusal.SizeMismatch(ID, bytes(20), bytes(15)),
        () -> valid().requireTotal(bytes(21), file));
  }

  @Test
  void announcedTotalStaysOnceBytesHaveCome() {
    Ticket begun = ticket(5, Optional.of(bytes(20)), State.VALID, Transfer.IDLE);
    Ticket fresh = ticket(0, Optional.of(bytes(20)), State.VALID, Transfer.IDLE);

    assertRefused(
        new Refusal.SizeMismatch(ID, bytes(20), bytes(15)),
        () -> begun.requireTotal(bytes(21), FileSample.uploading(15)));
    assertThatCode(() -> fresh.requireTotal(bytes(21), FileSample.uploading(10)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "VALID,   IDLE,    20, 15, true",
    "VALID,   IDLE,    15, 15, false",
    "VALID,   IDLE,      , 15, false",
    "USED,    IDLE,    20, 15, false",
    "EXPIRED, IDLE,    20, 15, false",
    "VALID,   RUNNING,   , 15, true",
    "EXPIRED, RUNNING, 15, 15, true",
  })
  void holderHasMoreToSendUntilTheAnnouncedTotalAndWhileATransferRuns(
      State state, Transfer transfer, @Nullable Long total, long size, boolean hasMore) {
    Ticket ticket = ticket(5, Optional.ofNullable(total).map(ByteCount::new), state, transfer);

    assertThat(ticket.hasMoreFor(bytes(size))).isEqualTo(hasMore);
  }
}
