package io.piecemeal.tus.suite;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a server said.
 *
 * @param to the request, in a few words
 * @param fields by their names in lower case
 * @param body a character for each byte
 */
record Answer(String to, int status, Map<String, List<String>> fields, String body) {

  Optional<String> field(String name) {
    return fields.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }

  String required(String name) {
    return field(name).orElseThrow(() -> new Difference("%s has no %s".formatted(this, name)));
  }

  Answer is(Integer... statuses) {
    if (!Arrays.asList(statuses).contains(status)) {
      throw new Difference("%s, expected %s".formatted(this, Arrays.toString(statuses)));
    }
    return this;
  }

  /** The request was refused, for a reason that lies with it. */
  Answer isRefused() {
    if (status < 400 || status > 499) {
      throw new Difference("%s, expected to be refused".formatted(this));
    }
    return this;
  }

  Answer has(String name, String value) {
    String actual = required(name);
    if (!actual.equals(value)) {
      throw new Difference("%s has %s: %s, expected %s".formatted(this, name, actual, value));
    }
    return this;
  }

  /** A field that is a list has this among its words. */
  Answer lists(String name, String word) {
    boolean listed =
        Arrays.stream(required(name).split(","))
            .map(String::strip)
            .anyMatch(one -> one.equalsIgnoreCase(word) || one.equals("*"));
    if (!listed) {
      throw new Difference("%s has %s without %s".formatted(this, name, word));
    }
    return this;
  }

  Answer lacks(String name) {
    field(name)
        .ifPresent(
            value -> {
              throw new Difference("%s has %s: %s".formatted(this, name, value));
            });
    return this;
  }

  long number(String name) {
    String value = required(name);
    if (!value.matches("[0-9]{1,18}")) {
      throw new Difference("%s has %s: %s, which is no number".formatted(this, name, value));
    }
    return Long.parseLong(value);
  }

  @Override
  public String toString() {
    return "%s was answered %d".formatted(to, status);
  }
}
