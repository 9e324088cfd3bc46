package io.piecemeal.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages in docs/adr have one form, and where one changes another, both say so. */
final class AdrTest {

  private static final Path FOLDER = PiecemealHexagon.projectDirectory().resolve("docs/adr");

  private static final Pattern FILE = Pattern.compile("\\d{4}-[a-z0-9-]+\\.md");

  private static final Pattern STATUS =
      Pattern.compile(
          "\\*\\*Status\\.\\*\\* (?:Accepted|Superseded)\\. "
              + "\\*\\*Date\\.\\*\\* [\\d-]{10}(?:, amended [\\d-]{10})?\\.(?: .*\\.)?");

  private static final Pattern ANY_STATUS =
      Pattern.compile("(?i)[*_]*status[*_]*[.:].*|#+ status\\b.*");

  /** A verb, or a link, which the last verb before it is about. */
  private static final Pattern VERB_OR_LINK =
      Pattern.compile(
          "\\b(Amends|Amended by|Supersedes|Superseded by|Adds to)\\b"
              + "|\\[\\d+]\\((\\d{4}-[a-z0-9-]+\\.md)\\)");

  private static final Map<String, String> BACK =
      Map.of(
          "Amends", "Amended by",
          "Amended by", "Amends",
          "Supersedes", "Superseded by",
          "Superseded by", "Supersedes");

  @Test
  void eachHasANumberOfItsOwn() throws IOException {
    List<String> names = names();
    assertThat(names).as("the files in docs/adr").allMatch(name -> FILE.matcher(name).matches());
    for (int number = 1; number <= number(names.getLast()); number++) {
      String start = "%04d-".formatted(number);
      assertThat(names.stream().filter(name -> name.startsWith(start)))
          .as("the files docs/adr/%s….md: give the newest ADR the next number, and no other", start)
          .hasSize(1);
    }
  }

  @Test
  void eachHasItsNumberInItsTitle() throws IOException {
    for (String name : names()) {
      assertThat(line(name, 1))
          .as("the first line of docs/adr/%s: write its number in front of its title", name)
          .startsWith("# %d. ".formatted(number(name)));
    }
  }

  @Test
  void eachHasOneStatusInOneForm() throws IOException {
    for (String name : names()) {
      assertThat(lines(name).stream().filter(line -> ANY_STATUS.matcher(line).matches()))
          .as(
              "docs/adr/%s: write one status, as “**Status.** Accepted. **Date.** 2026-11-22.”,"
                  + " and behind it in the same line what it amends and what amends it",
              name)
          .singleElement()
          .isEqualTo(line(name, 3))
          .matches(line -> STATUS.matcher(line).matches(), "has that form");
    }
  }

  @Test
  void whereOneChangesAnotherBothSaySo() throws IOException {
    List<Relation> relations = new ArrayList<>();
    for (String name : names()) {
      relations.addAll(relations(name));
    }
    assertThat(relations.stream().filter(one -> !relations.contains(one.back())))
        .as("relations that the other page lacks")
        .extracting(Relation::complaint)
        .isEmpty();
  }

  /** What the status of a page says of another one. */
  private record Relation(String from, String verb, String to) {

    Relation back() {
      return new Relation(to, BACK.getOrDefault(verb, verb), from);
    }

    String complaint() {
      return "docs/adr/%s: write “%s [%s](%s): what of it.” behind the date, since %s “%s” it"
          .formatted(to, back().verb(), number(from), from, from, verb);
    }
  }

  /** Those that both pages have to tell. */
  private static List<Relation> relations(String name) throws IOException {
    List<Relation> relations = new ArrayList<>();
    String verb = "";
    String status = line(name, 3).replace(" in part", "");
    for (MatchResult found : VERB_OR_LINK.matcher(status).results().toList()) {
      if (found.group(1) != null) {
        verb = found.group(1);
      } else if (BACK.containsKey(verb)) {
        relations.add(new Relation(name, verb, found.group(2)));
      }
    }
    return relations;
  }

  private static int number(String name) {
    return Integer.parseInt(name.replaceFirst("-.*", ""));
  }

  private static String line(String name, int number) throws IOException {
    return lines(name).stream().skip(number - 1).findFirst().orElse("");
  }

  private static List<String> lines(String name) throws IOException {
    return Files.readAllLines(FOLDER.resolve(name));
  }

  private static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
