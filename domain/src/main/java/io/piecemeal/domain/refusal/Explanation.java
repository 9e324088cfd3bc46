package io.piecemeal.domain.refusal;

import static io.piecemeal.domain.refusal.Fact.Name.*;

import io.piecemeal.domain.refusal.Fact.Name;
import io.piecemeal.domain.refusal.NextStep.*;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Input;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.Status;
import io.piecemeal.domain.upload.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What callers need to know of a refusal or a failure, apart from the words.
 *
 * @param facts in the order in which they help
 * @param retryAfter how long to wait before the request is sent again; only where its code says
 *     that this may help, since clients that are told a time send it again without reading more
 */
public record Explanation(
    Code code, List<Fact> facts, NextStep next, Optional<Duration> retryAfter) {

  public Explanation {
    if (retryAfter.isPresent() && code.retry() == Code.Retry.FUTILE) {
      throw new IllegalArgumentException(code + " is not mended by sending the request again");
    }
  }

  /** What is under way ends within a second, mostly, and a database that restarts is back. */
  private static final Duration SOON = Duration.ofSeconds(1);

  /** Imports last longer than other requests, and so does what keeps a source from answering. */
  private static final Duration IMPORT_ENDS = Duration.ofSeconds(5);

  /** Room is made by sweeping, once a minute. */
  private static final Duration LATER = Duration.ofMinutes(1);

  /** Explains a refusal. */
  public static Explanation of(Refusal refusal) {
    return switch (refusal) {
      case Refusal.NotFound r -> of(Code.NOT_FOUND, new BeginOrFind());
      case Refusal.Gone r -> of(Code.GONE, new Begin()).with(LAST_SIZE, r.lastSize());
      case Refusal.OffsetMismatch r ->
          of(Code.OFFSET_MISMATCH, new GoOn(r.file(), r.currentSize())).with(END, r.currentSize());
      case Refusal.BytesDiffer r ->
          of(Code.OFFSET_MISMATCH, insteadOfMixing(r))
              .with(SIZE, r.currentSize())
              .with(BYTES_DIFFER, true);
      case Refusal.SizeChanged r ->
          of(Code.OFFSET_MISMATCH, new Look(r.file()))
              .with(END, r.currentSize())
              .with(ARGUMENT, Input.IF_SIZE);
      case Refusal.UploadComplete r ->
          of(Code.UPLOAD_COMPLETE, new Read(r.file())).with(END, r.currentSize());
      case Refusal.FileIncomplete r ->
          of(Code.FILE_INCOMPLETE, new GoOn(r.file(), r.currentSize())).with(END, r.currentSize());
      case Refusal.BeingScanned r -> of(Code.SCANNING, new SendAgain()).after(SOON);
      case Refusal.Quarantined r ->
          of(Code.QUARANTINED, new AskOperator()).with(FINDING, r.finding());
      case Refusal.EmptyChunk r -> correct(Code.EMPTY_CHUNK, Input.DATA);
      case Refusal.ChunkTooLarge r ->
          of(Code.CHUNK_TOO_LARGE, new SendSmallerChunks()).with(MAX_CHUNK_BYTES, r.limit());
      case Refusal.FileTooLarge r ->
          of(Code.FILE_TOO_LARGE, new StayBelowLimit())
              .with(MAX_FILE_BYTES, r.limit())
              .with(END, r.currentSize());
      case Refusal.BadFilename r -> correct(Code.BAD_FILENAME, Input.FILENAME);
      case Refusal.InvalidField r -> correct(Code.INVALID_FIELD, r.input());
      case Refusal.ChecksumMismatch r -> checksumMismatch(r);
      case Refusal.SizeMismatch r ->
          of(Code.SIZE_MISMATCH, towardsTheSize(r))
              .with(END, r.currentSize())
              .with(EXPECTED_SIZE, r.expected());
      case Refusal.PartsMismatch r ->
          correct(Code.SIZE_MISMATCH, Input.PARTS).with(EXPECTED_SIZE, r.expected());
      case Refusal.NotAChunkBoundary r ->
          of(Code.NOT_A_CHUNK_BOUNDARY, new CutAtBoundary(r.file(), r.nearestBelow()))
              .with(ARGUMENT, Input.TO_SIZE)
              .with(NEAREST_BOUNDARY, r.nearestBelow());
      case Refusal.NotAPart r -> correct(Code.INVALID_FIELD, Input.PARTS);
      case Refusal.AwaitsParts r ->
          of(Code.AWAITS_PARTS, new Look(r.file())).with(END, r.currentSize());
      case Refusal.RewindForbidden r ->
          of(Code.REWIND_FORBIDDEN, new GoOn(r.file(), r.currentSize())).with(END, r.currentSize());
      case Refusal.QuotaExceeded r -> quotaExceeded(r);
      case Refusal.ScopeMissing r ->
          of(Code.FORBIDDEN, new AskOperator()).with(NEEDED_SCOPE, r.needed().wireName());
      case Refusal.NoSuchTicket r -> of(Code.NOT_FOUND, new AsOwner(new FindFiles()));
      case Refusal.TicketUsed r -> of(Code.TICKET_USED, new AsOwner(new Look(r.file())));
      case Refusal.TicketExpired r ->
          of(Code.TICKET_EXPIRED, new AsOwner(new IssueTicket(r.file())));
      case Refusal.TicketOutdated r ->
          of(Code.TICKET_OUTDATED, new AsOwner(new IssueTicket(r.file())));
      case Refusal.TicketBusy r ->
          of(Code.TICKET_BUSY, new AsOwner(new Look(r.file()))).after(r.retryAfter());
      case Refusal.TicketOpen r ->
          of(Code.TICKET_OPEN, new AwaitHolder(r.file()))
              .with(END, r.currentSize())
              .with(TICKET, r.ticket());
      case Refusal.TooManyWaiting r -> of(Code.UNAVAILABLE, new LookAtWhatWasMeant()).after(SOON);
      case Refusal.DigestsUnderWay r ->
          of(Code.RATE_LIMITED, new SendAgain())
              .with(OWNER_SHARE, r.share())
              .with(SHARED_LIMIT, r.limit())
              .after(SOON);
      case Refusal.AllTurnsTaken r ->
          of(Code.UNAVAILABLE, new SendAgain())
              .after(
                  switch (r.turns()) {
                    case DIGESTS -> SOON;
                    case IMPORTS -> IMPORT_ENDS;
                  });
      case Refusal.ImportFailed r -> importFailed(r);
      case Refusal.ImportDiffers r ->
          of(Code.CHECKSUM_MISMATCH, fromTheStart(r.file(), r.currentSize()))
              .with(EXPECTED_SHA256, r.expected().hex())
              .with(ACTUAL_SHA256, r.actual().hex())
              .with(SIZE, r.currentSize());
      case Refusal.ImportsUnderWay r ->
          of(Code.RATE_LIMITED, new SendAgain())
              .with(OWNER_SHARE, r.share())
              .with(SHARED_LIMIT, r.limit())
              .after(IMPORT_ENDS);
      case Refusal.IdempotencyKeyReused r ->
          correct(Code.IDEMPOTENCY_KEY_REUSED, Input.IDEMPOTENCY_KEY);
    };
  }

  /** Explains a failure, without telling what is behind it. */
  public static Explanation of(StorageFailure failure) {
    return switch (failure) {
      case StorageFailure.Unavailable f -> of(Code.UNAVAILABLE, new SendAgain()).after(SOON);
      case StorageFailure.NoSpace f -> of(Code.INSUFFICIENT_STORAGE, new SendAgain()).after(LATER);
      case StorageFailure.ReadOnly f -> of(Code.UNAVAILABLE, new SendAgain()).after(LATER);
      case StorageFailure.OutcomeUnknown f -> of(Code.OUTCOME_UNKNOWN, new LookAtWhatWasMeant());
      case StorageFailure.Damaged f -> of(Code.DAMAGED, new AskOperator());
    };
  }

  private static NextStep insteadOfMixing(Refusal.BytesDiffer r) {
    return switch (r.status()) {
      case UPLOADING -> new StartOver(r.file(), r.currentSize());
      case COMPLETE -> new Begin();
    };
  }

  /** Of a chunk, nothing was stored; of the file, all bytes are there and some are wrong. */
  private static Explanation checksumMismatch(Refusal.ChecksumMismatch r) {
    Explanation explanation =
        of(Code.CHECKSUM_MISMATCH, r.currentSize().isEmpty() ? new SendAgain() : new Compare())
            .with(EXPECTED_SHA256, r.expected().hex())
            .with(ACTUAL_SHA256, r.actual().hex());
    return r.currentSize().map(size -> explanation.with(SIZE, size)).orElse(explanation);
  }

  private static NextStep towardsTheSize(Refusal.SizeMismatch r) {
    if (r.status() == Status.COMPLETE) {
      return new Begin();
    }
    return r.currentSize().isAtMost(r.expected())
        ? new GoOn(r.file(), r.currentSize())
        : new CutBack(r.file(), r.expected(), r.currentSize());
  }

  private static Explanation quotaExceeded(Refusal.QuotaExceeded r) {
    Explanation explanation = of(Code.QUOTA_EXCEEDED, new FindFiles());
    Explanation ofResource =
        switch (r.resource()) {
          case BYTES ->
              explanation.with(RESOURCE, "bytes").with(LEAST_CHARGE_BYTES, Usage.LEAST_CHARGE);
          case OPEN_SESSIONS -> explanation.with(RESOURCE, "open_sessions");
        };
    return ofResource.with(LIMIT, r.limit()).with(USED, r.used());
  }

  private static Explanation importFailed(Refusal.ImportFailed r) {
    Explanation explanation =
        switch (r.reason().hope()) {
          case LATER ->
              of(
                      Code.SOURCE_UNAVAILABLE,
                      r.currentSize().isZero() ? new SendAgain() : new ImportAgain(r.file()))
                  .after(IMPORT_ENDS);
          case NONE -> of(Code.SOURCE_UNSUITABLE, withoutHope(r));
        };
    return explanation.with(SIZE, r.currentSize());
  }

  private static NextStep withoutHope(Refusal.ImportFailed r) {
    return switch (r.reason()) {
      case OVERTAKEN -> new Look(r.file());
      case SHORTER -> new StartOver(r.file(), r.currentSize());
      case UNREACHABLE,
          BUSY,
          BROKEN_OFF,
          OUT_OF_TIME,
          ABSENT,
          DENIED,
          OTHER_ANSWER,
          ENCODED,
          ENDLESS,
          REDIRECTED_TOO_OFTEN,
          REDIRECTED_ASIDE ->
          new Correct(Input.URL);
    };
  }

  private static NextStep fromTheStart(FileId file, ByteCount size) {
    return size.isZero() ? new Correct(Input.URL) : new StartOver(file, size);
  }

  private static Explanation correct(Code code, Input input) {
    return of(code, new Correct(input)).with(FIELD, input);
  }

  private static Explanation of(Code code, NextStep next) {
    return new Explanation(code, List.of(), next, Optional.empty());
  }

  private Explanation with(Name name, ByteCount count) {
    return with(name, (Object) count.value());
  }

  private Explanation with(Name name, Object value) {
    List<Fact> more = new ArrayList<>(facts);
    more.add(new Fact(name, value));
    return new Explanation(code, List.copyOf(more), next, retryAfter);
  }

  private Explanation after(Duration time) {
    return new Explanation(code, facts, next, Optional.of(time));
  }
}
