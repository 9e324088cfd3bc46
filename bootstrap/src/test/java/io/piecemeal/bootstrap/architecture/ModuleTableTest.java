package io.piecemeal.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of modules in docs/architecture.md says what the poms say. */
final class ModuleTableTest {

  private static final Path PROJECT = PiecemealHexagon.projectDirectory();

  private static final Pattern ROW =
      Pattern.compile("^\\| `([a-z0-9-]+)` \\|[^|]*\\|([^|]*)\\|$", Pattern.MULTILINE);

  private static final Pattern MODULE = Pattern.compile("<module>([a-z0-9-]+)</module>");

  private static final Pattern DEPENDENCY =
      Pattern.compile(
          "<dependency>\\s*<groupId>io\\.piecemeal</groupId>\\s*"
              + "<artifactId>piecemeal-([a-z0-9-]+)</artifactId>\\s*</dependency>");

  @Test
  void itHasEveryModule() throws IOException {
    assertThat(table().keySet())
        .as("the modules in docs/architecture.md")
        .containsExactlyInAnyOrderElementsOf(modules());
  }

  /** A dependency without a scope or a type is one of the production code. */
  @Test
  void itNamesWhatAModuleSees() throws IOException {
    Map<String, String> table = table();
    for (String module : modules()) {
      String sees = table.getOrDefault(module, "");
      if (!sees.strip().equals("everything")) {
        assertThat(matches(DEPENDENCY, PROJECT.resolve(module + "/pom.xml")))
            .as("what docs/architecture.md says that %s sees", module)
            .allMatch(dependency -> names(sees, dependency));
      }
    }
  }

  private static boolean names(String sees, String module) {
    return module.equals("application-ports")
        ? Stream.of("port.in", "port.out", module).anyMatch(sees::contains)
        : sees.contains(module);
  }

  private static Map<String, String> table() throws IOException {
    String page = Files.readString(PROJECT.resolve("docs/architecture.md"));
    return ROW.matcher(page)
        .results()
        .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
  }

  private static List<String> modules() throws IOException {
    return matches(MODULE, PROJECT.resolve("pom.xml"));
  }

  private static List<String> matches(Pattern pattern, Path file) throws IOException {
    return pattern
        .matcher(Files.readString(file))
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  /** A reader learns no more of our words than that. */
  @Test
  void theGlossaryHasAtMost25Words() throws IOException {
    assertThat(Files.readAllLines(PROJECT.resolve("docs/glossary.md")))
        .filteredOn(line -> line.startsWith("| **"))
        .hasSizeBetween(1, 25);
  }
}
