package io.piecemeal.adapters.mcp.answer;

import static io.piecemeal.adapters.mcp.argument.Parameter.Presence.REQUIRED;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.adapters.mcp.argument.Parameter;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Input;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.SourceTrouble;
import io.piecemeal.domain.upload.Status;
import io.piecemeal.domain.upload.Ticket;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.testkit.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every refusal and every failure begins with a code and tells what to do. */
class McpToolErrorsTest {

  private static final FileId FILE = Samples.fileId();
  private static final ByteCount THREE = new ByteCount(3);
  private static final ByteCount FIVE = new ByteCount(5);
  private static final Ticket TICKET =
      new Ticket(
          Samples.ALICE,
          FILE,
          ByteCount.ZERO,
          THREE,
          Optional.of(FIVE),
          Instant.EPOCH,
          Ticket.State.VALID,
          Ticket.Completion.COMPLETES_FILE,
          Ticket.Transfer.IDLE);

  private static final FailedCall CALL =
      new FailedCall(
          "upload_append",
          List.of(
              new Parameter.Text("file_id", REQUIRED, ""),
              new Parameter.Text("data", REQUIRED, "")),
          Map.of("file_id", FILE.value(), "data", "x".repeat(300)));

  static Stream<Refusal> refusals() {
    return Stream.of(
        new Refusal.NotFound(),
        new Refusal.Gone(FILE, THREE),
        new Refusal.OffsetMismatch(FILE, FIVE, THREE),
        new Refusal.BytesDiffer(FILE, THREE, FIVE, Status.UPLOADING),
        new Refusal.BytesDiffer(FILE, THREE, FIVE, Status.COMPLETE),
        new Refusal.SizeChanged(FILE, FIVE, THREE),
        new Refusal.UploadComplete(FILE, THREE),
        new Refusal.FileIncomplete(FILE, THREE),
        new Refusal.EmptyChunk(),
        new Refusal.ChunkTooLarge(FIVE),
        new Refusal.FileTooLarge(FIVE, THREE),
        new Refusal.BadFilename("it is empty"),
        new Refusal.InvalidField(Input.CONTENT_TYPE, "it is odd"),
        new Refusal.ChecksumMismatch(Samples.digest(1), Samples.digest(2), Optional.of(THREE)),
        new Refusal.SizeMismatch(FILE, FIVE, THREE),
        new Refusal.SizeMismatch(FILE, THREE, FIVE),
        new Refusal.NotAChunkBoundary(FILE, FIVE, THREE),
        new Refusal.AwaitsParts(FILE, ByteCount.ZERO),
        new Refusal.RewindForbidden(FILE, THREE),
        new Refusal.PartsMismatch(FILE, FIVE, THREE),
        new Refusal.NotAPart(FILE, Refusal.NotAPart.Reason.ABSENT),
        new Refusal.QuotaExceeded(Quota.Resource.BYTES, 5, 3),
        new Refusal.QuotaExceeded(Quota.Resource.OPEN_SESSIONS, 5, 3),
        new Refusal.BeingScanned(FILE),
        new Refusal.Quarantined(FILE, "Eicar-Test-Signature"),
        new Refusal.NoSuchTicket(),
        new Refusal.TicketUsed(FILE),
        new Refusal.TicketExpired(FILE),
        new Refusal.TicketOutdated(FILE),
        new Refusal.TicketBusy(FILE, Duration.ofSeconds(3)),
        new Refusal.TicketOpen(FILE, THREE, TICKET),
        new Refusal.TooManyWaiting(5),
        new Refusal.DigestsUnderWay(1, 2),
        new Refusal.AllTurnsTaken(Refusal.AllTurnsTaken.Turns.DIGESTS, 2),
        new Refusal.AllTurnsTaken(Refusal.AllTurnsTaken.Turns.IMPORTS, 2),
        new Refusal.ImportFailed(FILE, ByteCount.ZERO, SourceTrouble.UNREACHABLE),
        new Refusal.ImportFailed(FILE, THREE, SourceTrouble.BROKEN_OFF),
        new Refusal.ImportFailed(FILE, THREE, SourceTrouble.ABSENT),
        new Refusal.ImportDiffers(FILE, THREE, Samples.digest(1), Samples.digest(2)),
        new Refusal.ImportsUnderWay(1, 2),
        new Refusal.IdempotencyKeyReused(),
        new Refusal.ScopeMissing(Scope.WRITE));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusalBeginsWithACodeAndNamesWhatToDo(Refusal refusal) {
    ToolError error = ToolErrors.of(new UploadRejected(refusal));
    assertThat(error.text())
        .matches("[a-z][a-z0-9_]+: .*")
        .containsPattern(
            "upload_|file_|send|call again|may have at most|is refused|another filename");
    Map<String, Object> members = error.members(CALL);
    String said = members.get("error") + ": " + members.get("message");
    if (refusal instanceof Refusal.ScopeMissing) {
      // No call of this connection helps.
      assertThat(members).containsEntry("needed_scope", "write").doesNotContainKey("next");
      assertThat(error.text(CALL)).isEqualTo(said);
    } else if (refusal instanceof Refusal.Quarantined quarantined) {
      assertThat(members).containsEntry("finding", quarantined.finding()).doesNotContainKey("next");
      assertThat(error.text(CALL)).isEqualTo(said);
    } else {
      assertThat(members).containsKey("next");
      assertThat(error.text(CALL)).startsWith(said + "\nNext call");
    }
  }

  @Test
  void nextCallHasTheArgumentsThatWereSentAndNamesThoseThatAreLong() {
    assertThat(ToolErrors.of(new StorageFailure.Unavailable("secret")).text(CALL))
        .endsWith(
            "\nNext call, with data added: upload_append {\"file_id\":\"%s\"}".formatted(FILE));
    assertThat(ToolErrors.of(new StorageFailure.OutcomeUnknown("a", new Exception())).text(CALL))
        .endsWith("\nNext call: upload_status {\"file_id\":\"%s\"}".formatted(FILE));
  }

  @Test
  void everyKindOfRefusalIsAmongThese() {
    assertThat(refusals().map(Object::getClass).distinct())
        .containsExactlyInAnyOrder(
            Arrays.stream(Refusal.class.getPermittedSubclasses()).toArray(Class<?>[]::new));
  }

  @Test
  void failuresOfTheStorageTellNothingOfWhatIsBehindThem() {
    for (StorageFailure failure :
        new StorageFailure[] {
          new StorageFailure.Unavailable("secret"),
          new StorageFailure.NoSpace("secret"),
          new StorageFailure.ReadOnly("secret", new IllegalStateException()),
          new StorageFailure.OutcomeUnknown("secret", new IllegalStateException()),
          new StorageFailure.Damaged("secret")
        }) {
      assertThat(ToolErrors.of(failure).text())
          .matches("[a-z_]+: .*")
          .doesNotContain("secret", "Exception");
    }
  }

  @Test
  void unforeseenFailureIsAnInternalErrorWithoutItsMessage() {
    assertThat(ToolErrors.of(new IllegalStateException("secret")).text())
        .startsWith("internal_error: ")
        .doesNotContain("secret");
  }
}
