package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.e2e.ObjectsOnDisk.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The procedure of docs/operations.md, followed step by step: what a backup brings back, and that a
 * database which is older than the files destroys none of them. The backup of the embedded database
 * is a copy of its folder while it is stopped.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RestoreDrillGate {

  private static final Duration SOON = Duration.ofMinutes(5);
  private static final Map<String, String> KEYS = Map.of("PIECEMEAL_API_KEYS", TestService.KEYS);
  private static final byte[] EARLY = Bytes.patterned(1_000_000);
  private static final byte[] LATE = Bytes.utf8("sent after the backup");

  private final Path data = TestService.newDataDirectory();
  private final Path backup = data.resolveSibling(data.getFileName() + "-backup");
  private final Path newer = data.resolveSibling(data.getFileName() + "-newer");
  private String early = "";
  private String late = "";
  private Set<StoredObject> objects = Set.of();

  @Test
  @Order(1)
  void aBackupIsTakenAndTheServiceGoesOn() throws Exception {
    try (ServiceProcess service = ServiceProcess.start(data, KEYS)) {
      early = service.caller(TestService.ALICE).openWith(Bytes.utf8("early "), EARLY);
      stop(service);
    }
    copy(data, backup);
    try (ServiceProcess service = ServiceProcess.start(data, KEYS)) {
      late = service.caller(TestService.ALICE).openWith(LATE, EARLY);
      Await.until("the mark is above that of the backup", SOON, () -> mark(data) > mark(backup));
      stop(service);
    }
    age();
    objects = ObjectsOnDisk.in(data);
  }

  @Test
  @Order(2)
  void anOlderDatabaseBesideNewerFilesServesWhatItKnowsAndRemovesNothing() throws Exception {
    Files.move(data.resolve("postgres"), newer);
    copy(backup.resolve("postgres"), data.resolve("postgres"));
    try (ServiceProcess service = ServiceProcess.start(data, KEYS)) {
      Caller alice = service.caller(TestService.ALICE);
      assertThat(alice.bytes(early)).hasSize(EARLY.length + 6);
      alice.find(late).isProblem(404, "not-found");
      alice.send(alice.anonymous("/health/ready")).is(200).has("collection", "held");

      CommandProcess.Result collection = run("gc", "run", "--delete");
      assertThat(collection.exitCode()).isEqualTo(1);
      assertThat(collection.output()).contains("held: the database is older than the files");
      assertThat(run("scrub").output()).contains("scrubbed 1 files", " 0 damaged");
      stop(service);
    }
    assertThat(ObjectsOnDisk.in(data)).containsAll(objects);
  }

  @Test
  @Order(3)
  void theNewerDatabaseIsPutBackAndEverythingIsThere() throws Exception {
    delete(data.resolve("postgres"));
    Files.move(newer, data.resolve("postgres"));
    try (ServiceProcess service = ServiceProcess.start(data, KEYS)) {
      Caller alice = service.caller(TestService.ALICE);
      assertThat(alice.bytes(late)).startsWith(LATE).hasSize(LATE.length + EARLY.length);
      assertThat(alice.bytes(early)).hasSize(EARLY.length + 6);
      CommandProcess.Result collection = run("gc", "run", "--delete");
      assertThat(collection.exitCode()).isZero();
      assertThat(collection.output()).containsPattern("removed +0 objects");
      stop(service);
    }
  }

  @Test
  @Order(4)
  void databaseAndFilesFromTheBackupAreWhole() throws Exception {
    delete(data);
    copy(backup, data);
    CommandProcess.Result scrub = run("scrub");
    assertThat(scrub.exitCode()).isZero();
    assertThat(scrub.output()).contains("scrubbed 1 files", " 0 damaged");
    assertThat(run("gc", "status").output()).containsPattern("collection +on");
    try (ServiceProcess service = ServiceProcess.start(data, KEYS)) {
      Caller alice = service.caller(TestService.ALICE);
      assertThat(alice.bytes(early)).startsWith(Bytes.utf8("early ")).hasSize(EARLY.length + 6);
      alice.append(early, Bytes.utf8("goes on")).is(200);
      stop(service);
    }
  }

  private CommandProcess.Result run(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--data-dir=" + data);
    return new CommandProcess(all, Map.of()).run();
  }

  private static void stop(ServiceProcess service) throws Exception {
    service.terminate();
    assertThat(service.exitCode()).isIn(0, 143);
  }

  private static long mark(Path directory) throws IOException {
    Path file = directory.resolve("high-water");
    return Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : 0;
  }

  /** As old as a collector wants them. */
  private void age() throws IOException {
    FileTime then = FileTime.from(Instant.now().minus(Duration.ofHours(2)));
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file :
          files
              .filter(Files::isRegularFile)
              .filter(file -> !file.startsWith(data.resolve("postgres")))
              .toList()) {
        Files.setLastModifiedTime(file, then);
      }
    }
  }

  /** With owners and modes, which PostgreSQL insists on. */
  private static void copy(Path from, Path to) throws Exception {
    succeed("cp", "-a", from.toString(), to.toString());
  }

  private static void delete(Path directory) throws Exception {
    succeed("rm", "-r", directory.toString());
  }

  private static void succeed(String... command) throws Exception {
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }
}
