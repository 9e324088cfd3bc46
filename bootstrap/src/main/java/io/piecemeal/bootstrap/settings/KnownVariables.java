package io.piecemeal.bootstrap.settings;

import io.piecemeal.chunk.codec.NearestName;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;

/** Refuses variables that look like settings and are none: most are misspelled. */
final class KnownVariables {

  /**
   * What is read elsewhere: the JVM's options by the launcher, the key by {@code
   * examples/upload.py}, and all that {@code mcp} and {@code keys} are told of the service.
   */
  private static final Set<String> READ_ELSEWHERE =
      Set.of(
          "PIECEMEAL_ADMIN_KEY",
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
   * What to say of the names in an environment that are unknown, each with the nearest known one.
   */
  static List<String> unknown(Map<String, String> environment) {
    Set<String> known = all();
    return environment.keySet().stream()
        .filter(name -> name.startsWith(Setting.PREFIX))
        .filter(name -> !known.contains(name) && !FOREIGN.matcher(name).matches())
        .sorted()
        .map(name -> name + " is not a setting" + hint(name, known))
        .toList();
  }

  /** The variable that a file means; empty if there is none of that name. */
  static Optional<String> inFile(String key) {
    return settings().stream()
        .filter(variable -> Setting.inFile(variable).equals(key))
        .filter(variable -> !variable.equals(Setting.variable(Sources.CONFIG)))
        .findFirst();
  }

  /** What to say of a name that means none. */
  static String unknownInFile(String key) {
    List<String> known = settings().stream().map(Setting::inFile).toList();
    String spelled =
        key.toLowerCase(Locale.ROOT).replace('_', '-').replaceFirst("^(--|piecemeal-)", "");
    String hint =
        NearestName.of(spelled, known).map(", did you mean %s?"::formatted).orElse(": remove it");
    return key + " is not a setting" + hint;
  }

  /** The variables of all options, and the few that have none. */
  static Set<String> all() {
    Set<String> names = new TreeSet<>(settings());
    names.addAll(READ_ELSEWHERE);
    return names;
  }

  /** What the service itself is told, in the order of the alphabet. */
  static Set<String> settings() {
    return OfTheService.NAMES;
  }

  /** Found out once: it takes a look at every field of the options. */
  private static final class OfTheService {

    static final Set<String> NAMES = names();

    private static Set<String> names() {
      Set<String> names = new TreeSet<>();
      for (String secret : Secrets.NAMES) {
        names.add(secret);
        names.add(Secrets.file(secret));
      }
      CommandSpec.forAnnotatedObject(new SettingsOptions()).options().stream()
          .flatMap(option -> Setting.variable(option).stream())
          .forEach(names::add);
      return Collections.unmodifiableSet(names);
    }
  }

  private static String hint(String name, Collection<String> known) {
    return NearestName.of(spelling(name), known.stream().map(KnownVariables::spelling).toList())
        .map(near -> ", did you mean %s?".formatted(Setting.variable("--" + near)))
        .orElse(": remove it");
  }

  /** In the case that the search for the nearest takes, without what they all begin with. */
  private static String spelling(String name) {
    return name.substring(Setting.PREFIX.length()).toLowerCase(Locale.ROOT);
  }
}
