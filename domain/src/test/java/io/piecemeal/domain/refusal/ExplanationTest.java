package io.piecemeal.domain.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Input;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.SourceTrouble;
import io.piecemeal.domain.upload.Status;
import io.piecemeal.domain.upload.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Callers act on these, so the code, facts, next step and wait of each refusal are written out. */
final class ExplanationTest {

  private static final FileId FILE = new FileId("f".repeat(32));
  private static final ByteCount SIX = new ByteCount(6);
  private static final ByteCount TEN = new ByteCount(10);
  private static final Sha256 ZEROS = Sha256.of(new byte[32]);
  private static final Sha256 EFFS = Sha256.parse("f".repeat(64)).orElseThrow();
  private static final String DIGESTS =
      "EXPECTED_SHA256=%s ACTUAL_SHA256=%s".formatted("0".repeat(64), "f".repeat(64));
  private static final String DIFFER = "SIZE=10 BYTES_DIFFER=true";
  private static final String ANOTHER_TICKET = "AsOwner[step=IssueTicket[file=FILE]]";
  private static final Ticket TICKET =
      new Ticket(
          new Owner("alice"),
          FILE,
          TEN,
          ByteCount.ZERO,
          Optional.empty(),
          Instant.EPOCH,
          Ticket.State.VALID,
          Ticket.Completion.LEAVES_OPEN,
          Ticket.Transfer.IDLE);

  /** The file is written as {@code FILE}, the ticket as {@code THE_TICKET}. */
  record Row(Refusal refusal, String code, String facts, String next, String after) {}

  private static Row row(Refusal refusal, String code, String facts, String next) {
    return new Row(refusal, code, facts, next, "none");
  }

