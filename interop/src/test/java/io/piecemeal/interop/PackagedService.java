package io.piecemeal.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piecemeal.harness.proc.Child;
import io.piecemeal.harness.proc.Programs;
import io.piecemeal.harness.service.ServiceCommand;
import io.piecemeal.harness.service.ServiceJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The service as it was just packaged, as a process of its own. */
final class PackagedService implements AutoCloseable {

  private final Child child;
  private final int port;

  private PackagedService(Child child, int port) {
    this.child = child;
    this.port = port;
  }

  static Path home() {
    return Path.of(System.getProperty("piecemeal.home")).normalize();
  }

  /**
   * Starts it.
   *
   * @param work an empty folder for its data and its log
   */
  static PackagedService start(Path work, String... options)
      throws IOException, InterruptedException {
    return start(work, packaged().on(work.resolve("data"), List.of()), options);
  }

  /** Starts it with classes that it does not have itself. */
  static PackagedService startWith(Path classes, Path work)
      throws IOException, InterruptedException {
    return start(work, packaged().on(work.resolve("data"), List.of(), classes));
  }

  /**
   * Starts it with a heap of 64 MB, HTTP/2 over TLS and one more caller.
   *
   * @param otherKey of that caller
   */
  static PackagedService startSmall(Path work, Certificate certificate, String otherKey)
      throws IOException, InterruptedException {
    ServiceCommand service = packaged().on(work.resolve("data"), List.of("-Xmx64m"));
    ProcessBuilder command =
        service.command(
            "",
            "--tls-cert",
            certificate.chain().toString(),
            "--tls-key",
            certificate.key().toString(),
            "--http2",
            "true");
    command
        .environment()
        .put("PIECEMEAL_API_KEYS", "alice=%s,bob=%s".formatted(ServiceCommand.KEY, otherKey));
    return start(work, command);
  }

  /** Starts it with a caller who may manage keys and owners too. */
  static PackagedService startForAdmins(Path work, String... options)
      throws IOException, InterruptedException {
    ProcessBuilder command = packaged().on(work.resolve("data"), List.of()).command("", options);
    command
        .environment()
        .put("PIECEMEAL_API_KEYS", "alice:read+write+delete+admin=" + ServiceCommand.KEY);
    return start(work, command);
  }

  /** What is started; where it was not packaged, what needs it is skipped. */
  static ServiceJar packaged() {
    Optional<ServiceJar> jar = ServiceJar.of(home());
    assumeTrue(jar.isPresent(), "skipped: the service is not packaged: mvn verify does");
    return jar.get();
  }

  private static PackagedService start(Path work, ServiceCommand service, String... options)
      throws IOException, InterruptedException {
    return start(work, service.command("", options));
  }

  private static PackagedService start(Path work, ProcessBuilder command)
      throws IOException, InterruptedException {
    Child child = Child.start(command, work.resolve("service.log"), ServiceCommand.READY);
    try {
      return new PackagedService(child, ServiceCommand.awaitPort(child));
    } catch (IOException | InterruptedException e) {
      child.close();
      throw e;
    }
  }

  long pid() {
    return child.pid();
  }

  String url() {
    return "http://" + address();
  }

  int port() {
    return port;
  }

  /** Its host and port. */
  String address() {
    return "127.0.0.1:" + port;
  }

  /** Makes {@code ./piecemeal} of a folder: what pages call so. */
  static void launcher(Path folder) throws IOException {
    String program =
        packaged().on(folder, List.of()).program().stream()
            .map(part -> "'" + part + "'")
            .collect(Collectors.joining(" "));
    Path script = folder.resolve("piecemeal");
    Files.createFile(
        script, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    Files.writeString(
        script,
        """
        #!/bin/sh
        case $1 in
          put | get | ls | rm | ticket | watch | completion) exec '%s' -jar '%s' "$@" ;;
        esac
        exec %s "$@"
        """
            .formatted(Programs.java(), CommandLineClient.jar(), program));
  }

  /** Where scripts find it, and how they start a bridge to it. */
  Map<String, String> environment() {
    return Map.of(
        "PIECEMEAL_TEST_URL", url(),
        "PIECEMEAL_TEST_KEY", ServiceCommand.KEY,
        "PIECEMEAL_TEST_BRIDGE", bridge());
  }

  /** As a list of JSON: its paths may have blanks. */
  private static String bridge() {
    List<String> program = packaged().on(Path.of("data"), List.of()).program();
    return Stream.concat(program.stream(), Stream.of("mcp"))
        .map(part -> '"' + part.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** Asks it to end, and goes on listening to what it says until then. */
  void terminate() {
    child.family().getFirst().destroy();
  }

  /** Kills it at once; its database ends by itself. */
  void kill() throws InterruptedException {
    child.kill();
  }

  @Override
  public void close() {
    child.close();
  }
}
