package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.in.SweepFiles;
import io.piecemeal.testkit.Race;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that name themselves, and so may be sent again. */
class IdempotencyTest {

  private static final String HEADER = "Idempotency-Key";
  private static final String REPLAYED = "Idempotency-Replayed";

  private final Caller alice = Caller.alice();
  private final String key = UUID.randomUUID().toString();

  @Test
  void repeatedOpeningGetsTheFirstAnswer() {
    String body =
        Json.of(
            "filename", "f", "size", 7, "content_type", "text/plain", "sha256", "ab".repeat(32));

    Answer first = open(key, body).is(201);
    Answer second = open(key, body).is(201);

    assertThat(first.header(REPLAYED)).isEmpty();
    assertRepeats(second, first);
  }

  private static void assertRepeats(Answer answer, Answer first) {
    assertThat(answer.body()).isEqualTo(first.body());
    assertThat(answer.header("Location")).isEqualTo(first.header("Location"));
    assertThat(answer.header(REPLAYED)).contains("true");
  }

  @Test
  void sameRequestIsWrittenInManyWays() {
    Answer first = open(key, "{\"filename\":\"f\",\"size\":7}").is(201);

    assertRepeats(open(key, " { \"size\" : 7 , \"filename\" : \"\\u0066\" } "), first);
  }

  @Test
  void firstAnswerIsGivenWhateverBecameOfTheFile() {
    String body = Json.of("filename", "f");
    Answer first = open(key, body).is(201);

    alice.append(first.fileId(), Bytes.utf8("hello")).is(200);
    assertRepeats(open(key, body).is(201), first);
    alice.delete("/files/" + first.fileId()).is(204);
    assertRepeats(open(key, body).is(201), first);
  }

  @Test
  void otherRequestsMayNotHaveTheSameKey() {
    open(key, Json.of("filename", "f")).is(201);

    open(key, Json.of("filename", "g"))
        .isProblem(422, "idempotency-key-reused")
        .has("field", HEADER)
        .has("retryable", false);
    open(key, Json.of("filename", "f", "size", 1)).isProblem(422, "idempotency-key-reused");
    store(key, "f", Bytes.utf8("hello")).isProblem(422, "idempotency-key-reused");
  }

  @Test
  void refusedRequestLeavesItsKeyFree() {
    open(key, Json.of("filename", "a/b")).isProblem(422, "bad-filename");
    open(key, Json.of("filename", "f", "size", Long.MAX_VALUE)).isProblem(413, "file-too-large");

    open(key, Json.of("filename", "f")).is(201);
  }

  @Test
  void ofTwinsOneOpensASessionAndAllOthersAreToldOfIt() {
    String body = Json.of("filename", "twin");

    List<Answer> answers = Race.run(30, lane -> open(key, body));

    Answer first = first(answers);
    assertThat(answers)
        .allSatisfy(answer -> assertThat(answer.is(201).body()).isEqualTo(first.body()));
    assertThat(answers).filteredOn(answer -> answer.header(REPLAYED).isPresent()).hasSize(29);
    assertThat(rows("SELECT count(*) FROM file WHERE file_id = ?", first.fileId())).isEqualTo(1);
  }

