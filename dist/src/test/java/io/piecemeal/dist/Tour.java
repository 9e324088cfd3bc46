package io.piecemeal.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The commands of the README, below "Two minutes", typed against a running service; their answers
 * are held against those that the README shows.
 */
final class Tour {

  private static final Pattern BLOCK =
      Pattern.compile("## Two minutes\n.*?```console\n(.*?)```", Pattern.DOTALL);

  /** A command, and the lines up to the next one or its comment. */
  private static final Pattern STEP =
      Pattern.compile("^\\$ (?<command>.*)\n(?<answer>(?:[^$#\n].*\n)*)", Pattern.MULTILINE);

  /** The beginning of an id, which is another one each time. */
  private static final Pattern SHOWN_ID = Pattern.compile("^\\$ id=(.*)…", Pattern.MULTILINE);

  private static final String MARK = "=== ";

  /** What the README stands for: the key, the address, and the id of the first answer. */
  private static final String ID = "sed -n 's/.*\"file_id\":\"\\([^\"]*\\)\".*/\\1/p' last";

  private Tour() {}

  /** Takes it, in an empty folder. */
  static void take(String url, String key, Path work) throws IOException, InterruptedException {
    String readme = Files.readString(Path.of("..", "README.md"));
    MatchResult block = BLOCK.matcher(readme).results().findFirst().orElseThrow();
    List<MatchResult> steps = STEP.matcher(block.group(1)).results().toList();
    assertThat(steps).as("commands of the README").hasSizeGreaterThan(8);
    Process bash =
        new ProcessBuilder("bash", "-c", script(steps, url, key))
            .directory(work.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(said).isZero();
    List<String> answers = List.of(said.split(Pattern.quote(MARK) + "\n", -1));
    String id = SHOWN_ID.matcher(block.group(1)).results().findFirst().orElseThrow().group(1);
    for (int step = 0; step < steps.size(); step++) {
      String expected = steps.get(step).group("answer").strip().replace(id, "");
      assertThat(answers.get(step + 1).strip())
          .as(steps.get(step).group("command"))
          .matches(expected.isEmpty() ? Pattern.compile("(?s).*") : pattern(expected));
    }
  }

  private static String script(List<MatchResult> steps, String url, String key) {
    List<String> lines = new ArrayList<>(List.of("set -euo pipefail"));
    for (MatchResult step : steps) {
      String command =
          step.group("command")
              .replaceFirst("^KEY=.*", "KEY=" + key)
              .replace("http://127.0.0.1:8080", url)
              .replaceFirst("^id=.*", Matcher.quoteReplacement("id=$(" + ID + ")"));
      lines.add("echo '" + MARK + "'");
      lines.add(command.startsWith("curl") ? command + " | tee last; echo" : command);
    }
    return String.join("\n", lines);
  }

  /** Where the README leaves something out, anything may be. */
  private static Pattern pattern(String expected) {
    return Pattern.compile(
        expected.lines().map(Tour::line).collect(Collectors.joining("\n")), Pattern.DOTALL);
  }

  private static String line(String expected) {
    return Pattern.compile("…")
        .splitAsStream(expected)
        .map(Pattern::quote)
        .collect(Collectors.joining(".*"));
  }
}
