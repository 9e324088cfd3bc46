package io.piecemeal.bootstrap.settings;

import io.piecemeal.chunk.codec.NearestName;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** Refuses variables that look like settings and are none: most are misspelled. */
public final class KnownVariables {

  /**
   * What is read elsewhere: secrets by {@link SettingsOptions}, the JVM's options by the launcher,
   * the key by {@code examples/upload.py}, and all that {@code mcp} is told of the service.
   */
  private static final Set<String> WITHOUT_OPTION =
      Set.of(
          SettingsOptions.API_KEYS,
          SettingsOptions.DATABASE_USER,
          SettingsOptions.DATABASE_PASSWORD,
          "PIECEMEAL_JAVA_OPTS",
          "PIECEMEAL_KEY",
          "PIECEMEAL_KEY_FILE",
          "PIECEMEAL_URL");

  /**
   * What others set: the scripts of the test suite, and Kubernetes beside a service that is called
   * piecemeal.
   */
  private static final Pattern FOREIGN =
      Pattern.compile(
          "PIECEMEAL_(TEST_\\w+|SERVICE_HOST|SERVICE_PORT\\w*|PORT_[0-9]+_(TCP|UDP|SCTP)\\w*)");

  private KnownVariables() {}

  /**
   * Checks the names in an environment.
   *
   * @throws IllegalArgumentException with all that are unknown, each with the nearest known one
   */
  public static void require(Map<String, String> environment) {
    Set<String> known = all();
    String unknown =
        environment.keySet().stream()
            .filter(name -> name.startsWith(Environment.PREFIX))
            .filter(name -> !known.contains(name) && !FOREIGN.matcher(name).matches())
            .sorted()
            .map(name -> name + " is not a setting" + hint(name, known))
            .collect(Collectors.joining("; "));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(unknown);
    }
  }

  /** The variables of all options, and the few that have none. */
  static Set<String> all() {
    Set<String> names = new TreeSet<>(WITHOUT_OPTION);
    CommandSpec.forAnnotatedObject(new SettingsOptions()).options().stream()
        .flatMap(option -> Environment.variable(option).stream())
        .forEach(names::add);
    return names;
  }

  private static String hint(String name, Collection<String> known) {
    return NearestName.of(spelling(name), known.stream().map(KnownVariables::spelling).toList())
        .map(near -> ", did you mean %s?".formatted(Environment.variable("--" + near)))
        .orElse(": remove it");
  }

  /** In the case that the search for the nearest takes, without what they all begin with. */
  private static String spelling(String name) {
    return name.substring(Environment.PREFIX.length()).toLowerCase(Locale.ROOT);
  }
}
