package io.piecemeal.harness.service;

import io.piecemeal.harness.proc.Programs;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The packaged service, started without its launcher: the launcher would look for newer sources at
 * every start, and build them while faults are thrown at what was built before.
 *
 * @param jar names its libraries in its manifest
 */
public record ServiceJar(Path jar) {

  /** Those of the launcher. */
  static final List<String> FLAGS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Xmx512m",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:+UseSerialGC",
          "-Xlog:cds=off",
          "-Xlog:aot=off");

  /**
   * The jar of a checkout.
   *
   * @param home the root of the checkout
   * @return empty if it was not packaged yet
   */
  public static Optional<ServiceJar> of(Path home) {
    return inFolder(home.resolve("bootstrap/target/piecemeal"));
  }

  /**
   * The jar of a folder that holds it and its libraries.
   *
   * @return empty if there is none
   */
  public static Optional<ServiceJar> inFolder(Path folder) {
    Path jar = folder.resolve("piecemeal.jar");
    return Files.isRegularFile(jar) ? Optional.of(new ServiceJar(jar)) : Optional.empty();
  }

  /** Its start on a data directory, with more options for the JVM. */
  public ServiceCommand on(Path data, List<String> javaOptions) {
    List<String> program = java(javaOptions);
    program.add("-jar");
    program.add(jar.toString());
    return new ServiceCommand(program, data);
  }

  /** The same with classes that are found before those of the jar. */
  public ServiceCommand on(Path data, List<String> javaOptions, Path classes) {
    List<String> program = java(javaOptions);
    program.add("-cp");
    program.add(classes + File.pathSeparator + jar);
    program.add("io.piecemeal.bootstrap.Main");
    return new ServiceCommand(program, data);
  }

  private List<String> java(List<String> options) {
    List<String> program = new ArrayList<>(List.of(Programs.java()));
    program.addAll(FLAGS);
    cache().ifPresent(cache -> program.add("-XX:AOTCache=" + cache));
    program.addAll(options);
    return program;
  }

  /** What the launcher recorded of a start with this JVM. */
  private Optional<Path> cache() {
    String version = System.getProperty("java.runtime.version").replaceAll("[^A-Za-z0-9.]", "-");
    Path cache = jar.resolveSibling("piecemeal-" + version + ".aot");
    return Files.isRegularFile(cache) ? Optional.of(cache) : Optional.empty();
  }
}