  static Stream<Row> rows() {
    return Stream.of(
        row(new Refusal.NotFound(), "NOT_FOUND", "", "BeginOrFind[]"),
        row(new Refusal.Gone(FILE, TEN), "GONE", "LAST_SIZE=10", "Begin[]"),
        row(offsetMismatch(), "OFFSET_MISMATCH", "END=10", "GoOn[file=FILE, size=10]"),
        row(differ(Status.UPLOADING), "OFFSET_MISMATCH", DIFFER, "StartOver[file=FILE, size=10]"),
        row(differ(Status.COMPLETE), "OFFSET_MISMATCH", DIFFER, "Begin[]"),
        row(sizeChanged(), "OFFSET_MISMATCH", "END=10 ARGUMENT=IF_SIZE", "Look[file=FILE]"),
        row(new Refusal.UploadComplete(FILE, TEN), "UPLOAD_COMPLETE", "END=10", "Read[file=FILE]"),
        row(incomplete(), "FILE_INCOMPLETE", "END=10", "GoOn[file=FILE, size=10]"),
        row(new Refusal.EmptyChunk(), "EMPTY_CHUNK", "FIELD=DATA", "Correct[input=DATA]"),
        row(chunkTooLarge(), "CHUNK_TOO_LARGE", "MAX_CHUNK_BYTES=10", "SendSmallerChunks[]"),
        row(fileTooLarge(), "FILE_TOO_LARGE", "MAX_FILE_BYTES=10 END=6", "StayBelowLimit[]"),
        row(badName(), "BAD_FILENAME", "FIELD=FILENAME", "Correct[input=FILENAME]"),
        row(badField(), "INVALID_FIELD", "FIELD=CONTENT_TYPE", "Correct[input=CONTENT_TYPE]"),
        row(checksum(Optional.empty()), "CHECKSUM_MISMATCH", DIGESTS, "SendAgain[]"),
        row(checksum(Optional.of(TEN)), "CHECKSUM_MISMATCH", DIGESTS + " SIZE=10", "Compare[]"),
        row(
            new Refusal.SizeMismatch(FILE, TEN, SIX),
            "SIZE_MISMATCH",
            "END=6 EXPECTED_SIZE=10",
            "GoOn[file=FILE, size=6]"),
        row(
            new Refusal.SizeMismatch(FILE, SIX, TEN),
            "SIZE_MISMATCH",
            "END=10 EXPECTED_SIZE=6",
            "CutBack[file=FILE, target=6, size=10]"),
        row(
            new Refusal.SizeMismatch(FILE, TEN, SIX, Status.COMPLETE),
            "SIZE_MISMATCH",
            "END=6 EXPECTED_SIZE=10",
            "Begin[]"),
        row(
            new Refusal.NotAChunkBoundary(FILE, TEN, SIX),
            "NOT_A_CHUNK_BOUNDARY",
            "ARGUMENT=TO_SIZE NEAREST_BOUNDARY=6",
            "CutAtBoundary[file=FILE, boundary=6]"),
        row(
            new Refusal.PartsMismatch(FILE, TEN, SIX),
            "SIZE_MISMATCH",
            "FIELD=PARTS EXPECTED_SIZE=10",
            "Correct[input=PARTS]"),
        row(
            new Refusal.NotAPart(FILE, Refusal.NotAPart.Reason.ABSENT),
            "INVALID_FIELD",
            "FIELD=PARTS",
            "Correct[input=PARTS]"),
        row(new Refusal.AwaitsParts(FILE, TEN), "AWAITS_PARTS", "END=10", "Look[file=FILE]"),
        row(
            new Refusal.RewindForbidden(FILE, TEN),
            "REWIND_FORBIDDEN",
            "END=10",
            "GoOn[file=FILE, size=10]"),
        row(
            new Refusal.QuotaExceeded(Quota.Resource.BYTES, 10, 6),
            "QUOTA_EXCEEDED",
            "RESOURCE=bytes LEAST_CHARGE_BYTES=4096 LIMIT=10 USED=6",
            "FindFiles[]"),
        row(
            new Refusal.QuotaExceeded(Quota.Resource.OPEN_SESSIONS, 10, 6),
            "QUOTA_EXCEEDED",
            "RESOURCE=open_sessions LIMIT=10 USED=6",
            "FindFiles[]"),
        row(
            new Refusal.ScopeMissing(Scope.DELETE),
            "FORBIDDEN",
            "NEEDED_SCOPE=delete",
            "AskOperator[]"),
        row(new Refusal.NoSuchTicket(), "NOT_FOUND", "", "AsOwner[step=FindFiles[]]"),
        row(new Refusal.TicketUsed(FILE), "TICKET_USED", "", "AsOwner[step=Look[file=FILE]]"),
        row(new Refusal.TicketExpired(FILE), "TICKET_EXPIRED", "", ANOTHER_TICKET),
        row(new Refusal.TicketOutdated(FILE), "TICKET_OUTDATED", "", ANOTHER_TICKET),
        row(
            new Refusal.TicketOpen(FILE, TEN, TICKET),
            "TICKET_OPEN",
            "END=10 TICKET=THE_TICKET",
            "AwaitHolder[file=FILE]"),
        row(
            new Refusal.IdempotencyKeyReused(),
            "IDEMPOTENCY_KEY_REUSED",
            "FIELD=IDEMPOTENCY_KEY",
            "Correct[input=IDEMPOTENCY_KEY]"),
        new Row(
            new Refusal.TicketBusy(FILE, Duration.ofSeconds(7)),
            "TICKET_BUSY",
            "",
            "AsOwner[step=Look[file=FILE]]",
            "PT7S"),
        new Row(new Refusal.BeingScanned(FILE), "SCANNING", "", "SendAgain[]", "PT1S"),
        row(
            new Refusal.Quarantined(FILE, "Eicar"),
            "QUARANTINED",
            "FINDING=Eicar",
            "AskOperator[]"),
        new Row(new Refusal.TooManyWaiting(3), "UNAVAILABLE", "", "LookAtWhatWasMeant[]", "PT1S"),
        new Row(
            importFailed(SourceTrouble.UNREACHABLE, ByteCount.ZERO),
            "SOURCE_UNAVAILABLE",
            "SIZE=0",
            "SendAgain[]",
            "PT5S"),
        new Row(
            importFailed(SourceTrouble.BROKEN_OFF, TEN),
            "SOURCE_UNAVAILABLE",
            "SIZE=10",
            "ImportAgain[file=FILE]",
            "PT5S"),
        row(
            importFailed(SourceTrouble.ABSENT, TEN),
            "SOURCE_UNSUITABLE",
            "SIZE=10",
            "Correct[input=URL]"),
        row(
            importFailed(SourceTrouble.OVERTAKEN, TEN),
            "SOURCE_UNSUITABLE",
            "SIZE=10",
            "Look[file=FILE]"),
        row(
            importFailed(SourceTrouble.SHORTER, TEN),
            "SOURCE_UNSUITABLE",
            "SIZE=10",
            "StartOver[file=FILE, size=10]"),
        row(
            new Refusal.ImportDiffers(FILE, TEN, ZEROS, EFFS),
            "CHECKSUM_MISMATCH",
            DIGESTS + " SIZE=10",
            "StartOver[file=FILE, size=10]"),
        row(
            new Refusal.ImportDiffers(FILE, ByteCount.ZERO, ZEROS, EFFS),
            "CHECKSUM_MISMATCH",
            DIGESTS + " SIZE=0",
            "Correct[input=URL]"),
        new Row(
            new Refusal.ImportsUnderWay(2, 4),
            "RATE_LIMITED",
            "OWNER_SHARE=2 SHARED_LIMIT=4",
            "SendAgain[]",
            "PT5S"),
        new Row(
            new Refusal.AllTurnsTaken(Refusal.AllTurnsTaken.Turns.DIGESTS, 4),
            "UNAVAILABLE",
            "",
            "SendAgain[]",
            "PT1S"),
        new Row(
            new Refusal.AllTurnsTaken(Refusal.AllTurnsTaken.Turns.IMPORTS, 4),
            "UNAVAILABLE",
            "",
            "SendAgain[]",
            "PT5S"),
        new Row(
            new Refusal.DigestsUnderWay(2, 4),
            "RATE_LIMITED",
            "OWNER_SHARE=2 SHARED_LIMIT=4",
            "SendAgain[]",
            "PT1S"));
  }

