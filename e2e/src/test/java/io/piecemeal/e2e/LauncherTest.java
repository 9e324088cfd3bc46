package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When {@code ./piecemeal} builds and rehearses, with a JDK and a Maven that only say so. */
class LauncherTest {

  /** Says in {@code HOME/log} what it does: what rehearses knows nothing of the environment. */
  private static final String JAVA =
      """
      #!/bin/sh
      for word; do
        case $word in -XX:AOTCacheOutput=*) record=${word#*=} ;; esac
        case $previous in --folder) folder=$word ;; esac
        previous=$word
      done
      if [ -n "$record" ]; then
        echo rehearsed >>HOME/log
        env >HOME/rehearsal.environment
        echo "$@" >HOME/rehearsal.arguments
        echo half a record >"$record"
        echo bytes >"$folder/file"
        echo "it speaks"
        [ ! -f HOME/rehearsal.hangs ] || { echo $$ >HOME/rehearsal.hangs; exec sleep 600; }
        [ ! -f HOME/rehearsal.fails ] || exit 1
        exit
      fi
      echo started >>HOME/log
      echo "$@" >HOME/start.arguments
      """;

  /** Makes the jar only if there is none, as Maven does if the jar's own module has not changed. */
  private static final String MAVEN =
      """
      #!/bin/sh
      echo built >>HOME/log
      [ -f HOME/JAR ] || { mkdir -p "$(dirname HOME/JAR)"; touch HOME/JAR; }
      case "$*" in *" cli "*) mkdir -p HOME/cli/target/cli; touch HOME/cli/target/cli/piecemeal-cli.jar ;; esac
      [ ! -f HOME/edit ] || touch -t 203801010000 "$(cat HOME/edit)"
      [ ! -f HOME/maven.fails ]
      """;

  private static final String JAR = "bootstrap/target/piecemeal/piecemeal.jar";
  private static final String RECORD = "piecemeal-25.0.1-8.aot";
  private static final String FAILURE = "piecemeal-25.0.1-8.rehearsal-failed.log";

  private static final String[] FIRST_TIME = {"built", "rehearsed", "started"};
  private static final String[] FROM_THEN_ON = {"started"};

  @TempDir private Path home;

  @BeforeEach
  void layOut() throws IOException {
    program("piecemeal", Files.readString(Path.of("..", "piecemeal")));
    program("jdk/bin/java", JAVA);
    program("jdk/bin/javac", JAVA);
    program("bin/mvn", MAVEN);
    file("README.md", Files.readString(Path.of("..", "README.md")));
    file("jdk/release", "JAVA_VERSION=\"25.0.1\"\nJAVA_RUNTIME_VERSION=\"25.0.1+8\"\n");
    file("bootstrap/src/main/java/Main.java", "");
    file("domain/src/main/java/Rule.java", "");
    file("benchmarks/src/main/java/Bench.java", "");
    Files.createDirectory(home.resolve("tmp"));
  }

  @Test
  void buildsAndRehearsesOnce() throws Exception {
    assertThat(serve()).containsExactly(FIRST_TIME);
    assertThat(serve()).containsExactly(FROM_THEN_ON);
    assertThat(Files.readString(beside(RECORD))).isEqualTo("half a record\n");
    assertThat(besideTheJar()).containsExactlyInAnyOrder("piecemeal.jar", RECORD);
    assertThat(temporaryFiles()).isEmpty();
  }

  @Test
  void buildsAgainOnceAfterAChangeThatLeavesTheJarAsItIs() throws Exception {
    assertThat(serve()).containsExactly(FIRST_TIME);
    Instant now = Instant.now();
    modify(home.resolve(JAR), now.minus(Duration.ofHours(2)));
    modify(home.resolve("domain/src/main/java/Rule.java"), now.minus(Duration.ofHours(1)));

    assertThat(serve()).containsExactly(FIRST_TIME);
    assertThat(serve()).containsExactly(FROM_THEN_ON);
  }

