package io.piecemeal.benchmarks.command;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** What was typed. */
final class Arguments {

  private Arguments() {}

  static String of(CommandSpec spec) {
    List<String> typed =
        Optional.ofNullable(spec.root().commandLine().getParseResult())
            .map(result -> result.originalArgs())
            .orElse(List.of());
    return "./piecemeal bench " + String.join(" ", typed);
  }
}
