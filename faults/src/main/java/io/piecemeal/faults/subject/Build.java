package io.piecemeal.faults.subject;

import io.piecemeal.harness.service.ObjectServer;
import io.piecemeal.harness.service.ServiceCommand;
import io.piecemeal.harness.service.ServiceJar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is started, and how it is set up so that much happens in little time: deleted bytes go after
 * a second, complete files are compacted at once.
 *
 * @param classes found before those of the service; empty for the service as it is
 * @param javaOptions more options for the JVM
 * @param store where chunks are kept; empty for the data directory
 */
public record Build(
    ServiceJar jar,
    Optional<Path> classes,
    List<String> javaOptions,
    Optional<ObjectServer> store) {

  private static final List<String> BUSY =
      List.of("-Dpiecemeal.sweep-interval=1s", "-Dpiecemeal.compact-interval=1s");

  private static final String[] SETTINGS = {
    "--min-free-disk", "0", "--delete-delay", "1s", "--compact-chunks", "6"
  };

  /** Copies the list. */
  public Build {
    javaOptions = List.copyOf(javaOptions);
  }

  /**
   * The service of a checkout as it is.
   *
   * @throws IllegalStateException if it was not packaged yet
   */
  public static Build of(Path home) {
    ServiceJar jar =
        ServiceJar.of(home)
            .orElseThrow(() -> new IllegalStateException("the service is not packaged in " + home));
    return new Build(jar, Optional.empty(), List.of(), Optional.empty());
  }

  /** The same with classes that are found before its own. */
  public Build with(Path mutant) {
    return new Build(jar, Optional.of(mutant), javaOptions, store);
  }

  /** The same with more options for the JVM. */
  public Build with(List<String> options) {
    return new Build(jar, classes, options, store);
  }

  /** The same with its chunks in an object store. */
  public Build with(ObjectServer objects) {
    return new Build(jar, classes, javaOptions, Optional.of(objects));
  }

  /** Its start on a data directory. */
  public ProcessBuilder on(Path data, String... settings) {
    List<String> java = new ArrayList<>(BUSY);
    java.addAll(javaOptions);
    ServiceCommand command =
        classes.map(folder -> jar.on(data, java, folder)).orElseGet(() -> jar.on(data, java));
    List<String> all = new ArrayList<>(List.of(SETTINGS));
    store.map(ObjectServer::settings).ifPresent(all::addAll);
    all.addAll(List.of(settings));
    ProcessBuilder start = command.command("", all.toArray(String[]::new));
    store.map(ObjectServer::environment).ifPresent(start.environment()::putAll);
    return start;
  }
}
