package io.piecemeal.http.server.form;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.testkit.SteppedStream;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form of the table, in one read, and cut into reads wherever it can be. */
class FormTableTest {

  /** Bodies up to this length are cut at every pair of positions too. */
  private static final int SHORT = 140;

  static List<FormTable.Row> rows() {
    return FormTable.rows();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void comesOutAsTheTableSays(FormTable.Row row) {
    assertThat(FormOutcome.of(row.body(), row.boundary())).isEqualTo(row.outcome());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void comesOutAsTheOracleSays(FormTable.Row row) {
    assertThat(NaiveForm.outcome(row.body(), row.boundary())).isEqualTo(row.outcome());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void comesOutTheSameCutAtEveryPosition(FormTable.Row row) {
    byte[] body = row.body();
    for (int cut = 1; cut < body.length; cut++) {
      assertThat(FormOutcome.of(new CutStream(body, cut), row.boundary()))
          .as("cut at %d", cut)
          .isEqualTo(row.outcome());
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void comesOutTheSameCutAtEveryPairOfPositions(FormTable.Row row) {
    byte[] body = row.body();
    int last = body.length <= SHORT ? body.length : 0;
    for (int one = 1; one < last; one++) {
      for (int other = one + 1; other < last; other++) {
        String outcome = FormOutcome.of(new CutStream(body, one, other), row.boundary());
        if (!outcome.equals(row.outcome())) {
          assertThat(outcome).as("cut at %d and %d", one, other).isEqualTo(row.outcome());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void comesOutTheSameByteByByte(FormTable.Row row) {
    assertThat(FormOutcome.of(new SteppedStream(row.body(), 1), row.boundary()))
        .isEqualTo(row.outcome());
  }
}
