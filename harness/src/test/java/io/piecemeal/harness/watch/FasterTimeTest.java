package io.piecemeal.harness.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FasterTimeTest {

  private final FasterTime time = new FasterTime(20);

  @Test
  void windowsAndPatienceAreShorterAndThresholdsAreNot() {
    assertThat(
            time.of(
                """
                expr: sum(rate(refused_total[5m])) > 1
                for: 30m
                """))
        .isEqualTo(
            """
            expr: sum(rate(refused_total[15000ms])) > 1
            for: 90000ms
            """);
  }

  @Test
  void whatIsLookedAheadIsShorterToo() {
    assertThat(time.of("predict_linear(free_bytes[6h], 24 * 3600) < 5"))
        .isEqualTo("predict_linear(free_bytes[1080000ms], 24 * 3600 / 20) < 5");
  }

  @Test
  void noTimeOfOurAlertsIsLeftAsItWas() throws Exception {
    String alerts = Files.readString(Path.of("..", "deploy", "prometheus", "alerts.yaml"));

    assertThat(Pattern.compile("(for: |\\[)[0-9]+[smhdwy]\\b").matcher(alerts).find()).isTrue();
    assertThat(time.of(alerts)).doesNotContainPattern("(for: |\\[)[0-9]+[smhdwy]\\b");
  }
}
