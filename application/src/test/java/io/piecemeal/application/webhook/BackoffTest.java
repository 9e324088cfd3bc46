package io.piecemeal.application.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BackoffTest {

  @ParameterizedTest
  @CsvSource({
    "1, PT0.5S, PT1S",
    "2, PT1S, PT2S",
    "10, PT256S, PT512S",
    "11, PT5M, PT10M",
    "2000000000, PT5M, PT10M"
  })
  void waitsGrowAndHaveBounds(int failures, Duration least, Duration most) {
    assertThat(new Backoff(() -> 0).after(failures, Optional.empty())).isEqualTo(least);
    assertThat(new Backoff(() -> 1).after(failures, Optional.empty())).isEqualTo(most);
  }

  @ParameterizedTest
  @CsvSource({"PT30S, PT30S", "PT0.1S, PT1S", "-PT1S, PT1S", "P9999D, PT1H"})
  void theReceiverMayWantLonger(Duration asked, Duration waited) {
    assertThat(new Backoff(() -> 1).after(1, Optional.of(asked))).isEqualTo(waited);
  }
}
