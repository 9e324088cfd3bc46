package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only an Accept that truly excludes the answer is refused. */
class AcceptTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/*",
        "application/*;q=0.5",
        "text/html, Application/*; q=0.1",
        "application/problem+json",
        "application/json,application/problem+json",
        "application/json;charset=utf-8",
        "APPLICATION/JSON",
        "*/*",
        "*/*;q=0.1",
        "text/html, */*;q=0.8",
        "text/html;q=0, */*",
        "application/json, */*;q=0",
        "",
      })
  void jsonIsAcceptable(String accept) {
    Caller alice = Caller.alice();
    String id = alice.open();
    assertThat(alice.get("/files/" + id, "Accept", accept).is(200).header("Content-Type"))
        .contains("application/json");
    alice
        .send(
            alice
                .request("/uploads/" + id, "Accept", accept)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"data\":\"aGk=\"}")))
        .is(200);
    alice.get("/files/nowhere", "Accept", accept).isProblem(404, "not-found");
    alice.send(alice.request("/files/" + id, "Accept", accept).DELETE()).is(204);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html",
        "application/xml",
        "text/*",
        "image/*, application/pdf",
        "text/html, */*;q=0",
        "*/*;q=0",
        "application/json;q=0",
        "*/*, application/json;q=0.0",
      })
  void whatExcludesJsonIsRefusedButNoDeletion(String accept) {
    Caller alice = Caller.alice();
    String id = alice.open();
    alice.get("/files/" + id, "Accept", accept).isProblem(406, "not-acceptable");
    alice.get("/limits", "Accept", accept).isProblem(406, "not-acceptable");
    alice
        .send(
            alice
                .request("/uploads/" + id, "Accept", accept)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"data\":\"aGk=\"}")))
        .isProblem(406, "not-acceptable");
    alice.send(alice.request("/uploads/" + id, "Accept", accept).DELETE()).is(204);
  }

  /** A stream never ends, which a client that can do with JSON may not expect. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json, text/event-stream",
        "application/json, text/event-stream;q=0.1",
        "text/event-stream;q=0.1, */*"
      })
  void eventsAreJsonUnlessAStreamIsPreferred(String accept) {
    assertThat(Caller.alice().get("/events", "Accept", accept).is(200).header("Content-Type"))
        .contains("application/json");
  }

  @Test
  void typeThatIsExcludedIsNotChosen() {
    Caller alice = Caller.alice();
    assertThat(
            alice
                .get("/events", "Accept", "text/event-stream;q=0, application/json")
                .is(200)
                .header("Content-Type"))
        .contains("application/json");
    String accept = "text/html;q=0, */*";
    Answer page = alice.send(alice.anonymous("/").header("Accept", accept)).is(200);
    assertThat(page.body()).contains("This is an upload service");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/*", "application/yaml", "*/*;q=0.1"})
  void yamlIsAcceptable(String accept) {
    Caller.alice().get("/openapi.yaml", "Accept", accept).is(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/*", "text/plain", "*/*;q=0.1"})
  void metricsAreAcceptable(String accept) {
    Caller.alice().get("/metrics", "Accept", accept).is(200);
  }
}
