package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.in.SweepFiles;
import io.piecemeal.testkit.Race;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What one owner may have at a time. Every test has an owner of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuotaTest {

  private static final int OWNERS = 20;

  /** What a file is charged, and a chunk at least. */
  private static final int PAGE = 4096;

  private static final int BYTES = 64 * PAGE;
  private static final int SESSIONS = 50;

  private final Path data = TestService.newDataDirectory();
  private InProcessService service = TestService.service();
  private Caller caller = Caller.alice();
  private int owners;

  @BeforeAll
  void start() {
    Sql database = Sql.newDatabase();
    service =
        InProcessService.start(
            List.of(
                "--port=0",
                "--data-dir=" + data,
                "--inline-chunk=0",
                "--quota-bytes=" + BYTES,
                "--quota-sessions=" + SESSIONS),
            database.environment(
                String.join(
                    ",",
                    IntStream.range(0, OWNERS)
                        .mapToObj(n -> "owner" + n + "=" + key(n))
                        .toList())));
  }

  private static String key(int owner) {
    return "%02d-0123456789abcdef0123456789abcdef".formatted(owner);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @BeforeEach
  void beSomebodyElse() {
    caller = new Caller(service.port(), key(owners++));
  }

  @Test
  void limitsTellTheQuotaOrThatThereIsNone() {
    caller.get("/limits").is(200).has("quota_bytes", BYTES).has("quota_open_sessions", SESSIONS);
    Answer none = Caller.alice().get("/limits").is(200);
    assertThat(none.json()).containsKeys("quota_bytes", "quota_open_sessions");
    none.has("quota_bytes", null).has("quota_open_sessions", null);
  }

  @Test
  void fiftyParallelAppendsFillTheQuotaAsFarAsTheyFitAndNeverPassIt() {
    byte[] chunk = Bytes.patterned(70);
    List<String> files = Stream.generate(caller::open).limit(SESSIONS).toList();
    int fitting = BYTES / PAGE - SESSIONS;
    int objects = ObjectsOnDisk.in(data).size();

    List<Answer> answers = Race.run(SESSIONS, lane -> caller.append(files.get(lane), chunk));

    assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(fitting);
    answers.stream()
        .filter(answer -> answer.status() != 200)
        .forEach(
            answer ->
                answer
                    .isProblem(403, "quota-exceeded")
                    .has("resource", "bytes")
                    .has("limit", BYTES)
                    .has("used", BYTES)
                    .has("least_charge_bytes", PAGE)
                    .has("retryable", false));
    assertThat(storedBytes()).isEqualTo(fitting * 70L);
    assertThat(ObjectsOnDisk.in(data)).hasSize(objects + fitting);
  }

  private long storedBytes() {
    return caller.get("/files").is(200).data().stream()
        .mapToLong(file -> ((Number) Json.require(file, "size")).longValue())
        .sum();
  }

  @Test
  void whatIsDeletedMakesRoomWhenItsBytesAreGone() {
    String full = caller.openWith(Bytes.patterned(BYTES - 2 * PAGE));
    String next = caller.open();
    Answer refused = caller.append(next, Bytes.patterned(1)).isProblem(403, "quota-exceeded");

    assertThat(caller.follow(refused.object("next"), Map.of()).is(200).data()).hasSize(2);
    caller.delete("/files/" + full).is(204);
    caller.append(next, Bytes.patterned(1)).isProblem(403, "quota-exceeded");
    SweepFiles sweeper = service.bean(SweepFiles.class);
    sweeper.sweep();
    caller.append(next, Bytes.patterned(1)).isProblem(403, "quota-exceeded");
    Sql.of(service).update("UPDATE chunk SET dead_since = dead_since - interval '1 day'");
    sweeper.sweep();

    caller.append(next, Bytes.patterned(BYTES - 2 * PAGE)).is(200);
  }

  @Test
  void chunkThatIsThereAlreadyIsReplayedThoughThereIsNoRoom() {
    byte[] chunk = Bytes.patterned(BYTES - PAGE);
    String id = caller.open();

    List<Answer> answers = Race.run(8, lane -> caller.append(id, chunk, "offset", 0));

    assertThat(answers).allSatisfy(answer -> answer.is(200).has("size", BYTES - PAGE));
    assertThat(answers).filteredOn(answer -> answer.json().containsKey("replayed")).hasSize(7);
  }

  @Test
  void directUploadThatDoesNotFitIsRefusedAndNothingOfItStays() {
    caller.openWith(Bytes.patterned(1));
    int objects = ObjectsOnDisk.in(data).size();

    caller
        .store(Multipart.TYPE, Multipart.of("over", Bytes.patterned(BYTES)))
        .isProblem(403, "quota-exceeded")
        .has("used", 2 * PAGE);
    assertThat(ObjectsOnDisk.in(data)).hasSize(objects);

    caller.store(Multipart.TYPE, Multipart.of("fits", Bytes.patterned(BYTES - 3 * PAGE))).is(201);
  }

  @Test
  void sessionsOpenedInParallelNeverPassTheQuota() {
    List<Answer> answers =
        Race.run(SESSIONS + 10, lane -> caller.post("/uploads", Json.of("filename", "f" + lane)));

    assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(SESSIONS);
    caller
        .post("/uploads", Json.of("filename", "one more"))
        .isProblem(403, "quota-exceeded")
        .has("resource", "open_sessions")
        .has("limit", SESSIONS)
        .has("used", SESSIONS);
  }

  @Test
  void completeSessionMakesRoomForAnother() {
    List<String> files = Stream.generate(caller::open).limit(SESSIONS).toList();

    caller.post("/uploads/" + files.getFirst() + "/complete", "{}").is(200);

    caller.open();
    caller.post("/uploads", Json.of("filename", "a")).isProblem(403, "quota-exceeded");
  }

  @Test
  void repeatedRequestIsAnsweredThoughThereIsNoRoom() {
    String body = Json.of("filename", "once");
    Answer first = openOnce(body).is(201);
    Stream.generate(caller::open).limit(SESSIONS - 1).forEach(id -> assertThat(id).isNotEmpty());

    assertThat(openOnce(body).is(201).body()).isEqualTo(first.body());
  }

  private Answer openOnce(String body) {
    return caller.send(
        caller
            .json("/uploads")
            .header("Idempotency-Key", "key")
            .POST(BodyPublishers.ofString(body)));
  }

  private static long files() {
    return TestService.sql().number("SELECT count(*) FROM file");
  }

  @Test
  void diskBelowItsFreeSpaceGuardTakesNothingAndIsStillReadAndDeletedFrom() {
    String id = Caller.alice().openWith(Bytes.utf8("before"));
    try (InProcessService full = TestService.beside("--min-free-disk=1000TiB")) {
      Caller alice = new Caller(full.port(), TestService.ALICE);
      long files = files();

      alice
          .append(id, Bytes.utf8("after"))
          .isProblem(507, "insufficient-storage")
          .has("retryable", true);
      alice
          .store(Multipart.TYPE, Multipart.of("file", Bytes.utf8("after")))
          .isProblem(507, "insufficient-storage");

      alice
          .store(Multipart.TYPE, Multipart.of("file", new byte[0]))
          .isProblem(507, "insufficient-storage");
      String session = Json.of("filename", "a");
      alice.post("/uploads", session).isProblem(507, "insufficient-storage");
      alice
          .send(
              alice
                  .json("/uploads")
                  .header("Idempotency-Key", "full")
                  .POST(BodyPublishers.ofString(session)))
          .isProblem(507, "insufficient-storage");
      alice.post("/uploads/" + id + "/ticket", "{}").isProblem(507, "insufficient-storage");
      assertThat(files()).isEqualTo(files);

      assertThat(alice.bytes(id)).asString().isEqualTo("before");
      alice.delete("/files/" + id).is(204);
      assertThat(alice.get("/health/ready").is(200).text("storage")).isEqualTo("up");
    }
  }
}
