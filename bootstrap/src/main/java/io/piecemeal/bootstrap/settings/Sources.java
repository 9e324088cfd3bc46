package io.piecemeal.bootstrap.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;

/**
 * What is set beside the command line, under the names of variables: by the environment, or else by
 * the file of settings. A value that is blank counts as not set: that is what a template leaves of
 * a value that it does not have. An option that takes a value gets the one of its variable, where
 * the option itself is not given.
 */
public final class Sources implements IDefaultValueProvider {

  static final String CONFIG = "--config";
  private static final String ENVIRONMENT = "environment";
  private static final Pattern VARIABLE = Pattern.compile("PIECEMEAL_[A-Z0-9_]+");

  private final SequencedMap<String, Given> given = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * A value and where it is from.
   *
   * @param origin such as {@code environment} or {@code piecemeal.yaml line 3}
   */
  record Given(String value, String origin) {}

  private Sources() {}

  /**
   * Reads the file of settings, if one is named, and the environment. What is wrong with them is
   * kept for {@link #require}, since who asks for help needs none of it.
   *
   * @param arguments of any command; none but {@code --config} is looked at
   */
  static Sources of(List<String> arguments, Map<String, String> environment) {
    Sources sources = new Sources();
    sources.tried(
        () ->
            config(arguments)
                .or(() -> Optional.ofNullable(environment.get(Setting.variable(CONFIG))))
                .filter(name -> !name.isBlank())
                .ifPresent(name -> sources.addFile(Path.of(name))));
    sources.problems.addAll(KnownVariables.unknown(environment));
    Set<String> known = KnownVariables.all();
    SequencedMap<String, Given> variables = new TreeMap<>();
    environment.forEach(
        (name, value) -> {
          if (known.contains(name) && !value.isBlank()) {
            variables.put(name, new Given(value, ENVIRONMENT));
          }
        });
    sources.add(variables);
    return sources;
  }

  /** What is given as {@code --config FILE} or {@code --config=FILE}, the last time. */
  private static Optional<String> config(List<String> arguments) {
    Optional<String> found = Optional.empty();
    for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
      String argument = rest.next();
      if (argument.equals("--")) {
        break;
      }
      if (argument.equals(CONFIG) && rest.hasNext()) {
        found = Optional.of(rest.next());
      } else if (argument.startsWith(CONFIG + "=")) {
        found = Optional.of(argument.substring(CONFIG.length() + 1));
      }
    }
    return found;
  }

  private void addFile(Path file) {
    SequencedMap<String, Given> level = new TreeMap<>();
    for (SettingsFile.Entry entry : SettingsFile.read(file)) {
      String place = "%s line %d".formatted(file, entry.line());
      Optional<String> variable = KnownVariables.inFile(entry.key());
      if (variable.isEmpty()) {
        problems.add("%s: %s".formatted(place, KnownVariables.unknownInFile(entry.key())));
      } else if (!entry.value().isBlank()) {
        level.put(variable.get(), new Given(entry.value().strip(), place));
      }
    }
    add(level);
  }

  /** Adds what wins over all that is there; files that hold secrets are read. */
  private void add(SequencedMap<String, Given> level) {
    for (String secret : Secrets.NAMES) {
      String name = Secrets.file(secret);
      Given file = level.remove(name);
      if (file == null) {
        continue;
      }
      if (level.remove(secret) != null) {
        problems.add("%s and %s are both set: unset one".formatted(secret, name));
        continue;
      }
      tried(
          () -> {
            String text = Secrets.read(name, Path.of(file.value()));
            level.put(secret, new Given(text, "%s (%s)".formatted(file.value(), file.origin())));
          });
    }
    given.putAll(level);
  }

  private void tried(Runnable step) {
    try {
      step.run();
    } catch (IllegalArgumentException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
  }

  /** What is wrong with the file and the environment, before any value is looked at. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  /**
   * Checks that names are known and files can be read.
   *
   * @throws IllegalArgumentException with all that is wrong
   */
  public void require() {
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  /** All that is set, by variable. */
  Map<String, String> values() {
    return given.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().value()));
  }

  /** Where the value of a variable is from; empty if it is not set here. */
  Optional<String> origin(String variable) {
    return Optional.ofNullable(given.get(variable)).map(Given::origin);
  }

  /** A message about settings, which says where those of a file are. */
  String located(String message) {
    Matcher matcher = VARIABLE.matcher(message);
    return matcher.replaceAll(
        match ->
            Matcher.quoteReplacement(
                match.group()
                    + origin(match.group())
                        .filter(origin -> !origin.equals(ENVIRONMENT))
                        .map(" in %s"::formatted)
                        .orElse("")));
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    return Setting.variable(argument).map(given::get).map(Given::value).orElse(null);
  }
}
