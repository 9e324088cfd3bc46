package io.piecemeal.harness.service;

import io.piecemeal.harness.proc.Child;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How our service is started.
 *
 * @param program what is run, up to the service's own arguments
 * @param data its data directory
 */
public record ServiceCommand(List<String> program, Path data) {

  /** What it says when it is ready. */
  public static final Pattern READY =
      Pattern.compile("Piecemeal is ready on https?://[^ ]*:([0-9]+)");

  /** A key that it has from its start. */
  public static final String KEY = "benchmark-key-of-at-least-32-characters";

  /** The header that lets a request in. */
  public static final String AUTHORIZATION = "Authorization: Bearer " + KEY;

  /** A slow machine under load is no failed start; one that hangs is looked into. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Copies the list. */
  public ServiceCommand {
    program = List.copyOf(program);
  }

  /**
   * The service as everybody runs it.
   *
   * @param home the root of the checkout
   */
  public static ServiceCommand byLauncher(Path home, Path data) {
    return new ServiceCommand(List.of(home.resolve("piecemeal").toString()), data);
  }

  /**
   * The command that serves.
   *
   * @param javaOptions more options for the JVM; only the launcher knows them
   * @param options more options of the service
   */
  public ProcessBuilder command(String javaOptions, String... options) {
    return commandOn(0, javaOptions, options);
  }

  /**
   * The same on a port that others know.
   *
   * @param port 0 for any
   */
  public ProcessBuilder commandOn(int port, String javaOptions, String... options) {
    List<String> base =
        List.of("serve", "--port", Integer.toString(port), "--data-dir", data.toString());
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.of(program.stream(), base.stream(), Arrays.stream(options))
                .flatMap(part -> part)
                .toList());
    builder.environment().keySet().removeIf(name -> name.startsWith("PIECEMEAL_"));
    builder.environment().put("PIECEMEAL_API_KEYS", "alice=" + KEY);
    builder.environment().put("PIECEMEAL_JAVA_OPTS", javaOptions);
    return builder;
  }

  /** Waits until it is ready, and says where it listens. */
  public static int awaitPort(Child child) throws IOException, InterruptedException {
    return Integer.parseInt(child.awaitReady(PATIENCE).group(1));
  }
}
