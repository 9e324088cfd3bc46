package io.piecemeal.harness.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The commands of a page's blocks, typed into one shell in their order; what they say is held
 * against what the page shows.
 *
 * <p>A command begins with {@code "$ "}; what follows up to a blank line, a comment or the next one
 * is its answer, in which {@code …} stands for anything. {@code id=ako5…} takes the value that the
 * answer before showed as {@code "file_id":"ako5…"}.
 */
public final class Tour {

  private static final Pattern STEP =
      Pattern.compile(
          "^\\$ (?<command>(?:.*\\\\\n)*.*)\n(?<answer>(?:[^$#\n].*\n)*)", Pattern.MULTILINE);

  /** The beginning of something that is another one each time. */
  private static final Pattern TAKEN = Pattern.compile("^(?<name>\\w+)=(?<shown>\\w+)…$");

  /** What changes the shell itself, and so cannot run in a pipe. */
  private static final Pattern OF_THE_SHELL =
      Pattern.compile("\\w+=.*|(?:export|cd|kill|wait)\\b.*|.*&", Pattern.DOTALL);

  private static final String MARK = "=== ";

  private Tour() {}

  /**
   * Takes it.
   *
   * @param blocks those of one page that are commands
   * @param others what there is in the place of what the page shows, as an address or a key
   * @param shell its folder, which gets a file {@code last}, and its environment
   * @throws AssertionError if a command fails, or says something else than the page shows
   */
  public static void take(List<Block> blocks, Map<String, String> others, ProcessBuilder shell)
      throws IOException, InterruptedException {
    List<MatchResult> steps = steps(blocks);
    Process bash =
        shell.command("bash", "-c", script(steps, others)).redirectErrorStream(true).start();
    bash.getOutputStream().close();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (bash.waitFor() != 0) {
      throw new AssertionError(blocks.getFirst().where() + " and below: " + said);
    }
    List<String> answers = List.of(said.split(Pattern.quote(MARK) + "\n", -1));
    for (int step = 0; step < steps.size(); step++) {
      compare(steps.get(step), answers.get(step + 1).strip(), taken(steps), others);
    }
  }

  private static List<MatchResult> steps(List<Block> blocks) {
    List<MatchResult> steps = new ArrayList<>();
    for (Block block : blocks) {
      List<MatchResult> found = STEP.matcher(block.text()).results().toList();
      if (found.isEmpty()) {
        throw new AssertionError(block.where() + " has no line that begins with '$ '");
      }
      steps.addAll(found);
    }
    return steps;
  }

  private static String script(List<MatchResult> steps, Map<String, String> others) {
    List<String> lines = new ArrayList<>(List.of("set -euo pipefail"));
    String shown = "";
    for (MatchResult step : steps) {
      lines.add("echo '" + MARK + "'");
      lines.add(typed(step.group("command"), shown, others));
      shown = OF_THE_SHELL.matcher(step.group("command")).matches() ? shown : step.group("answer");
    }
    return String.join("\n", lines);
  }

  private static String typed(String shownCommand, String shownAnswer, Map<String, String> others) {
    String command = shownCommand;
    for (Map.Entry<String, String> other : others.entrySet()) {
      command = command.replace(other.getKey(), other.getValue());
    }
    Matcher taken = TAKEN.matcher(command);
    if (taken.matches()) {
      return "%s=$(sed -n 's/.*\"%s\":\"\\([^\"]*\\)\".*/\\1/p' last)"
          .formatted(taken.group("name"), member(shownAnswer, taken.group("shown")));
    }
    return OF_THE_SHELL.matcher(command).matches()
        ? command
        : "{ " + command + "\n} | tee last; echo";
  }

  /** The name of the member of an answer that has a value which begins like this. */
  private static String member(String answer, String value) {
    return Pattern.compile("\"(\\w+)\": ?\"" + value)
        .matcher(answer)
        .results()
        .findFirst()
        .orElseThrow(() -> new AssertionError("no answer shows \"" + value + "…\""))
        .group(1);
  }

  private static List<String> taken(List<MatchResult> steps) {
    return steps.stream()
        .flatMap(step -> TAKEN.matcher(step.group("command")).results())
        .map(found -> found.group("shown"))
        .toList();
  }

  private static void compare(
      MatchResult step, String said, List<String> taken, Map<String, String> others) {
    String shown = step.group("answer").strip();
    for (Map.Entry<String, String> other : others.entrySet()) {
      // What is shown with a gap has one in answers as well.
      if (!other.getKey().contains("…")) {
        shown = shown.replace(other.getKey(), other.getValue());
      }
    }
    for (String value : taken) {
      shown = shown.replace(value + "…", "…");
    }
    if (!shown.isEmpty() && !pattern(shown).matcher(said).matches()) {
      throw new AssertionError(
          "$ %s%nsaid   %s%nshown  %s".formatted(step.group("command"), said, shown));
    }
  }

  /** Where the page leaves something out, anything may be. */
  private static Pattern pattern(String shown) {
    return Pattern.compile(
        Stream.of(shown.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
        Pattern.DOTALL);
  }
}
