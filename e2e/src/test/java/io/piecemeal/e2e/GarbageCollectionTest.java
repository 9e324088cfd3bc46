package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.in.ManageKeys;
import io.piecemeal.domain.access.KeyLabel;
import io.piecemeal.domain.access.KeyTerms;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Objects without a row, found and removed by an operator; held where the database is older. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GarbageCollectionTest {

  private final Path data = TestService.newDataDirectory();
  private InProcessService service;
  private Caller alice;
  private Sql sql;

  @BeforeAll
  void start() {
    service = TestService.alone(data, "--collect-interval=0s");
    alice = new Caller(service.port(), TestService.ALICE);
    sql = Sql.of(service);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void anOrphanIsCountedAndThenRemovedAndNothingElseIs() throws Exception {
    byte[] large = Bytes.patterned(1_000_000);
    String id = alice.openWith(large, Bytes.utf8("small"));
    Path orphan = orphan();
    alice.append(id, Bytes.utf8("!"));
    age();
    Path young = orphan();

    assertThat(gc("run").output())
        .containsPattern("orphans +1 objects +7 bytes")
        .contains("Nothing was removed", "younger than 1h is no orphan yet", "--collect-age");
    assertThat(orphan).exists();

    assertThat(gc("run", "--delete").output()).containsPattern("removed +1 objects +7 bytes");
    assertThat(orphan).doesNotExist();
    assertThat(young).exists();
    assertThat(alice.bytes(id)).hasSize(large.length + 6);
    Files.delete(young);
  }

  @Test
  void recordsThatNoRowNamesAreCollectedToo() throws Exception {
    String id = alice.openWith(Bytes.utf8("kept "), Bytes.patterned(20_000));
    sql.update("DELETE FROM chunk WHERE file_id = ? AND chunk_offset = 5", id);
    age();

    assertThat(gc("run", "--delete").output()).containsPattern("removed +1 objects +20000 bytes");
    assertThat(alice.content(id, "Range", "bytes=0-4").is(206).body()).isEqualTo("kept ");
  }

  @Test
  void aDatabaseThatIsOlderThanTheFilesHoldsCollectionUntilReleased() throws Exception {
    gc("run", "--delete");
    long mark = sql.number("SELECT mark FROM high_water");
    Path orphan = orphan();
    age();
    sql.update("UPDATE high_water SET mark = ?", mark - 1);

    assertThat(gc("status").output()).contains("held: the database is older");
    CommandProcess.Result refused = command("run", "--delete");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.output()).contains("held: the database is older");
    assertThat(orphan).exists();
    assertThat(sql.number("SELECT mark FROM high_water")).isEqualTo(mark - 1);
    alice
        .send(alice.anonymous("/health/ready"))
        .is(200)
        .has("status", "up")
        .has("collection", "held");

    assertThat(gc("release").output()).contains("does not know are removed");
    assertThat(gc("run", "--delete").output()).containsPattern("removed +1 objects");
    assertThat(orphan).doesNotExist();
  }

  @Test
  void collectionIsHeldAndReleasedThroughAServiceThatRuns() throws Exception {
    KeyTerms terms =
        new KeyTerms(new Owner("operator"), KeyLabel.NONE, Set.of(Scope.ADMIN), Optional.empty());
    String key = service.bean(ManageKeys.class).create(terms).token().reveal();
    String url = "--url=http://127.0.0.1:" + service.port();

    assertThat(through(key, "gc", "status", url).output()).containsPattern("collection +on");
    assertThat(through(key, "gc", url, "hold").output()).containsPattern("collection +held");
    assertThat(gc("status").output()).containsPattern("collection +held");
    assertThat(through(key, "gc", "release", url).output())
        .containsPattern("collection +on")
        .contains("does not know are removed");
    assertThat(gc("status").output()).containsPattern("collection +on");

    CommandProcess.Result run = through(key, "gc", "run", "--delete", url);
    assertThat(run.exitCode()).as("%s", run).isEqualTo(2);
    assertThat(run.errors()).contains("leave out --url (PIECEMEAL_URL)");
  }

  private static CommandProcess.Result through(String key, String... arguments) throws Exception {
    return new CommandProcess(List.of(arguments), Map.of("PIECEMEAL_ADMIN_KEY", key)).run();
  }

  /** What a crash between the writing of an object and its commit leaves. */
  private Path orphan() throws Exception {
    String random = UUID.randomUUID().toString().replace("-", "");
    String key = random.substring(0, 12) + "7" + random.substring(13);
    Path file = data.resolve("objects").resolve(key.substring(30)).resolve(key);
    return Files.writeString(file, "nothing");
  }

  private void age() throws Exception {
    age(data.resolve("objects"));
    age(data.resolve("segments"));
  }

  private static void age(Path directory) throws Exception {
    FileTime then = FileTime.from(Instant.now().minus(Duration.ofHours(2)));
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, then);
      }
    }
  }

  private CommandProcess.Result gc(String... arguments) throws Exception {
    CommandProcess.Result result = command(arguments);
    assertThat(result.exitCode()).as("%s", result).isZero();
    return result;
  }

  private CommandProcess.Result command(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("gc"));
    all.addAll(List.of(arguments));
    all.add("--data-dir=" + data);
    return new CommandProcess(all, Map.of()).run();
  }
}
