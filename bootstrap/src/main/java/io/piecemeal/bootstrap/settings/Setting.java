package io.piecemeal.bootstrap.settings;

import io.piecemeal.domain.storage.ByteCount;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The value of a setting on its way through the checks. Their messages name the option, its
 * variable and each value as an operator writes it.
 *
 * @param option such as {@code --max-chunk}
 */
public record Setting<T extends Comparable<T>>(String option, T value) {

  static final String PREFIX = "PIECEMEAL_";

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

  /** How a file of settings names a variable: {@code max-chunk} is {@code PIECEMEAL_MAX_CHUNK}. */
  static String inFile(String variable) {
    return variable.substring(PREFIX.length()).replace('_', '-').toLowerCase(Locale.ROOT);
  }

  /** The option and its variable, for messages. */
  public static String name(String option) {
    return "%s (%s)".formatted(option, variable(option));
  }

  /**
   * Makes something of the text of a setting; a message of the maker gets the name of the setting.
   *
   * @throws IllegalArgumentException if nothing can be made of it
   */
  public static <S, R> R read(String option, S text, Function<S, R> maker) {
    try {
      return maker.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name(option) + ": " + e.getMessage(), e);
    }
  }

  /**
   * The value that was given, or else the default as far as the bound allows it.
   *
   * @throws IllegalArgumentException if the given value exceeds the bound
   */
  static <T extends Comparable<T>> Setting<T> givenOrDefault(
      String option, Optional<T> given, T byDefault, Setting<T> bound) {
    return given
        .map(value -> new Setting<>(option, value).atMost(bound))
        .orElseGet(
            () -> {
              boolean fits = byDefault.compareTo(bound.value) <= 0;
              return new Setting<>(option, fits ? byDefault : bound.value);
            });
  }

  /**
   * Checks that the value is not below another.
   *
   * @throws IllegalArgumentException if it is
   */
  Setting<T> atLeast(T least) {
    if (value.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "%s is %s, and has to be at least %s".formatted(name(option), text(value), text(least)));
    }
    return this;
  }

  /**
   * Checks that the value is not above another.
   *
   * @throws IllegalArgumentException if it is
   */
  Setting<T> atMost(T most) {
    if (value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "%s is %s, and has to be at most %s".formatted(name(option), text(value), text(most)));
    }
    return this;
  }

  /**
   * Checks that the value does not exceed that of another setting.
   *
   * @throws IllegalArgumentException if it does
   */
  Setting<T> atMost(Setting<T> bound) {
    if (value.compareTo(bound.value) > 0) {
      throw new IllegalArgumentException(
          "%s is %s, which is more than %s, %s: lower the one or raise the other"
              .formatted(name(option), text(value), name(bound.option), text(bound.value)));
    }
    return this;
  }

  private static String text(Object value) {
    return switch (value) {
      case Duration duration -> SettingConverters.text(duration);
      case ByteCount bytes -> SettingConverters.text(bytes);
      default -> value.toString();
    };
  }
}
