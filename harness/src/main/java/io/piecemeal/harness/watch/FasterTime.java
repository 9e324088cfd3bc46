package io.piecemeal.harness.watch;

import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rules of Prometheus in which all times are divided by one factor, so that a test need not wait as
 * long as an operator: how long an alert has to hold, the windows that it looks at, and how far it
 * looks ahead. Thresholds stay what they are.
 *
 * @param factor how many times as fast time goes
 */
public record FasterTime(int factor) {

  private static final Pattern TIME =
      Pattern.compile("(?<before>\\bfor: |\\[)(?<number>[0-9]+)(?<unit>[smh])\\b");

  private static final Pattern AHEAD =
      Pattern.compile("(?<before>\\bpredict_linear\\([^,]*, )(?<seconds>[0-9 *]+)\\)");

  /** The time between two scrapes, and between two looks at the rules, that operators have. */
  private static final Duration INTERVAL = Duration.ofSeconds(15);

  /** The same rules. */
  public String of(String rules) {
    String shorter = TIME.matcher(rules).replaceAll(this::shorter);
    return AHEAD
        .matcher(shorter)
        .replaceAll(
            found -> "%s%s / %d)".formatted(found.group("before"), found.group("seconds"), factor));
  }

  /** The time between two scrapes. */
  public Duration interval() {
    return INTERVAL.dividedBy(factor);
  }

  private String shorter(MatchResult time) {
    Duration whole = Duration.parse("PT" + time.group("number") + time.group("unit"));
    return Matcher.quoteReplacement(
        "%s%dms".formatted(time.group("before"), whole.dividedBy(factor).toMillis()));
  }
}
