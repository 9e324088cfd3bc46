package io.piecemeal.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a run of a command has around it.
 *
 * @param terminal whether people look at the errors, so that progress is shown there
 */
record Surroundings(
    Map<String, String> environment,
    InputStream input,
    PrintStream output,
    PrintStream errors,
    boolean terminal) {

  static Surroundings ofProcess() {
    return new Surroundings(
        System.getenv(),
        System.in,
        System.out,
        System.err,
        Boolean.getBoolean("piecemeal.terminal"));
  }

  /** Below {@code $XDG_CONFIG_HOME} or {@code ~/.config}. */
  Path configuration() {
    return folder("XDG_CONFIG_HOME", ".config").resolve("piecemeal");
  }

  /** Below {@code $XDG_STATE_HOME} or {@code ~/.local/state}. */
  Path state() {
    return folder("XDG_STATE_HOME", ".local/state").resolve("piecemeal");
  }

  /** A path that is not absolute is as good as none, by the XDG specification. */
  private Path folder(String variable, String otherwise) {
    Path named = Path.of(environment.getOrDefault(variable, ""));
    String home = environment.getOrDefault("HOME", System.getProperty("user.home", "."));
    return named.isAbsolute() ? named : Path.of(home).resolve(otherwise);
  }
}
