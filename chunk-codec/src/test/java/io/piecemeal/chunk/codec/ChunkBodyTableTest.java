package io.piecemeal.chunk.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChunkBodyTableTest {

  private static final int[] STEPS = {Integer.MAX_VALUE, 4096, 7, 1};

  static List<BodyTable.Row> rows() throws IOException {
    return BodyTable.rows();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aBodyComesOutAsItsRowSaysHoweverItIsCutIntoReads(BodyTable.Row row) {
    for (int step : STEPS) {
      assertThat(Outcome.of(row.body(), step)).as("step %d", step).isEqualTo(row.outcome());
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void theOracleOfTheRandomTestsAgreesWithTheTable(BodyTable.Row row) {
    Oracle.assertAgrees(row.body());
  }

  @Test
  void theTableHasAllItsRows() throws IOException {
    assertThat(rows()).hasSizeGreaterThan(250);
  }
}
