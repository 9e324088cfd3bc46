package io.piecemeal.faults.subject;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MutantTest {

  @Test
  void itIsToldByTheNameOfTheOption() {
    assertThat(Mutant.NO_FSYNC).hasToString("no-fsync");
  }

  @ParameterizedTest
  @EnumSource
  void byTheNameThatIsToldItIsFound(Mutant mutant) {
    assertThat(Mutant.named(mutant.toString())).contains(mutant);
    assertThat(Mutant.names()).contains(mutant.toString());
  }
}