  @Test
  void buildsAgainIfASourceWasEditedDuringTheBuild() throws Exception {
    Files.writeString(home.resolve("edit"), home.resolve("domain/src/main/java/Rule.java") + "");
    assertThat(serve()).containsExactly(FIRST_TIME);
    Files.delete(home.resolve("edit"));

    assertThat(serve()).contains("built");
  }

  @Test
  void whatIsNoPartOfTheServiceIsNoReasonToBuildIt() throws Exception {
    assertThat(serve()).containsExactly(FIRST_TIME);
    modify(
        home.resolve("benchmarks/src/main/java/Bench.java"),
        Instant.now().plus(Duration.ofHours(1)));

    assertThat(serve()).containsExactly(FROM_THEN_ON);
  }

  @Test
  void startsNothingAfterABuildThatFailed() throws Exception {
    Files.createFile(home.resolve("maven.fails"));
    assertThat(run(Map.of(), "serve").exitCode()).isEqualTo(1);
    assertThat(deeds()).containsExactly("built");
  }

  @Test
  void rehearsalSeesNothingOfTheCallersSettings() throws Exception {
    Map<String, String> settings =
        Map.of(
            "PIECEMEAL_DATABASE_URL", "jdbc:postgresql://production/piecemeal",
            "PIECEMEAL_DATABASE_PASSWORD", "secret",
            "PIECEMEAL_API_KEYS", "alice=0123456789abcdef0123456789abcdef",
            "PIECEMEAL_JAVA_OPTS", "-XX:+UseG1GC -Dcaller=1",
            "PGPASSFILE", "/root/.pgpass",
            "JAVA_TOOL_OPTIONS", "-Dcaller=2",
            "JDK_JAVA_OPTIONS", "-Dcaller=3");
    assertThat(run(settings, "serve", "--database-url=jdbc:postgresql://other/x").exitCode())
        .isZero();

    assertThat(deeds()).containsExactly(FIRST_TIME);
    assertThat(Files.readAllLines(home.resolve("rehearsal.environment")))
        .allSatisfy(
            line -> assertThat(line).matches("(PATH|LANG|LC_ALL|LC_CTYPE|TMPDIR|PWD|SHLVL|_)=.*"));
    assertThat(Files.readString(home.resolve("rehearsal.arguments")))
        .doesNotContain("caller", "database-url", "G1");
    assertThat(Files.readString(home.resolve("start.arguments")))
        .contains("-Dcaller=1", "-XX:+UseG1GC", "--database-url=jdbc:postgresql://other/x")
        .doesNotContain("SerialGC");
  }

  @Test
  void packageIsNeverBuiltAndRunsOnAJre() throws Exception {
    Files.delete(home.resolve("jdk/bin/javac"));
    file("app/piecemeal.jar", "");
    assertThat(serve()).containsExactly("rehearsed", "started");
    assertThat(serve()).containsExactly(FROM_THEN_ON);
    assertThat(run(Map.of(), "bench").exitCode()).isEqualTo(2);
    assertThat(deeds()).isEmpty();
  }

  @Test
  void serviceThatRunsOutOfMemoryEnds() throws Exception {
    assertThat(serve()).containsExactly(FIRST_TIME);
    assertThat(Files.readString(home.resolve("start.arguments")))
        .contains("-XX:+ExitOnOutOfMemoryError");
  }

