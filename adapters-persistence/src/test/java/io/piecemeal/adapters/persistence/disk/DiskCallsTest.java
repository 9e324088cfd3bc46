package io.piecemeal.adapters.persistence.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.piecemeal.domain.storage.StorageFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who waits for a call, how long, and what becomes of one that nobody waits for. */
final class DiskCallsTest {

  private static final Duration SHORT = Duration.ofMillis(50);

  private final CountDownLatch silence = new CountDownLatch(1);
  private final DiskCalls patient = new DiskCalls(2, Duration.ofHours(1));
  private final DiskCalls hasty = new DiskCalls(2, SHORT);

  @AfterEach
  void letAllCallsReturn() {
    silence.countDown();
  }

  private String sayNothing() {
    boolean interrupted = false;
    while (silence.getCount() > 0) {
      try {
        silence.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return "at last";
  }

  @Test
  void aCallIsMadeOnAPlatformThreadAndItsResultIsGiven() {
    assertThat(patient.make(() -> Thread.currentThread().isVirtual())).isFalse();
    assertThat(patient.make(() -> "result")).isEqualTo("result");
  }

  @Test
  void whatACallThrowsIsThrown() {
    StorageFailure failure = new StorageFailure.NoSpace("injected");
    Error defect = new AssertionError("injected");

    assertThatThrownBy(
            () ->
                patient.run(
                    () -> {
                      throw failure;
                    }))
        .isSameAs(failure);
    assertThatThrownBy(
            () ->
                patient.run(
                    () -> {
                      throw defect;
                    }))
        .isSameAs(defect);
  }

  @Test
  void aCallThatSaysNothingIsGivenUpAndItsResultPutAway() throws Exception {
    BlockingQueue<Optional<String>> late = new LinkedBlockingQueue<>();

    StorageFailure failure =
        catchThrowableOfType(
            StorageFailure.Unavailable.class, () -> hasty.make(this::sayNothing, late::add));
    assertThat(DiskCalls.isUnderWayAfter(failure)).isTrue();
    assertThat(late).isEmpty();

    silence.countDown();
    assertThat(late.poll(1, TimeUnit.HOURS)).contains("at last");
  }

  @Test
  void aCallThatFailsLateIsTold() throws Exception {
    BlockingQueue<Optional<String>> late = new LinkedBlockingQueue<>();
    assertThatThrownBy(
            () ->
                hasty.make(
                    () -> {
                      throw new IllegalStateException(sayNothing());
                    },
                    late::add))
        .isInstanceOf(StorageFailure.Unavailable.class);

    silence.countDown();
    assertThat(late.poll(1, TimeUnit.HOURS)).isEmpty();
  }

  @Test
  void moreCallsThanThereMayBeAreNotMade() {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> hasty.make(this::sayNothing))
          .isInstanceOf(StorageFailure.Unavailable.class);
    }
    AtomicInteger made = new AtomicInteger();

    StorageFailure failure =
        catchThrowableOfType(
            StorageFailure.Unavailable.class, () -> hasty.run(made::incrementAndGet));

    assertThat(DiskCalls.isUnderWayAfter(failure)).isFalse();
    assertThat(made).hasValue(0);
  }

  @Test
  void anInterruptWaitsUntilTheEnd() throws Exception {
    BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    Thread caller =
        Thread.startVirtualThread(
            () -> {
              String answer = patient.make(this::sayNothing);
              answers.add(answer + ", interrupted: " + Thread.currentThread().isInterrupted());
            });
    caller.interrupt();
    silence.countDown();

    assertThat(answers.poll(1, TimeUnit.HOURS)).isEqualTo("at last, interrupted: true");
  }

  @Test
  void oneThreadIsAlwaysLeftForOthersThanDirectCalls() {
    int most = Runtime.getRuntime().availableProcessors() - 1;
    for (int i = 0; i < most; i++) {
      assertThat(patient.directCallBegins()).isTrue();
    }
    assertThat(patient.directCallBegins()).isFalse();

    for (int i = 0; i < most; i++) {
      patient.directCallEnds();
    }
    assertThat(patient.directCallBegins()).isEqualTo(most > 0);
  }
}
