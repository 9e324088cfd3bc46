package io.piecemeal.harness.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A fenced block of a page in Markdown.
 *
 * @param where the page's name, and the line of the fence
 * @param language what stands behind the fence: {@code console} for commands; may be empty
 * @param text what is between the fences, without their indentation
 * @param notRun the reason that a comment in front of it gives: {@code <!-- not run: it needs a
 *     cluster -->}
 */
public record Block(String where, String language, String text, Optional<String> notRun) {

  private static final Pattern FENCED =
      Pattern.compile(
          "^(?:\\h*<!-- not run: (?<reason>[^\n]+?) -->\n+)?"
              + "(?<indent>\\h*)```(?<language>\\w*)\\h*\n(?<text>.*?)^\\h*```\\h*$",
          Pattern.DOTALL | Pattern.MULTILINE);

  /** Code by indentation alone has no language, so nobody can tell what it is. */
  private static final Pattern INDENTED = Pattern.compile("(?<=\n\n) {4,}[^\\h*\\d-].*");

  /**
   * All of a page, from its beginning to its end.
   *
   * @throws IllegalArgumentException if there is code that is not fenced
   */
  public static List<Block> of(Path page) {
    String markdown = read(page);
    INDENTED
        .matcher(FENCED.matcher(markdown).replaceAll(""))
        .results()
        .findFirst()
        .ifPresent(
            code -> {
              throw new IllegalArgumentException(
                  "%s has code without a fence: %s".formatted(page, code.group()));
            });
    return FENCED.matcher(markdown).results().map(found -> block(page, markdown, found)).toList();
  }

  /** Those of a page that are commands and can be run. */
  public static List<Block> commands(Path page) {
    return of(page).stream()
        .filter(block -> block.language().equals("console") && block.notRun().isEmpty())
        .toList();
  }

  private static String read(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Block block(Path page, String markdown, MatchResult found) {
    long line = markdown.substring(0, found.start("language")).lines().count();
    return new Block(
        page.getFileName() + ":" + line,
        found.group("language"),
        found.group("text").replaceAll("(?m)^" + found.group("indent"), ""),
        Optional.ofNullable(found.group("reason")));
  }
}
