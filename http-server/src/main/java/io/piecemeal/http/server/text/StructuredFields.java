package io.piecemeal.http.server.text;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values of header fields as RFC 9651 writes them. What is of another form, or there twice, is as
 * good as absent. Parameters say nothing here.
 */
public final class StructuredFields {

  private static final String PARAMETERS = "(?:;.*)?";
  private static final Pattern INTEGER = Pattern.compile("(-?[0-9]{1,15})" + PARAMETERS);
  private static final Pattern BOOLEAN = Pattern.compile("\\?([01])" + PARAMETERS);

  private StructuredFields() {}

  /** An Item that is an Integer. */
  public static OptionalLong integer(List<String> values) {
    return item(values, INTEGER).stream().mapToLong(Long::parseLong).findFirst();
  }

  /** An Item that is a Boolean. */
  public static Optional<Boolean> bool(List<String> values) {
    return item(values, BOOLEAN).map("1"::equals);
  }

  private static Optional<String> item(List<String> values, Pattern form) {
    if (values.size() != 1) {
      return Optional.empty();
    }
    Matcher matcher = form.matcher(values.getFirst().strip());
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
