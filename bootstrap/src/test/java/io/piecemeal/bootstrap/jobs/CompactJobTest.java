package io.piecemeal.bootstrap.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.in.CompactFiles;
import io.piecemeal.application.port.in.CompactFiles.Step;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.StorageFailure;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** How far one round goes. */
final class CompactJobTest {

  private final BackgroundWork work = new BackgroundWork();
  private final Queue<Supplier<Step>> due = new ArrayDeque<>();
  private final CompactFiles compact =
      pace -> {
        pace.afterReading(ByteCount.ZERO);
        Supplier<Step> next = due.poll();
        return next == null ? Step.NOTHING_DUE : next.get();
      };

  private void run(List<Supplier<Step>> steps) {
    due.addAll(steps);
    new CompactJob(compact, work).run();
  }

  @Test
  void aStopEndsTheCopyingOfAFile() {
    work.stop();
    run(List.of(() -> Step.COMPACTED));

    assertThat(due).hasSize(1);
  }

  @Test
  void aStopEndsTheRestAfterAFile() {
    run(
        List.of(
            () -> {
              work.stop();
              return Step.COMPACTED;
            },
            () -> Step.COMPACTED));

    assertThat(due).hasSize(1);
  }

  private static Step fail(StorageFailure failure) {
    throw failure;
  }

  @Test
  void aRoundGoesOnUntilNothingIsDue() {
    run(List.of(() -> Step.COMPACTED, () -> Step.PASSED, () -> Step.SUPERSEDED));

    assertThat(due).isEmpty();
  }

  @Test
  void aRoundEndsWhereNothingIsDue() {
    run(List.of(() -> Step.NOTHING_DUE, () -> Step.COMPACTED));

    assertThat(due).hasSize(1);
  }

  @Test
  void aDamagedFileDoesNotHoldUpTheOthers() {
    run(List.of(() -> fail(new StorageFailure.Damaged("injected")), () -> Step.COMPACTED));

    assertThat(due).isEmpty();
  }

  @Test
  void anOutageEndsTheRoundAndTheNextGoesOn() {
    run(List.of(() -> fail(new StorageFailure.Unavailable("injected")), () -> Step.COMPACTED));
    assertThat(due).hasSize(1);

    run(List.of());
    assertThat(due).isEmpty();
  }
}