  @Test
  void failedRehearsalLeavesItsLogAndIsTriedAgainLater() throws Exception {
    Files.createFile(home.resolve("rehearsal.fails"));
    Result first = run(Map.of(), "serve");
    assertThat(first.exitCode()).isZero();
    assertThat(deeds()).containsExactly(FIRST_TIME);
    assertThat(first.said()).contains("failed", "again in an hour", beside(FAILURE).toString());
    assertThat(Files.readString(beside(FAILURE))).isEqualTo("it speaks\n");
    assertThat(besideTheJar()).containsExactlyInAnyOrder("piecemeal.jar", FAILURE);
    assertThat(temporaryFiles()).isEmpty();
    assertThat(Files.readString(home.resolve("start.arguments"))).doesNotContain("AOTCache");
    assertThat(serve()).as("soon after").containsExactly(FROM_THEN_ON);

    Files.delete(home.resolve("rehearsal.fails"));
    modify(home.resolve(JAR), Instant.now().minus(Duration.ofHours(3)));
    modify(beside(FAILURE), Instant.now().minus(Duration.ofHours(2)));
    assertThat(serve()).as("later").containsExactly("rehearsed", "started");
    assertThat(besideTheJar()).containsExactlyInAnyOrder("piecemeal.jar", RECORD);
  }

  @Test
  void whatEarlierRehearsalsLeftIsRemoved() throws Exception {
    assertThat(serve()).containsExactly(FIRST_TIME);
    Files.writeString(beside(RECORD), "");
    Files.createFile(beside(RECORD + ".new"));
    Files.createFile(Files.createDirectory(beside("rehearsal.killed")).resolve("start.aot"));
    modify(beside("rehearsal.killed"), Instant.now().minus(Duration.ofHours(2)));

    assertThat(serve()).containsExactly("rehearsed", "started");
    assertThat(besideTheJar()).containsExactlyInAnyOrder("piecemeal.jar", RECORD);
  }

  @Test
  void launcherThatIsAskedToStopEndsItsRehearsal() throws Exception {
    Path hanging = Files.createFile(home.resolve("rehearsal.hangs"));
    Process launcher = start(Map.of(), "serve");
    Await.until("rehearsing", Duration.ofMinutes(2), () -> !Files.readString(hanging).isBlank());
    long rehearsal = Long.parseLong(Files.readString(hanging).strip());
    launcher.destroy();

    assertThat(launcher.waitFor()).isEqualTo(143);
    assertThat(ProcessHandle.of(rehearsal).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(deeds()).containsExactly("built", "rehearsed");
    assertThat(besideTheJar()).containsExactly("piecemeal.jar");
    assertThat(temporaryFiles()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "-h",
        "serve --help",
        "keys create --help",
        "gc -h",
        "bench --help",
        "put -h"
      })
  void helpIsGivenWithoutABuild(String words) throws Exception {
    Result help = run(Map.of(), words.split(" ", -1));
    assertThat(help.exitCode()).isZero();
    assertThat(deeds()).isEmpty();
    assertThat(help.said())
        .contains(
            "serve | keys | audit | gc | scrub",
            "put | get | ls | rm",
            "PIECEMEAL_RETENTION",
            "keys create [owner]")
        .doesNotContain("## More");
  }

  @Test
  void helpOfWhatIsBuiltIsItsOwn() throws Exception {
    assertThat(serve()).containsExactly(FIRST_TIME);
    modify(home.resolve("domain/src/main/java/Rule.java"), Instant.now().plus(Duration.ofHours(1)));
    Files.deleteIfExists(beside(RECORD));

    assertThat(run(Map.of(), "keys", "create", "--help").exitCode()).isZero();
    assertThat(deeds()).containsExactly("started");
    assertThat(Files.readString(home.resolve("start.arguments"))).contains("keys create --help");
  }

  @Test
  void settingsAreCheckedByTheService() throws Exception {
    assertThat(serve()).containsExactly(FIRST_TIME);
    assertThat(run(Map.of(), "config", "check", "--config=x.yaml").exitCode()).isZero();
    assertThat(Files.readString(home.resolve("start.arguments")))
        .endsWith("config check --config=x.yaml\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sevre"})
  void whatIsNotACommandIsRefusedWithoutABuild(String words) throws Exception {
    String[] arguments = words.isEmpty() ? new String[0] : words.split(" ", -1);
    Result refused = run(Map.of(), arguments);
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.said()).contains(words, "--help");
    assertThat(deeds()).isEmpty();
  }

