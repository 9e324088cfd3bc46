package io.piecemeal.bootstrap.e2e;

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
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When {@code ./piecemeal} builds and rehearses, with a JDK and a Maven that only say so. */
class LauncherTest {

  private static final String JAVA =
      """
      #!/bin/sh
      for word; do
        case $word in
          -XX:AOTCacheOutput=*) echo rehearsed >>"$PIECEMEAL_LOG"; touch "${word#*=}"; exit ;;
        esac
      done
      echo started >>"$PIECEMEAL_LOG"
      """;

  /** Makes the jar only if there is none, as Maven does if the jar's own module has not changed. */
  private static final String MAVEN =
      """
      #!/bin/sh
      echo built >>"$PIECEMEAL_LOG"
      [ -f "$PIECEMEAL_JAR" ] || { mkdir -p "$(dirname "$PIECEMEAL_JAR")"; touch "$PIECEMEAL_JAR"; }
      [ -z "$PIECEMEAL_EDITED" ] || touch -t 203801010000 "$PIECEMEAL_EDITED"
      exit "$PIECEMEAL_MAVEN_EXIT"
      """;

  private static final String[] FIRST_TIME = {"built", "rehearsed", "started"};
  private static final String[] FROM_THEN_ON = {"started"};

  @TempDir private Path home;

  private String edited = "";
  private int mavenExit;

  @BeforeEach
  void layOut() throws IOException {
    program("piecemeal", Files.readString(Path.of("..", "piecemeal")));
    program("jdk/bin/java", JAVA);
    program("jdk/bin/javac", JAVA);
    program("bin/mvn", MAVEN);
    file("jdk/release", "JAVA_VERSION=\"25.0.1\"\nJAVA_RUNTIME_VERSION=\"25.0.1+8\"\n");
    file("bootstrap/src/main/java/Main.java", "");
    file("domain/src/main/java/Rule.java", "");
    file("benchmarks/src/main/java/Bench.java", "");
  }

  @Test
  void buildsAndRehearsesOnce() throws Exception {
    assertThat(run()).containsExactly(FIRST_TIME);
    assertThat(run()).containsExactly(FROM_THEN_ON);
  }

  @Test
  void buildsAgainOnceAfterAChangeThatLeavesTheJarAsItIs() throws Exception {
    assertThat(run()).containsExactly(FIRST_TIME);
    Instant now = Instant.now();
    modify(jar(), now.minus(Duration.ofHours(2)));
    modify(home.resolve("domain/src/main/java/Rule.java"), now.minus(Duration.ofHours(1)));

    assertThat(run()).containsExactly(FIRST_TIME);
    assertThat(run()).containsExactly(FROM_THEN_ON);
  }

  @Test
  void buildsAgainIfASourceWasEditedDuringTheBuild() throws Exception {
    edited = home.resolve("domain/src/main/java/Rule.java").toString();
    assertThat(run()).containsExactly(FIRST_TIME);
    edited = "";

    assertThat(run()).contains("built");
  }

  @Test
  void whatIsNoPartOfTheServiceIsNoReasonToBuildIt() throws Exception {
    assertThat(run()).containsExactly(FIRST_TIME);
    modify(
        home.resolve("benchmarks/src/main/java/Bench.java"),
        Instant.now().plus(Duration.ofHours(1)));

    assertThat(run()).containsExactly(FROM_THEN_ON);
  }

  @Test
  void startsNothingAfterABuildThatFailed() throws Exception {
    mavenExit = 1;
    assertThat(run()).containsExactly("built");
  }

  private Path jar() {
    return home.resolve("bootstrap/target/piecemeal/piecemeal.jar");
  }

  /** What it did, in order. */
  private List<String> run() throws IOException, InterruptedException {
    Path log = home.resolve("log");
    Files.deleteIfExists(log);
    ProcessBuilder builder =
        new ProcessBuilder(home.resolve("piecemeal").toString(), "serve").redirectErrorStream(true);
    builder.environment().put("PATH", home.resolve("bin") + ":" + System.getenv("PATH"));
    builder.environment().put("JAVA_HOME", home.resolve("jdk").toString());
    builder.environment().put("PIECEMEAL_LOG", log.toString());
    builder.environment().put("PIECEMEAL_JAR", jar().toString());
    builder.environment().put("PIECEMEAL_EDITED", edited);
    builder.environment().put("PIECEMEAL_MAVEN_EXIT", Integer.toString(mavenExit));
    Process launcher = builder.start();
    String said = new String(launcher.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(launcher.waitFor()).as(said).isEqualTo(mavenExit);
    return Files.readAllLines(log);
  }

  private void program(String name, String text) throws IOException {
    Path path = file(name, text);
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
