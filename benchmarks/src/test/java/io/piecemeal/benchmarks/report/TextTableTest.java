package io.piecemeal.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    TextTable table = new TextTable(List.of("a", "long"));
    table.add(List.of("wide", "b"));

    assertThat(table.render())
        .isEqualTo(
            """
            | a    | long |
            |------|------|
            | wide | b    |
            """);
  }

  @Test
  void rowOfAnotherLengthIsRefused() {
    TextTable table = new TextTable(List.of("a"));

    assertThatThrownBy(() -> table.add(List.of("b", "c"))).hasMessageContaining("2 cells");
  }
}
