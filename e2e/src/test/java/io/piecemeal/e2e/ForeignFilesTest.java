package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Another owner's file answers exactly like one that is not there. */
class ForeignFilesTest {

  private static final String MISSING = "0".repeat(32);

  private final Caller alice = Caller.alice();
  private final Caller bob = Caller.bob();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET    | /files/%s                |",
        "GET    | /files/%s/content        |",
        "HEAD   | /files/%s/content        |",
        "DELETE | /files/%s                |",
        "DELETE | /uploads/%s              |",
        "GET    | /uploads/%s/chunks       |",
        "PUT    | /uploads/%s              | {\"data\":\"aGVsbG8=\"}",
        "PUT    | /uploads/%s              | {\"data\":\"aGVsbG8=\",\"offset\":0}",
        "POST   | /uploads/%s/complete     | {}",
        "POST   | /uploads/%s/complete     | {\"size\":99}",
        "POST   | /uploads/%s/rewind       | {\"to_size\":0,\"if_size\":5}",
      })
  void foreignFileAnswersLikeAMissingOne(String method, String path, String body) {
    String foreign = alice.openWith(Bytes.utf8("hello"));
    Answer missing = call(method, path.formatted(MISSING), body).is(404);
    Answer answer = call(method, path.formatted(foreign), body).is(404);
    assertThat(bodyBesideTheId(answer)).isEqualTo(bodyBesideTheId(missing));
    assertThat(headersBesideTheId(answer)).isEqualTo(headersBesideTheId(missing));
    assertThat(alice.bytes(foreign)).asString().isEqualTo("hello");
    alice.find(foreign).has("status", "uploading");
  }

  private Answer call(String method, String path, String body) {
    BodyPublisher publisher =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    return bob.send(bob.json(path).method(method, publisher));
  }

  private static String bodyBesideTheId(Answer answer) {
    return answer.body().replace(answer.header("X-Request-Id").orElseThrow(), "<id>");
  }

  private static Map<String, Object> headersBesideTheId(Answer answer) {
    Map<String, Object> headers = new TreeMap<>(answer.response().headers().map());
    headers.keySet().removeIf(name -> name.equalsIgnoreCase("x-request-id"));
    headers.keySet().removeIf(name -> name.equalsIgnoreCase("date"));
    // The connection is closed where the refusal was there before the end of the body.
    headers.keySet().removeIf(name -> name.equalsIgnoreCase("connection"));
    return new HashMap<>(headers);
  }

  @Test
  void foreignFileThatWasDeletedIsMissingToo() {
    String foreign = alice.openWith(Bytes.utf8("hello"));
    alice.delete("/files/" + foreign).is(204);
    alice.find(foreign).isProblem(410, "gone");
    bob.find(foreign).isProblem(404, "not-found");
  }

  @Test
  void foreignFilesAreNotListed() {
    String foreign = alice.open();
    assertThat(bob.get("/files").is(200).data()).noneMatch(file -> file.containsValue(foreign));
    assertThat(alice.get("/files").is(200).data()).anyMatch(file -> file.containsValue(foreign));
  }

  @Test
  void malformedIdIsTheIdOfNoFile() {
    Answer missing = bob.find(MISSING).is(404);
    for (String malformed : new String[] {"A".repeat(32), "a".repeat(31), "a".repeat(33), "%00"}) {
      assertThat(bodyBesideTheId(bob.find(malformed).is(404))).isEqualTo(bodyBesideTheId(missing));
    }
  }
}
