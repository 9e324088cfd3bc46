package io.piecemeal.bootstrap.settings;

import io.piecemeal.domain.storage.ByteCount;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** What all command lines of the service have in common. */
public final class CommandLines {

  private CommandLines() {}

  /**
   * Teaches a command line to read our settings and to fail in one line.
   *
   * @param arguments that it will be given; they may name a file of settings
   */
  public static CommandLine configure(
      CommandLine commandLine, List<String> arguments, Map<String, String> environment) {
    return commandLine
        .setDefaultValueProvider(Sources.of(arguments, environment))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(int.class, SettingConverters::integer)
        .registerConverter(Duration.class, SettingConverters::duration)
        .registerConverter(ByteCount.class, SettingConverters::byteCount)
        .setParameterExceptionHandler(new OneLineErrors())
        .setExecutionExceptionHandler(new OneLineErrors())
        .setUsageHelpAutoWidth(true);
  }
}
