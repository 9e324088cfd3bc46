package io.piecemeal.adapters.http.problem;

import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Input;
import io.piecemeal.domain.upload.Quota.Resource;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.Refusal.AllTurnsTaken.Turns;
import io.piecemeal.domain.upload.Refusal.NotAPart.Reason;
import io.piecemeal.domain.upload.SourceTrouble;
import io.piecemeal.domain.upload.Status;
import io.piecemeal.domain.upload.Ticket;
import io.piecemeal.testkit.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Every refusal that there is, and those of its variants that are told apart, by a short name. */
final class RefusalExamples {

  static final FileId FILE = new FileId("f".repeat(32));
  static final Sha256 MEANT = Samples.digest(1);
  static final Sha256 SENT = Samples.digest(2);

  private static final ByteCount SIX = new ByteCount(6);
  private static final ByteCount TEN = new ByteCount(10);
  private static final Ticket TICKET =
      new Ticket(
          Samples.ALICE,
          FILE,
          SIX,
          new ByteCount(4),
          Optional.of(new ByteCount(20)),
          Instant.EPOCH,
          Ticket.State.VALID,
          Ticket.Completion.COMPLETES_FILE,
          Ticket.Transfer.IDLE);

  private RefusalExamples() {}

  static Map<String, Refusal> all() {
    Map<String, Refusal> all = new LinkedHashMap<>();
    all.put("not found", new Refusal.NotFound());
    all.put("gone", new Refusal.Gone(FILE, TEN));
    all.put("gone of 1", new Refusal.Gone(FILE, new ByteCount(1)));
    all.put("offset mismatch", new Refusal.OffsetMismatch(FILE, SIX, TEN));
    all.put("bytes differ", new Refusal.BytesDiffer(FILE, SIX, TEN, Status.UPLOADING));
    all.put("bytes differ at last", new Refusal.BytesDiffer(FILE, SIX, TEN, Status.COMPLETE));
    all.put("size changed", new Refusal.SizeChanged(FILE, SIX, TEN));
    all.put("upload complete", new Refusal.UploadComplete(FILE, TEN));
    all.put("file incomplete", new Refusal.FileIncomplete(FILE, TEN));
    all.put("being scanned", new Refusal.BeingScanned(FILE));
    all.put("quarantined", new Refusal.Quarantined(FILE, "Eicar"));
    all.put("empty chunk", new Refusal.EmptyChunk());
    all.put("chunk too large", new Refusal.ChunkTooLarge(TEN));
    all.put("file too large", new Refusal.FileTooLarge(TEN, SIX));
    all.put("bad filename", new Refusal.BadFilename("it is empty"));
    all.put("invalid field", new Refusal.InvalidField(Input.CONTENT_TYPE, "it is odd"));
    all.put("invalid key", new Refusal.InvalidField(Input.IDEMPOTENCY_KEY, "it is empty"));
    all.put("other chunk", new Refusal.ChecksumMismatch(MEANT, SENT, Optional.empty()));
    all.put("other file", new Refusal.ChecksumMismatch(MEANT, SENT, Optional.of(TEN)));
    all.put("too small", new Refusal.SizeMismatch(FILE, TEN, SIX));
    all.put("too large", new Refusal.SizeMismatch(FILE, SIX, TEN));
    all.put("complete too small", new Refusal.SizeMismatch(FILE, TEN, SIX, Status.COMPLETE));
    all.put("parts mismatch", new Refusal.PartsMismatch(FILE, TEN, SIX));
    all.put("no boundary", new Refusal.NotAChunkBoundary(FILE, TEN, SIX));
    all.put("absent part", new Refusal.NotAPart(FILE, Reason.ABSENT));
    all.put("part of another", new Refusal.NotAPart(FILE, Reason.OF_ANOTHER));
    all.put("incomplete part", new Refusal.NotAPart(FILE, Reason.INCOMPLETE));
    all.put("repeated part", new Refusal.NotAPart(FILE, Reason.REPEATED));
    all.put("awaits parts", new Refusal.AwaitsParts(FILE, TEN));
    all.put("rewind forbidden", new Refusal.RewindForbidden(FILE, TEN));
    all.put("quota of bytes", new Refusal.QuotaExceeded(Resource.BYTES, 10, 6));
    all.put("quota of sessions", new Refusal.QuotaExceeded(Resource.OPEN_SESSIONS, 10, 6));
    all.put("scope missing", new Refusal.ScopeMissing(Scope.DELETE));
    all.put("no such ticket", new Refusal.NoSuchTicket());
    all.put("ticket used", new Refusal.TicketUsed(FILE));
    all.put("ticket expired", new Refusal.TicketExpired(FILE));
    all.put("ticket outdated", new Refusal.TicketOutdated(FILE));
    all.put("ticket busy", new Refusal.TicketBusy(FILE, Duration.ofSeconds(7)));
    all.put("ticket open", new Refusal.TicketOpen(FILE, TEN, TICKET));
    all.put("too many waiting", new Refusal.TooManyWaiting(3));
    all.put("digests under way", new Refusal.DigestsUnderWay(2, 4));
    all.put("all digests taken", new Refusal.AllTurnsTaken(Turns.DIGESTS, 4));
    all.put("all imports taken", new Refusal.AllTurnsTaken(Turns.IMPORTS, 4));
    all.put("imports under way", new Refusal.ImportsUnderWay(2, 4));
    all.put("source away", imported(ByteCount.ZERO, SourceTrouble.UNREACHABLE));
    all.put("source broken off", imported(TEN, SourceTrouble.BROKEN_OFF));
    all.put("source absent", imported(TEN, SourceTrouble.ABSENT));
    all.put("source overtaken", imported(TEN, SourceTrouble.OVERTAKEN));
    all.put("source shorter", imported(TEN, SourceTrouble.SHORTER));
    all.put("source differs", new Refusal.ImportDiffers(FILE, TEN, MEANT, SENT));
    all.put("all differs", new Refusal.ImportDiffers(FILE, ByteCount.ZERO, MEANT, SENT));
    all.put("key reused", new Refusal.IdempotencyKeyReused());
    return Collections.unmodifiableMap(all);
  }

  static Refusal imported(ByteCount size, SourceTrouble trouble) {
    return new Refusal.ImportFailed(FILE, size, trouble);
  }

  static Refusal named(String name) {
    return Optional.ofNullable(all().get(name)).orElseThrow();
  }

  /** All kinds of refusals, also those of a hierarchy within the hierarchy. */
  static Stream<Class<?>> kinds() {
    return kindsOf(Refusal.class);
  }

  private static Stream<Class<?>> kindsOf(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(RefusalExamples::kindsOf)
        : Stream.of(type);
  }
}
