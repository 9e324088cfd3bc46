package io.piecemeal.http.server.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FrameAllowanceTest {

  private static final int MOST = 2000;

  private final FrameAllowance allowance = new FrameAllowance(0);

  private void spend(int frames) {
    for (int i = 0; i < frames; i++) {
      assertThat(allowance.spend(1, 0)).isTrue();
    }
  }

  @Test
  void floodIsOverWhenAllIsSpent() {
    spend(MOST);
    assertThat(allowance.spend(1, 0)).isFalse();
  }

  @Test
  void timeEarnsSomeBack() {
    spend(MOST);
    for (int i = 0; i < 100; i++) {
      assertThat(allowance.spend(1, TimeUnit.SECONDS.toNanos(1))).isTrue();
    }
    assertThat(allowance.spend(1, TimeUnit.SECONDS.toNanos(1))).isFalse();
  }

  @Test
  void answersAndBodiesEarnSomeBackButNeverMoreThanThereWas() {
    for (int i = 0; i < MOST; i++) {
      allowance.answered();
    }
    spend(MOST);
    allowance.answered();
    spend(8);
    allowance.moved(1023);
    allowance.moved(1);
    spend(1);
    assertThat(allowance.spend(1, 0)).isFalse();
  }
}
