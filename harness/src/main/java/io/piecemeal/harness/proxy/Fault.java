package io.piecemeal.harness.proxy;

import io.piecemeal.harness.proxy.Action.Said;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One line of a script: which requests, and what is done to them.
 *
 * @param requests by method and path
 * @param numbers which of these requests, counted from 1; all if it is empty
 * @param from the first of those that are meant in addition; 0 for none
 */
record Fault(RequestPattern requests, Set<Integer> numbers, int from, Action action) {

  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final int LEAST_WORDS = 4;

  /**
   * Reads {@code METHOD PATH NUMBERS ACTION [name=value …]}, such as {@code PUT /uploads/* 2,5
   * cut-request bytes=1000}. Numbers are {@code *}, or {@code 1,3}, or {@code 4+}.
   *
   * @throws IllegalArgumentException if it is none, with the reason
   */
  static Fault parse(String line) {
    String[] words = BLANKS.split(line.strip());
    if (words.length < LEAST_WORDS) {
      throw new IllegalArgumentException(
          "no fault: '%s'; it is METHOD PATH NUMBERS ACTION [name=value …]".formatted(line));
    }
    Set<Integer> numbers = Set.of();
    int from = 0;
    if (words[2].endsWith("+")) {
      from = Integer.parseInt(words[2].substring(0, words[2].length() - 1));
    } else if (words[2].equals("*")) {
      from = 1;
    } else {
      numbers = Set.copyOf(Arrays.stream(words[2].split(",")).map(Integer::valueOf).toList());
    }
    RequestPattern requests = new RequestPattern(words[0], words[1]);
    Arguments arguments =
        new Arguments(line, Arrays.asList(words).subList(LEAST_WORDS, words.length));
    Fault fault = new Fault(requests, numbers, from, action(words[3], arguments));
    arguments.requireAllUsed();
    return fault;
  }

  /** Whether it is about the so-manieth request of its pattern. */
  boolean isAbout(int number) {
    return numbers.contains(number) || (from > 0 && number >= from);
  }

  private static Action action(String name, Arguments given) {
    return switch (name) {
      case "forward" -> new Action.Forward();
      case "refuse" -> new Action.Refuse();
      case "cut-request" -> new Action.CutRequest(given.number("bytes"));
      case "lose-answer" -> new Action.LoseAnswer();
      case "cut-answer" -> new Action.CutAnswer(given.number("bytes"));
      case "answer" -> new Action.Answer(said(given), false);
      case "replace-answer" -> new Action.Answer(said(given), true);
      case "limit-body" -> new Action.LimitBody(given.number("bytes"));
      case "break-large-body" -> new Action.BreakLargeBody(given.number("bytes"));
      case "duplicate" -> new Action.Duplicate();
      case "slow-answer" -> new Action.SlowAnswer(given.number("bytes-per-second"));
      case "corrupt-request" -> new Action.CorruptRequest(given.number("at"));
      case "corrupt-answer" -> new Action.CorruptAnswer(given.number("at"));
      case "stall" -> new Action.Stall();
      case "down" -> new Action.Down(Duration.ofMillis(given.number("ms")));
      default -> throw new IllegalArgumentException("no action of this name: " + name);
    };
  }

  private static Said said(Arguments given) {
    int retryAfter = given.number("retry-after", -1);
    return new Said(
        given.number("status"),
        retryAfter < 0 ? OptionalInt.empty() : OptionalInt.of(retryAfter),
        given.text("code", ""),
        Boolean.parseBoolean(given.text("retryable", "false")));
  }

  /** What stands behind an action. */
  private static final class Arguments {

    private final String line;
    private final Map<String, String> values = new HashMap<>();

    Arguments(String line, List<String> words) {
      this.line = line;
      for (String word : words) {
        int equals = word.indexOf('=');
        if (equals < 0) {
          throw new IllegalArgumentException("no name=value: '%s' in: %s".formatted(word, line));
        }
        values.put(word.substring(0, equals), word.substring(equals + 1));
      }
    }

    int number(String name) {
      String value = values.remove(name);
      if (value == null) {
        throw new IllegalArgumentException("%s= is missing in: %s".formatted(name, line));
      }
      return Integer.parseInt(value);
    }

    int number(String name, int otherwise) {
      return values.containsKey(name) ? number(name) : otherwise;
    }

    String text(String name, String otherwise) {
      String value = values.remove(name);
      return value == null ? otherwise : value;
    }

    void requireAllUsed() {
      if (!values.isEmpty()) {
        throw new IllegalArgumentException("not known: %s in: %s".formatted(values.keySet(), line));
      }
    }
  }
}