  private static Answer first(List<Answer> answers) {
    return answers.stream()
        .filter(answer -> answer.header(REPLAYED).isEmpty())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void keysBelongToTheirOwner() {
    String body = Json.of("filename", "f");
    Answer hers = open(key, body).is(201);

    Answer his = send(Caller.bob(), key, "/uploads", "application/json", text(body)).is(201);

    assertThat(his.fileId()).isNotEqualTo(hers.fileId());
    assertThat(his.header(REPLAYED)).isEmpty();
  }

  @Test
  void withoutAKeyEveryRequestIsANewOne() {
    assertThat(alice.open()).isNotEqualTo(alice.open());
  }

  @Test
  void repeatedFileIsStoredOnce() {
    byte[] bytes = Bytes.patterned(9 << 20);
    Answer first = store(key, "big", bytes).is(201);
    var objects = ObjectsOnDisk.ofTestService();

    assertRepeats(store(key, "big", bytes).is(201), first);

    assertThat(ObjectsOnDisk.ofTestService()).isSubsetOf(objects);
    assertThat(alice.bytes(first.fileId())).isEqualTo(bytes);
  }

  @Test
  void fileWithOtherBytesMayNotHaveTheSameKey() {
    Answer first = store(key, "f", Bytes.utf8("hello")).is(201);
    var objects = ObjectsOnDisk.ofTestService();

    store(key, "f", Bytes.utf8("jello")).isProblem(422, "idempotency-key-reused");

    assertThat(ObjectsOnDisk.ofTestService()).isSubsetOf(objects);
    assertThat(alice.bytes(first.fileId())).asString().isEqualTo("hello");
  }

  @Test
  void ofTwinFilesOneIsStored() {
    byte[] bytes = Bytes.patterned(100_000);

    List<Answer> answers = Race.run(10, lane -> store(key, "twin", bytes));

    Answer first = first(answers);
    assertThat(answers)
        .allSatisfy(answer -> assertThat(answer.is(201).body()).isEqualTo(first.body()));
    assertThat(answers).filteredOn(answer -> answer.header(REPLAYED).isPresent()).hasSize(9);
    assertThat(alice.bytes(first.fileId())).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "k\tk"})
  void keyThatIsNotVisibleAsciiIsRefused(String text) {
    open(text, Json.of("filename", "f")).isProblem(422, "invalid-field").has("field", HEADER);
    store(text, "f", Bytes.utf8("x")).isProblem(422, "invalid-field").has("field", HEADER);
  }

  @Test
  void keyMayHave255CharactersAndNotMore() {
    String longest = key + "k".repeat(255 - key.length());

    open(longest, Json.of("filename", "f")).is(201);
    open(longest + "k", Json.of("filename", "f")).isProblem(422, "invalid-field");
  }

  @Test
  void twoKeysAreRefused() {
    alice
        .send(
            alice
                .json("/uploads")
                .header(HEADER, key)
                .header(HEADER, "other")
                .POST(text(Json.of("filename", "f"))))
        .isProblem(400, "bad-request");
  }

  @Test
  void keyIsFreeAgainAfter24HoursAndThenSwept() {
    Answer first = open(key, Json.of("filename", "f")).is(201);
    age("23 hours 59 minutes");
    open(key, Json.of("filename", "g")).isProblem(422, "idempotency-key-reused");

    age("1 minute");
    Answer second = open(key, Json.of("filename", "g")).is(201);
    assertThat(second.fileId()).isNotEqualTo(first.fileId());
    TestService.service().bean(SweepFiles.class).sweep();
    assertRepeats(open(key, Json.of("filename", "g")).is(201), second);

    age("24 hours");
    TestService.service().bean(SweepFiles.class).sweep();
    assertThat(rows("SELECT count(*) FROM first_answer WHERE idempotency_key = ?", key)).isZero();
  }

  private void age(String interval) {
    TestService.sql()
        .update(
            "UPDATE first_answer SET created_at = created_at - CAST(? AS interval)"
                + " WHERE idempotency_key = ?",
            interval,
            key);
  }

  private static long rows(String sql, Object value) {
    return TestService.sql().number(sql, value);
  }

  private Answer open(String withKey, String body) {
    return send(alice, withKey, "/uploads", "application/json", text(body));
  }

  private Answer store(String withKey, String name, byte[] bytes) {
    return send(alice, withKey, "/files", Multipart.TYPE, Multipart.of(name, bytes));
  }

  private static Answer send(
      Caller caller, String key, String path, String type, BodyPublisher body) {
    HttpRequest.Builder request = caller.request(path, "Content-Type", type, HEADER, key);
    return caller.send(request.POST(body));
  }

  private static BodyPublisher text(String body) {
    return BodyPublishers.ofString(body);
  }
}
