package io.piecemeal.bootstrap.settings;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * What was given and differs from its default, by variable, in the order of the alphabet. Of a
 * secret only that it is set.
 */
public record GivenSettings(SequencedMap<String, String> values) {

  public GivenSettings {
    values = Collections.unmodifiableSequencedMap(new TreeMap<>(values));
  }

  /**
   * What the command line, or else the environment or the file, says.
   *
   * @param parsed the command line
   * @param beside what is set beside it, by variable
   */
  static GivenSettings of(ParseResult parsed, Map<String, String> beside) {
    Map<String, String> given = new HashMap<>(beside);
    for (OptionSpec option : parsed.matchedOptions()) {
      Setting.variable(option).ifPresent(name -> given.put(name, text(option)));
    }
    for (OptionSpec option : parsed.commandSpec().options()) {
      Setting.variable(option)
          .ifPresent(name -> given.computeIfPresent(name, (_, is) -> unlessDefault(option, is)));
    }
    given.keySet().retainAll(KnownVariables.settings());
    given.replaceAll(Secrets::shown);
    return new GivenSettings(new TreeMap<>(given));
  }

  private static @Nullable String unlessDefault(OptionSpec option, String value) {
    return value.isBlank() || value.equalsIgnoreCase(option.defaultValue()) ? null : value;
  }

  private static String text(OptionSpec option) {
    return String.join(",", option.originalStringValues());
  }

  /** Such as {@code PIECEMEAL_PORT=9000 PIECEMEAL_QUOTA_BYTES=1GiB}. */
  @Override
  public String toString() {
    return values.isEmpty()
        ? "the default settings"
        : values.entrySet().stream()
            .map(given -> given.getKey() + "=" + given.getValue())
            .collect(Collectors.joining(" "));
  }
}
