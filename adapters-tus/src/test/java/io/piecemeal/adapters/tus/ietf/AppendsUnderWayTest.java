package io.piecemeal.adapters.tus.ietf;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.domain.upload.FileId;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The append that arrived last goes on, in whatever order they begin. */
class AppendsUnderWayTest {

  private static final FileId FILE = new FileId("ako5rgx309ehwlbqprs8s2xxnsp0y85q");
  private static final FileId OTHER = new FileId("ako5rgx309ehwlbqprs8s2xxnsp0y85r");

  private final AppendsUnderWay underWay = new AppendsUnderWay();
  private final AtomicInteger cuts = new AtomicInteger();

  @Test
  void laterOneEndsTheOneBeforeAndWaitsForIt() throws Exception {
    AppendsUnderWay.Append older =
        underWay.begin(ALICE, FILE, underWay.arrive(), cuts::incrementAndGet);
    long arrival = underWay.arrive();
    Thread ending =
        Thread.ofVirtual()
            .start(
                () -> {
                  while (cuts.get() == 0) {
                    Thread.onSpinWait();
                  }
                  older.close();
                });

    try (AppendsUnderWay.Append _ = underWay.begin(ALICE, FILE, arrival, () -> {})) {
      assertThat(cuts).hasValue(1);
      assertThat(ending.join(Duration.ofSeconds(30))).isTrue();
    }
  }

  @Test
  void olderOneThatBeginsTooLateIsCutAndTheLaterOneGoesOn() throws Exception {
    long older = underWay.arrive();
    AtomicInteger laterCuts = new AtomicInteger();
    try (AppendsUnderWay.Append _ =
        underWay.begin(ALICE, FILE, underWay.arrive(), laterCuts::incrementAndGet)) {

      assertThatThrownBy(() -> underWay.begin(ALICE, FILE, older, cuts::incrementAndGet))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("later request");

      assertThat(cuts).hasValue(1);
      assertThat(laterCuts).hasValue(0);
    }
  }

  @Test
  void anotherUploadIsLeftAlone() throws Exception {
    try (AppendsUnderWay.Append _ =
            underWay.begin(ALICE, FILE, underWay.arrive(), cuts::incrementAndGet);
        AppendsUnderWay.Append _ = underWay.begin(ALICE, OTHER, underWay.arrive(), () -> {})) {
      assertThat(cuts).hasValue(0);
    }
  }

  /** Who has no file of this name still may name it. */
  @Test
  void anotherOwnerEndsNothing() throws Exception {
    try (AppendsUnderWay.Append _ =
        underWay.begin(ALICE, FILE, underWay.arrive(), cuts::incrementAndGet)) {
      underWay.begin(BOB, FILE, underWay.arrive(), () -> {}).close();
      underWay.end(BOB, FILE);

      assertThat(cuts).hasValue(0);
    }
  }

  @Test
  void olderOneMayBeginOnceTheLaterOneHasEnded() throws Exception {
    long older = underWay.arrive();
    underWay.begin(ALICE, FILE, underWay.arrive(), () -> {}).close();

    underWay.begin(ALICE, FILE, older, cuts::incrementAndGet).close();

    assertThat(cuts).hasValue(0);
  }
}
