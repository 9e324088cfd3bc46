package io.piecemeal.domain.upload;

import static io.piecemeal.domain.upload.FileSample.ID;
import static io.piecemeal.domain.upload.FileSample.OTHER;
import static io.piecemeal.domain.upload.FileSample.ZEROS;
import static io.piecemeal.domain.upload.FileSample.chunk;
import static io.piecemeal.domain.upload.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.piecemeal.domain.storage.ByteCount;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CompletionRulesTest {

  private static Optional<ByteCount> size(long size) {
    return Optional.of(new ByteCount(size));
  }

  private static Refusal sizeMismatch(long expected) {
    return new Refusal.SizeMismatch(ID, new ByteCount(expected), new ByteCount(10));
  }

  private static Refusal digestMismatch() {
    return new Refusal.ChecksumMismatch(OTHER, ZEROS, size(10));
  }

  @Test
  void aFileOfWhichNobodySaidAnythingMayBeCompletedAtAnySize() {
    assertThatCode(() -> FileSample.uploading(10).requireCompletable(Optional.empty()))
        .doesNotThrowAnyException();
  }

  @Test
  void aFileIsCompletedAtTheSizeThatIsStatedAndDeclared() {
    UploadSession file = FileSample.of(10).declaring(10).session();

    assertThatCode(() -> file.requireCompletable(size(10))).doesNotThrowAnyException();
    assertThatCode(() -> file.requireCompletable(Optional.empty())).doesNotThrowAnyException();
  }

  @Test
  void aFileOfAnotherSizeThanStatedIsNotCompleted() {
    UploadSession file = FileSample.uploading(10);

    assertRefused(sizeMismatch(9), () -> file.requireCompletable(size(9)));
    assertRefused(sizeMismatch(11), () -> file.requireCompletable(size(11)));
  }

  @Test
  void aCompleteFileHasTheSizeThatTheCallerSays() {
    CompleteFile file = FileSample.complete(10);

    assertThatCode(() -> file.requireSize(new ByteCount(10))).doesNotThrowAnyException();
    assertRefused(
        new Refusal.SizeMismatch(ID, new ByteCount(9), new ByteCount(10), Status.COMPLETE),
        () -> file.requireSize(new ByteCount(9)));
  }

  @Test
  void aFileOfAnotherSizeThanDeclaredIsNotCompleted() {
    UploadSession file = FileSample.of(10).declaring(12).session();

    assertRefused(sizeMismatch(12), () -> file.requireCompletable(Optional.empty()));
    assertRefused(sizeMismatch(12), () -> file.requireCompletable(size(10)));
    assertRefused(sizeMismatch(12), () -> file.complete(ZEROS));
  }

  @Test
  void whatIsStatedNowIsReportedBeforeWhatWasDeclared() {
    UploadSession file = FileSample.of(10).declaring(12).session();

    assertRefused(sizeMismatch(13), () -> file.requireCompletable(size(13)));
  }

  @Test
  void theDigestIsWhatWasDeclared() {
    UploadSession file = FileSample.of(10).declaring(OTHER).session();

    assertThat(file.complete(OTHER).sha256()).isEqualTo(OTHER);
    assertRefused(digestMismatch(), () -> file.complete(ZEROS));
    assertThat(file.appendLast(chunk(7, 2), OTHER).sha256()).isEqualTo(OTHER);
    assertRefused(digestMismatch(), () -> file.appendLast(chunk(7, 2), ZEROS));
  }

  @Test
  void whereNoDigestWasDeclaredAnyWillDo() {
    assertThat(FileSample.uploading(10).complete(ZEROS).sha256()).isEqualTo(ZEROS);
  }

  @Test
  void theDigestIsWhatTheCallerSaysNow() {
    StoredFile file = FileSample.complete(10);

    assertThatCode(() -> file.requireDigest(ZEROS, ZEROS)).doesNotThrowAnyException();
    assertRefused(digestMismatch(), () -> file.requireDigest(OTHER, ZEROS));
  }

  private static Ticket ticket(long total) {
    return new Ticket(
        FileSample.complete(10).owner(),
        ID,
        ByteCount.ZERO,
        ByteCount.ZERO,
        size(total),
        FileSample.EXPIRY,
        Ticket.State.VALID,
        Ticket.Completion.LEAVES_OPEN,
        Ticket.Transfer.IDLE);
  }

  @Test
  void aSessionWhoseTicketAnnouncedMoreIsNotCompleted() {
    UploadSession session = FileSample.uploading(10);
    Ticket more = ticket(11);

    assertThatCode(session::requireNothingOnItsWay).doesNotThrowAnyException();
    assertThatCode(session.with(Optional.of(ticket(10)))::requireNothingOnItsWay)
        .doesNotThrowAnyException();
    assertRefused(
        new Refusal.TicketOpen(ID, new ByteCount(10), more),
        session.with(Optional.of(more))::requireNothingOnItsWay);
  }

  @Test
  void norIsItByALastChunkThatIsNotTheTicketsLast() {
    ChunkTerms last = new ChunkTerms(Optional.empty(), Optional.empty(), ChunkPosition.LAST);
    Ticket more = ticket(13);
    UploadSession session = FileSample.uploading(10).with(Optional.of(more));

    assertRefused(
        new Refusal.TicketOpen(ID, new ByteCount(10), more),
        () -> session.admit(new ByteCount(2), last, Limits.DEFAULT));
    assertThat(session.admit(new ByteCount(3), last, Limits.DEFAULT))
        .isEqualTo(new Admission.Append(session, Admission.Outcome.COMPLETES));
  }
}
