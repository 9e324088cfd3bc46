package io.piecemeal.adapters.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.ContentScanner.Verdict;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AnswersTest {

  @Test
  void whatTheDaemonSaysIsUnderstood() throws IOException {
    assertThat(Answers.verdict("stream: OK")).isEqualTo(new Verdict.Clean());
    assertThat(Answers.verdict("stream: Win.Test.EICAR_HDB-1 FOUND"))
        .isEqualTo(new Verdict.Infected("Win.Test.EICAR_HDB-1"));
    assertThat(Answers.verdict("stream: Heuristics.Limits.Exceeded.MaxScanSize FOUND"))
        .isEqualTo(new Verdict.Infected("Heuristics.Limits.Exceeded.MaxScanSize"));
    assertThat(Answers.verdict("INSTREAM size limit exceeded. ERROR"))
        .isEqualTo(new Verdict.Declined("INSTREAM size limit exceeded"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "OK",
        "stream: ",
        "stream: ok",
        "stream: OK now",
        "stream: Can't allocate memory ERROR",
        "UNKNOWN COMMAND",
        "other: OK"
      })
  void whatElseItSaysIsNoVerdict(String answer) {
    assertThatThrownBy(() -> Answers.verdict(answer)).isInstanceOf(IOException.class);
  }

  @Test
  void aFindingIsPrintableAndBounded() throws IOException {
    assertThat(Answers.verdict(Answers.text("stream: \tÄ\r FOUND".getBytes(UTF_8))))
        .isEqualTo(new Verdict.Infected("????"));
    assertThat(Answers.verdict("stream: " + "x".repeat(900) + " FOUND"))
        .isEqualTo(new Verdict.Infected("x".repeat(200)));
    assertThat(Answers.verdict("stream:  FOUND")).isEqualTo(new Verdict.Infected("without a name"));
  }
}
