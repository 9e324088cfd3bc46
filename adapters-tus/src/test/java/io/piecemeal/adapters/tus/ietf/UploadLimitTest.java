package io.piecemeal.adapters.tus.ietf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class UploadLimitTest {

  private static final Instant UPDATED = Instant.parse("2026-11-27T08:00:00Z");
  private static final Instant EXPIRES = UPDATED.plusSeconds(60);

  @Test
  void theTimeThatIsLeftFallsToNothing() {
    assertThat(left(0)).isEqualTo(60);
    assertThat(left(59)).isEqualTo(1);
    assertThat(left(61)).isZero();
  }

  @Test
  void aSecondThatHasBegunIsNotPromised() {
    assertThat(UploadLimit.secondsLeft(UPDATED.plusMillis(1), UPDATED, EXPIRES)).isEqualTo(59);
  }

  @Test
  void aClockThatIsBehindPromisesNoMoreThanThereWas() {
    assertThat(left(-3600)).isEqualTo(60);
  }

  private static long left(long later) {
    return UploadLimit.secondsLeft(UPDATED.plusSeconds(later), UPDATED, EXPIRES);
  }
}
