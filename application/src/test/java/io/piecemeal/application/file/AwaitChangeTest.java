package io.piecemeal.application.file;

import static io.piecemeal.application.scene.Refusals.assertRefused;
import static io.piecemeal.domain.upload.Ticket.Completion.COMPLETES_FILE;
import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static io.piecemeal.testkit.Samples.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.access.IssuedTickets;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.Ticket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AwaitChangeTest {

  private static final Duration LONG = Duration.ofMillis(30_200);

  private final Scene scene = new Scene();
  private final StoredFile file = scene.filled("0123");

  /** What happens in each pause; nothing in those that follow. */
  private final Deque<Runnable> events = new ArrayDeque<>();

  private final List<Duration> pauses = new ArrayList<>();
  private boolean stopping;

  private final AwaitChangeService changes =
      new AwaitChangeService(
          scene.ledger,
          time -> {
            pauses.add(time);
            scene.clock.advance(time);
            if (!events.isEmpty()) {
              events.removeFirst().run();
            }
            return !stopping;
          });

  private StoredFile await() {
    return changes.await(ALICE, file.id(), LONG);
  }

  private Duration waited() {
    return pauses.stream().reduce(Duration.ZERO, Duration::plus);
  }

  @Test
  void returnsWhenTheFileHasGrown() {
    events.add(() -> {});
    events.add(() -> scene.append(file, "45"));

    assertThat(await().size()).isEqualTo(bytes(6));
    assertThat(pauses).hasSize(2);
  }

  @Test
  void returnsWhenItsTicketWasUsed() {
    var token = scene.tickets.issue(ALICE, file.id(), COMPLETES_FILE).token();
    events.add(() -> scene.rows.use(IssuedTickets.hash(token)));

    assertThat(await().ticket().map(Ticket::state)).contains(Ticket.State.USED);
  }

  @Test
  void returnsWhenTheTimeIsOver() {
    assertThat(await()).isEqualTo(file);
    assertThat(waited()).isEqualTo(LONG);
  }

  @Test
  void doesNotWaitWhereNothingCanChangeOrNothingIsAsked() {
    assertThat(changes.await(ALICE, file.id(), Duration.ZERO)).isEqualTo(file);
    StoredFile complete = scene.complete(file);
    assertThat(await()).isEqualTo(complete);
    assertThat(pauses).isEmpty();
  }

  @Test
  void returnsWhenACompleteFileWasScanned() {
    scene.complete(file);
    scene.rows.scans().again(file.id());
    events.add(() -> {});
    events.add(() -> scene.rows.scans().release(file.id()));

    CompleteFile scanned = (CompleteFile) await();

    assertThat(scanned.isBeingScanned()).isFalse();
    assertThat(pauses).hasSize(2);
  }

  @Test
  void endsWithTheService() {
    stopping = true;

    assertThat(await()).isEqualTo(file);
    assertThat(pauses).hasSize(1);
  }

  @Test
  void tellsOfAFileThatGoesMeanwhile() {
    events.add(() -> scene.delete(file));

    assertRefused(new Refusal.Gone(file.id(), bytes(4)), this::await);
  }

  @Test
  void tellsNobodyOfTheFileOfAnother() {
    assertRefused(new Refusal.NotFound(), () -> changes.await(BOB, file.id(), LONG));
  }

  @Test
  void boundsThoseWhoWait() {
    int most = AwaitChangeService.MOST_WAITING_OF_ONE_OWNER;
    List<StoredFile> atOnce = new ArrayList<>();
    Runnable[] another = new Runnable[1];
    another[0] =
        () -> {
          atOnce.add(changes.await(ALICE, file.id(), Duration.ZERO));
          events.add(another[0]);
          await();
        };
    events.add(another[0]);

    assertRefused(new Refusal.TooManyWaiting(most), this::await);
    assertThat(pauses).hasSize(most);
    assertThat(atOnce).as("who does not wait is not counted").hasSize(most);
    events.clear();
    assertThat(await()).isEqualTo(file);
  }
}
