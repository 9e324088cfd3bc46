package io.piecemeal.faults.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.faults.account.FileState.Stage;
import io.piecemeal.faults.account.Part;
import io.piecemeal.faults.history.FileCall.Effect;
import io.piecemeal.faults.history.FileCall.Input;
import io.piecemeal.faults.history.FileCall.Result;
import io.piecemeal.faults.linear.Timed;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplanationTest {

  private final Part first = new Part(1, 1, 1, 100);
  private final Part second = new Part(1, 1, 2, 50);

  @Test
  void factsThatCountAChunkThatCameLaterAreTold() {
    Timed<FileCall> slow = append(first, 150, 2, 0, 100);
    Timed<FileCall> quick = append(second, 150, 2, 20, 30);

    Explanation explanation = Explanation.of(List.of(slow, quick));

    assertThat(explanation.violation()).isEmpty();
    assertThat(explanation.timing()).isEqualTo(Explanation.Timing.LATER);
  }

  @Test
  void factsThatWereNeverTrueAreAViolationAllTheSame() {
    Timed<FileCall> slow = append(first, 170, 2, 0, 100);
    Timed<FileCall> quick = append(second, 150, 2, 20, 30);

    assertThat(Explanation.of(List.of(slow, quick)).violation()).isPresent();
  }

  @Test
  void factsOfTheAppendItselfNeedNoExcuse() {
    Timed<FileCall> slow = append(first, 100, 1, 0, 100);
    Timed<FileCall> quick = append(second, 150, 2, 20, 30);

    assertThat(Explanation.of(List.of(slow, quick)).timing()).isEqualTo(Explanation.Timing.AT_ONCE);
  }

  private static Timed<FileCall> append(Part part, long size, int chunks, long from, long to) {
    return new Timed<>(
        new FileCall(
            new Input.Append(part), new Result.Facts(Stage.UPLOADING, size, chunks, Effect.DONE)),
        from,
        to);
  }
}
