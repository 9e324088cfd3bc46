package io.piecemeal.bootstrap.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * What options, environment and file make together: all that is wrong with it, or what holds and
 * where it is from. Nothing is started and no secret shown.
 *
 * @param problems what is wrong, one line each; none if the service would take these settings
 * @param rows all settings; none if there are problems
 * @param settings empty if there are problems
 */
public record SettingsReport(List<String> problems, List<Row> rows, Optional<Settings> settings) {

  private static final Pattern VARIABLE = Pattern.compile("PIECEMEAL_[A-Z0-9_]+");
  private static final String BY_DEFAULT = "default";

  /**
   * One setting.
   *
   * @param name as a file of settings has it
   * @param value what holds; empty if that is none
   * @param origin where it is from
   */
  public record Row(String name, String value, String origin) {}

  /**
   * Looks at all settings.
   *
   * @param arguments options of {@code serve}
   * @throws CommandLine.ParameterException if there is no such option
   */
  public static SettingsReport of(List<String> arguments, Map<String, String> environment) {
    Map<String, String> options = options(arguments);
    Sources sources = Sources.of(arguments, environment);
    Map<String, String> values = new HashMap<>(sources.values());
    values.putAll(options);
    List<String> problems = new ArrayList<>(sources.problems());
    Optional<Settings> settings = settings(new HashMap<>(values), sources, problems);
    settings.map(StartFiles::problems).orElse(List.of()).stream()
        .map(sources::located)
        .forEach(problems::add);
    return new SettingsReport(
        problems,
        problems.isEmpty()
            ? settings.map(all -> rows(all, values, options.keySet(), sources)).orElseThrow()
            : List.of(),
        problems.isEmpty() ? settings : Optional.empty());
  }

  /** What the command line says, as text under the names of variables. */
  private static Map<String, String> options(List<String> arguments) {
    CommandSpec texts = CommandSpec.create().name("piecemeal config");
    for (OptionSpec option : specs()) {
      texts.addOption(OptionSpec.builder(option.names()).arity("1").type(String.class).build());
    }
    ParseResult parsed = new CommandLine(texts).parseArgs(arguments.toArray(String[]::new));
    return parsed.matchedOptions().stream()
        .filter(option -> !option.<String>getValue().isBlank())
        .collect(
            Collectors.toMap(
                option -> Setting.variable(option.longestName()), OptionSpec::getValue));
  }

  private static List<OptionSpec> specs() {
    return CommandSpec.forAnnotatedObject(new SettingsOptions()).options();
  }

  /**
   * Parses the settings, leaves out those that are named in an error, and parses again until there
   * is no error. An error that only follows from leaving another setting out is not reported.
   */
  private static Optional<Settings> settings(
      Map<String, String> values, Sources sources, List<String> problems) {
    // It was read already.
    values.remove(Setting.variable(Sources.CONFIG));
    Set<String> leftOut = new HashSet<>();
    while (true) {
      try {
        return Optional.of(SettingsOptions.parse(List.of(), values));
      } catch (StartupException e) {
        String message = SettingsOptions.withoutHint(e);
        Set<String> named =
            VARIABLE.matcher(message).results().map(MatchResult::group).collect(Collectors.toSet());
        if (leftOut.stream().noneMatch(named::contains)) {
          problems.add(sources.located(message));
        }
        if (!values.keySet().removeAll(named)) {
          return Optional.empty();
        }
        leftOut.addAll(named);
      }
    }
  }

  private static List<Row> rows(
      Settings settings, Map<String, String> values, Set<String> options, Sources sources) {
    Map<String, String> derived = derived(settings);
    Map<String, String> defaults = new HashMap<>();
    for (OptionSpec option : specs()) {
      if (option.defaultValue() != null) {
        defaults.put(Setting.variable(option.longestName()), option.defaultValue());
      }
    }
    List<Row> rows = new ArrayList<>();
    for (String variable : KnownVariables.settings()) {
      String origin =
          options.contains(variable) ? "option" : sources.origin(variable).orElse(BY_DEFAULT);
      String given = values.getOrDefault(variable, defaults.getOrDefault(variable, ""));
      String value = derived.getOrDefault(variable, given);
      if (!Secrets.isFile(variable)) {
        rows.add(new Row(Setting.inFile(variable), Secrets.shown(variable, value), origin));
      }
    }
    return rows;
  }

  /** Those that are not what was given, since others, or the machine, say what they are. */
  private static Map<String, String> derived(Settings settings) {
    return Map.of(
        Setting.variable("--data-dir"),
        settings.dataDirectory().toString(),
        Setting.variable("--max-chunk"),
        SettingConverters.text(settings.limits().chunk()),
        Setting.variable("--retention"),
        SettingConverters.text(settings.retention().sinceLastChunk()),
        Setting.variable("--ticket-lifetime"),
        SettingConverters.text(settings.ticketLifetime()),
        Setting.variable("--max-in-flight"),
        Integer.toString(settings.guards().appendsInFlight()),
        Setting.variable("--max-connections"),
        Integer.toString(settings.connections().all()),
        Setting.variable("--max-connections-per-address"),
        Integer.toString(settings.connections().perAddress()));
  }
}
