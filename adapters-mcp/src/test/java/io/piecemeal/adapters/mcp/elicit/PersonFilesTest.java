package io.piecemeal.adapters.mcp.elicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.in.AwaitChange;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.Ticket;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.testkit.InMemoryFileLedger;
import io.piecemeal.testkit.Samples;
import io.piecemeal.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** How long a call waits for what a person sends. */
class PersonFilesTest {

  private final TestClock clock = new TestClock();
  private final StoredFile file =
      Samples.entered(new InMemoryFileLedger(clock).open(Samples.newFile(Samples.ALICE)));

  /** What is seen of the file, look by look; more looks than these fail. */
  private final Queue<StoredFile> looks = new ArrayDeque<>();

  private StoredFile with(Ticket.State state, long received) {
    return file.with(
        Optional.of(
            new Ticket(
                file.owner(),
                file.id(),
                ByteCount.ZERO,
                new ByteCount(received),
                Optional.empty(),
                file.expiresAt(),
                state,
                Ticket.Completion.COMPLETES_FILE,
                Ticket.Transfer.IDLE)));
  }

  private Optional<StoredFile> await(StoredFile... seen) {
    looks.addAll(List.of(seen));
    return await((owner, id, atMost) -> looks.remove());
  }

  private Optional<StoredFile> await(AwaitChange changes) {
    return new PersonFiles(changes, this::unexpected, this::unexpected)
        .await(Samples.ALICE, file.id());
  }

  private void unexpected(Owner owner, FileId id) {
    throw new AssertionError("waiting changes nothing");
  }

  @Test
  void itGoesOnWhileBytesComeAndEndsWithTheLast() {
    StoredFile all = with(Ticket.State.USED, 9);

    assertThat(await(with(Ticket.State.VALID, 0), with(Ticket.State.VALID, 5), all)).contains(all);
    assertThat(looks).isEmpty();
  }

  /** As it is when the time is over, and at once when the service is about to stop. */
  @Test
  void itEndsWhereNothingChanges() {
    StoredFile same = with(Ticket.State.VALID, 5);

    assertThat(await(same, same)).isEmpty();
    assertThat(looks).isEmpty();
  }

  @Test
  void itDoesNotWaitWhereTooManyDo() {
    StoredFile open = with(Ticket.State.VALID, 0);

    assertThat(
            await(
                (owner, id, atMost) -> {
                  if (atMost.equals(Duration.ZERO)) {
                    return open;
                  }
                  throw new UploadRejected(new Refusal.TooManyWaiting(32));
                }))
        .isEmpty();
  }

  @Test
  void noRoundIsLongerThanClientsWait() {
    StoredFile open = with(Ticket.State.VALID, 0);

    await(
        (owner, id, atMost) -> {
          assertThat(atMost).isLessThanOrEqualTo(Duration.ofSeconds(25));
          return open;
        });
  }

  @Test
  void itIsSaidWhereNothingMoreCanCome() {
    assertThatThrownBy(() -> await(with(Ticket.State.EXPIRED, 5)))
        .isInstanceOfSatisfying(
            UploadRejected.class,
            e -> assertThat(e.refusal()).isInstanceOf(Refusal.TicketExpired.class));
    assertThatThrownBy(() -> await(file))
        .isInstanceOfSatisfying(
            UploadRejected.class,
            e -> assertThat(e.refusal()).isInstanceOf(Refusal.NoSuchTicket.class));
  }
}