  private static Refusal offsetMismatch() {
    return new Refusal.OffsetMismatch(FILE, SIX, TEN);
  }

  private static Refusal differ(Status status) {
    return new Refusal.BytesDiffer(FILE, SIX, TEN, status);
  }

  private static Refusal sizeChanged() {
    return new Refusal.SizeChanged(FILE, SIX, TEN);
  }

  private static Refusal incomplete() {
    return new Refusal.FileIncomplete(FILE, TEN);
  }

  private static Refusal chunkTooLarge() {
    return new Refusal.ChunkTooLarge(TEN);
  }

  private static Refusal fileTooLarge() {
    return new Refusal.FileTooLarge(TEN, SIX);
  }

  private static Refusal importFailed(SourceTrouble reason, ByteCount size) {
    return new Refusal.ImportFailed(FILE, size, reason);
  }

  private static Refusal badName() {
    return new Refusal.BadFilename("why");
  }

  private static Refusal badField() {
    return new Refusal.InvalidField(Input.CONTENT_TYPE, "why");
  }

  private static Refusal checksum(Optional<ByteCount> size) {
    return new Refusal.ChecksumMismatch(ZEROS, EFFS, size);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void refusalIsExplained(Row row) {
    Explanation explanation = Explanation.of(row.refusal);

    assertThat(explanation.code()).hasToString(row.code);
    assertThat(facts(explanation)).isEqualTo(row.facts);
    assertThat(next(explanation)).isEqualTo(row.next);
    assertThat(explanation.retryAfter().map(Duration::toString).orElse("none"))
        .isEqualTo(row.after);
  }

  private static String facts(Explanation explanation) {
    return explanation.facts().stream()
        .map(
            fact -> fact.name() + "=" + (fact.value().equals(TICKET) ? "THE_TICKET" : fact.value()))
        .collect(Collectors.joining(" "));
  }

  private static String next(Explanation explanation) {
    return explanation
        .next()
        .toString()
        .replace(FILE.toString(), "FILE")
        .replaceAll("ByteCount\\[value=(\\d+)]", "$1");
  }

  @ParameterizedTest
  @MethodSource("rows")
  void onlyWhatMaySucceedLaterHasAWait(Row row) {
    Explanation explained = Explanation.of(row.refusal());

    assertThat(explained.retryAfter().isPresent())
        .isEqualTo(explained.code().retry() == Code.Retry.MAY_SUCCEED);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrongWithARequestItselfDoesNotPass(Code code) {
    boolean wrong =
        switch (code.kind()) {
          case INVALID, FORBIDDEN, ABSENT, GONE, TOO_LARGE, BROKEN -> true;
          case CONFLICT, BUSY, ELSEWHERE, UNAVAILABLE, FULL -> false;
        };

    assertThat(wrong && code.retry() == Code.Retry.MAY_SUCCEED).isFalse();
  }

  @Test
  void everyRefusalHasARow() {
    assertThat(rows().map(row -> row.refusal.getClass().getName()).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Refusal.class.getPermittedSubclasses()).map(Class::getName).toList());
  }

  static Stream<Explanation> failures() {
    Exception cause = new Exception("secret");
    return Stream.of(
            new StorageFailure.Unavailable("x", cause),
            new StorageFailure.NoSpace("x", cause),
            new StorageFailure.ReadOnly("x", cause),
            new StorageFailure.OutcomeUnknown("x", cause),
            new StorageFailure.Damaged("x", cause))
        .map(Explanation::of);
  }

  @Test
  void failureIsExplainedWithoutWhatIsBehindIt() {
    assertThat(failures().map(e -> "%s %s %s".formatted(e.code(), e.next(), e.retryAfter())))
        .containsExactly(
            "UNAVAILABLE SendAgain[] Optional[PT1S]",
            "INSUFFICIENT_STORAGE SendAgain[] Optional[PT1M]",
            "UNAVAILABLE SendAgain[] Optional[PT1M]",
            "OUTCOME_UNKNOWN LookAtWhatWasMeant[] Optional.empty",
            "DAMAGED AskOperator[] Optional.empty");
    assertThat(failures()).extracting(Explanation::facts).containsOnly(List.of());
  }
}
