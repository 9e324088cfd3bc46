package io.piecemeal.bootstrap.settings;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Gives an option that takes a value the value of its variable, where the option itself is not
 * given. A variable that is blank counts as not set: that is what a template leaves of a value that
 * it does not have.
 *
 * @param variables of the process, or none
 */
record Environment(Map<String, String> variables) implements IDefaultValueProvider {

  static final String PREFIX = "PIECEMEAL_";

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    return variable(argument).map(variables::get).filter(value -> !value.isBlank()).orElse(null);
  }

  /** The variable that belongs to an argument; flags and operands have none. */
  static Optional<String> variable(ArgSpec argument) {
    return argument instanceof OptionSpec option && option.arity().min() > 0
        ? Optional.of(variable(option.longestName()))
        : Optional.empty();
  }

  /** The variable of {@code --max-chunk} is {@code PIECEMEAL_MAX_CHUNK}. */
  static String variable(String option) {
    return PREFIX + option.substring("--".length()).replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
