package io.piecemeal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

  private static final String ID = "a".repeat(32);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../etc/passwd",
        "/etc/passwd",
        "..",
        ".",
        "",
        "   ",
        "a/b",
        "a\\b",
        "C:evil",
        ".bashrc",
        "-rf",
        "a\u0000b",
        "\u001b[2Jx",
        "a\u202eexe.txt",
        "line\nbreak",
        "trailing...",
      })
  void whatAServiceSaysBecomesOneHarmlessNameInTheFolder(String label) {
    String name = Names.local(label, ID);
    assertThat(Path.of("folder").resolve(name).normalize().getParent())
        .isEqualTo(Path.of("folder"));
    assertThat(name).doesNotStartWith(".").doesNotStartWith("-").isNotBlank();
    assertThat(name.codePoints()).noneMatch(c -> c < ' ' || "/\\:".indexOf(c) >= 0 || c == 0x202e);
  }

  @Test
  void plainNamesStay() {
    assertThat(Names.local("Größe 1.tar.gz", ID)).isEqualTo("Größe 1.tar.gz");
  }

  @Test
  void nameThatIsTooLongBecomesTheId() {
    assertThat(Names.local("ä".repeat(120), ID)).isEqualTo(ID);
  }

  @Test
  void terminalIsToldNothing() {
    assertThat(Names.printable("a\u001b]0;x\u0007b\u009b"))
        .doesNotContain("\u001b", "\u0007", "\u009b");
  }
}