  /** Everything that the service's own command line has. */
  @Test
  void everyCommandIsKnown() throws Exception {
    String help = new CommandProcess(List.of("--help"), Map.of()).run().output();
    String commands = help.lines().findFirst().orElseThrow().replaceAll(".*] ", "");
    assertThat(commands).contains("serve");
    for (String command : commands.split(" ?\\| ?", -1)) {
      run(Map.of(), command);
      assertThat(deeds()).as(command).endsWith("started");
    }
  }

  /** They have a jar and a record of their own, and need nothing of the service. */
  @ParameterizedTest
  @ValueSource(strings = {"put", "get", "ls", "rm", "ticket", "watch", "completion"})
  void commandsOfCallersAreBuiltAndRehearsedOnTheirOwn(String command) throws Exception {
    assertThat(run(Map.of(), command, "x").exitCode()).isZero();
    assertThat(deeds()).containsExactly(FIRST_TIME);
    assertThat(Files.readString(home.resolve("rehearsal.arguments")))
        .contains("cli/target/cli/piecemeal-cli.jar rehearse --folder");
    modify(home.resolve("domain/src/main/java/Rule.java"), Instant.now().plus(Duration.ofHours(1)));
    Map<String, String> options =
        Map.of("PIECEMEAL_JAVA_OPTS", "-Xmx9g -XX:+UseG1GC -Djavax.net.ssl.trustStore=/ca.p12");
    assertThat(run(options, command, "x").exitCode()).isZero();
    assertThat(deeds()).containsExactly(FROM_THEN_ON);
    assertThat(Files.readString(home.resolve("start.arguments")))
        .contains("-XX:AOTCache=" + home.resolve("cli/target/cli").resolve(RECORD))
        .contains("-Xmx9g -XX:+UseG1GC -Djavax.net.ssl.trustStore=/ca.p12 -jar")
        .doesNotContain("SerialGC", "piecemeal.terminal")
        .endsWith("piecemeal-cli.jar " + command + " x\n");
  }

  private Path beside(String name) {
    return home.resolve(JAR).resolveSibling(name);
  }

  private List<String> besideTheJar() throws IOException {
    return names(beside("."));
  }

  private List<String> temporaryFiles() throws IOException {
    return names(home.resolve("tmp"));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /** What a start that succeeds did, in order. */
  private List<String> serve() throws IOException, InterruptedException {
    Result result = run(Map.of(), "serve");
    assertThat(result.exitCode()).as(result.said()).isZero();
    return deeds();
  }

  /** What was done in the last run, in order. */
  private List<String> deeds() throws IOException {
    Path log = home.resolve("log");
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }

  private Result run(Map<String, String> more, String... arguments)
      throws IOException, InterruptedException {
    Process launcher = start(more, arguments);
    String said = new String(launcher.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(launcher.waitFor(), said);
  }

  private record Result(int exitCode, String said) {}

  private Process start(Map<String, String> more, String... arguments) throws IOException {
    Files.deleteIfExists(home.resolve("log"));
    List<String> command = new ArrayList<>(List.of(home.resolve("piecemeal").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("PIECEMEAL_"));
    environment.put("PATH", home.resolve("bin") + ":" + System.getenv("PATH"));
    environment.put("JAVA_HOME", home.resolve("jdk").toString());
    environment.put("TMPDIR", home.resolve("tmp").toString());
    environment.putAll(more);
    return builder.start();
  }

  private void program(String name, String text) throws IOException {
    Path path = file(name, text.replace("HOME/JAR", "HOME/" + JAR).replace("HOME/", home + "/"));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Older than whatever is built. */
  private Path file(String name, String text) throws IOException {
    Path path = home.resolve(name);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text, StandardOpenOption.CREATE_NEW);
    modify(path, Instant.now().minus(Duration.ofDays(1)));
    return path;
  }

  private static void modify(Path file, Instant time) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(time));
  }
}
