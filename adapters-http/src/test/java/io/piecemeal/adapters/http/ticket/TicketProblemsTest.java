package io.piecemeal.adapters.http.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Input;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.Status;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.http.server.problem.RequestRejected;
import io.piecemeal.testkit.Samples;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the holder of a ticket is told, who has no key. */
final class TicketProblemsTest {

  private static final FileId FILE = Samples.fileId();
  private static final ByteCount TEN = new ByteCount(10);

  static Stream<Refusal> refusals() {
    return Stream.of(
        new Refusal.NoSuchTicket(),
        new Refusal.TicketUsed(FILE),
        new Refusal.TicketExpired(FILE),
        new Refusal.TicketOutdated(FILE),
        new Refusal.Gone(FILE, TEN),
        new Refusal.OffsetMismatch(FILE, ByteCount.ZERO, TEN),
        new Refusal.BytesDiffer(FILE, ByteCount.ZERO, TEN, Status.UPLOADING),
        new Refusal.FileTooLarge(TEN, TEN),
        new Refusal.EmptyChunk(),
        new Refusal.InvalidField(Input.LENGTH, "it is odd"),
        new Refusal.UploadComplete(FILE, TEN));
  }

  /** Each of them would be answered with 401. */
  @ParameterizedTest
  @MethodSource("refusals")
  void noCallIsNamedThatNeedsAKey(Refusal refusal) {
    assertThat(said(refusal)).doesNotContainKey("next").containsKeys("code", "detail", "status");
  }

  @Test
  void theFactsStayThatAHolderGoesOnBy() {
    assertThat(said(new Refusal.OffsetMismatch(FILE, ByteCount.ZERO, TEN)))
        .containsEntry("code", "offset-mismatch")
        .containsEntry("expected_offset", 10L);
  }

  @Test
  void aBodyWithoutBytesIsToBeSentAsAFileAndNotAsAMemberOfJson() {
    assertThat(said(new Refusal.EmptyChunk()))
        .containsEntry("code", "empty-chunk")
        .containsEntry("detail", "Send the bytes of the file as the body: curl -T FILE.");
  }

  @Test
  void aBodyThatIsLongerThanItWasAnnouncedIsAFaultOfTheContentRange() {
    assertThat(said(new Refusal.InvalidField(Input.LENGTH, "it is odd")))
        .containsEntry("code", "invalid-field")
        .containsEntry("field", "Content-Range")
        .containsEntry("detail", "'Content-Range' is refused: the body is longer than that.");
  }

  @Test
  void howMuchTheOwnerHasAndMayHaveIsNotTold() {
    assertThat(said(new Refusal.QuotaExceeded(Quota.Resource.BYTES, 1_234_567, 7_654_321)))
        .containsEntry("status", 403)
        .containsEntry("code", "quota-exceeded")
        .doesNotContainKeys("limit", "used", "resource", "next")
        .satisfies(said -> assertThat(said.toString()).doesNotContain("1234567", "7654321"));
  }

  @Test
  void anotherFieldIsCalledByItsOwnName() {
    assertThat(said(new Refusal.InvalidField(Input.FILENAME, "it is odd")))
        .containsEntry("field", "filename");
  }

  @Test
  void whatIsDoneIsGivenBackAndOtherFailuresPass() throws IOException {
    RequestRejected own = RequestRejected.invalidField("a", "b");

    assertThat(TicketProblems.forHolder(() -> "done")).isEqualTo("done");
    assertThatThrownBy(() -> fail(own)).isSameAs(own);
    assertThatThrownBy(() -> fail(new StorageFailure.Unavailable("away")))
        .isInstanceOf(StorageFailure.Unavailable.class);
    assertThatThrownBy(
            () ->
                TicketProblems.forHolder(
                    () -> {
                      throw new IOException("broken off");
                    }))
        .isInstanceOf(IOException.class);
  }

  private static Map<String, Object> said(Refusal refusal) {
    return catchThrowableOfType(RequestRejected.class, () -> fail(new UploadRejected(refusal)))
        .problem()
        .members();
  }

  private static void fail(RuntimeException failure) throws IOException {
    TicketProblems.forHolder(
        () -> {
          throw failure;
        });
  }
}
