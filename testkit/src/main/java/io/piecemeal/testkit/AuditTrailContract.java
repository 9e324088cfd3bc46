package io.piecemeal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.AuditEvent;
import io.piecemeal.application.port.out.AuditEvent.Action;
import io.piecemeal.application.port.out.AuditTrail;
import io.piecemeal.domain.storage.StorageFailure;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link AuditTrail} does that lets nothing be changed which it cannot write down. */
public abstract class AuditTrailContract {

  private AuditTrail trail;

  protected AuditTrailContract() {}

  /** Nothing is written yet; called before each test. */
  protected abstract AuditTrail newTrail();

  /** The events that are written, in their order. */
  protected abstract List<AuditEvent> written();

  /** From now on nothing can be written. */
  protected abstract void breakDown();

  /** What was broken works again. */
  protected abstract void mend();

  @BeforeEach
  final void start() {
    trail = newTrail();
  }

  /** With all that an event can have. */
  private static AuditEvent event(int number) {
    return new AuditEvent(
        Action.FILE_DELETED,
        Optional.of(Samples.ALICE),
        Optional.of(Samples.newFile(Samples.ALICE).id()),
        Optional.of("subject" + number),
        AuditEvent.DONE);
  }

  @Test
  final void eventsAreWrittenAsTheyAreAndInTheirOrder() {
    AuditEvent first = event(1);
    AuditEvent bare =
        new AuditEvent(
            Action.KEY_PRESENTED,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "unauthenticated");
    trail.record(first);
    trail.record(bare);

    assertThat(written()).containsExactly(first, bare);
    assertThatCode(trail::requireWorking).doesNotThrowAnyException();
  }

  @Test
  final void whatCannotBeWrittenStopsChangesAndIsWrittenFirstWhenItCan() {
    AuditEvent first = event(1);
    AuditEvent second = event(2);
    trail.record(first);
    breakDown();
    assertThatCode(() -> trail.record(second)).doesNotThrowAnyException();
    assertThatThrownBy(trail::requireWorking).isInstanceOf(StorageFailure.Unavailable.class);

    mend();
    assertThatCode(trail::requireWorking).doesNotThrowAnyException();
    assertThat(written()).containsExactly(first, second);
    AuditEvent third = event(3);
    trail.record(third);
    assertThat(written()).containsExactly(first, second, third);
  }

  @Test
  final void theNextEventBringsTheKeptOnesAlongToo() {
    breakDown();
    AuditEvent kept = event(1);
    trail.record(kept);
    mend();
    AuditEvent next = event(2);
    trail.record(next);

    assertThat(written()).containsExactly(kept, next);
  }

  @Test
  final void whatIsKeptIsWrittenWithoutAnotherEventAndCountedUntilThen() {
    assertThat(trail.writeKept()).isZero();
    breakDown();
    AuditEvent first = event(1);
    AuditEvent second = event(2);
    trail.record(first);
    trail.record(second);
    assertThat(trail.writeKept()).isEqualTo(2);

    mend();
    assertThat(trail.writeKept()).isZero();
    assertThat(written()).containsExactly(first, second);
  }

  @Test
  final void noneIsLostThatManyThreadsRecordAtOnce() {
    Race.run(
        8,
        lane -> {
          trail.record(event(2 * lane));
          trail.record(event(2 * lane + 1));
          return lane;
        });

    assertThat(written())
        .extracting(event -> event.subject().orElseThrow())
        .hasSize(16)
        .doesNotHaveDuplicates();
  }
}
