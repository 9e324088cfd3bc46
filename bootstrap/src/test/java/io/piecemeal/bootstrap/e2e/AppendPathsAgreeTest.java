package io.piecemeal.bootstrap.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An append is answered alike whether it takes the short way or the framework's. */
class AppendPathsAgreeTest {

  /** Takes a request to the framework, which finds it harmless. */
  private static final String[] LONG_WAY = {"Content-Encoding", "identity"};

  /** Also whether the connection is closed: if the answer comes before the end of the body. */
  private static final Set<String> OF_THE_MOMENT =
      Set.of("date", "x-request-id", "content-length", "connection");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\":\"aGk=\"}",
        "{\"data\":\"aGk=\",\"offset\":0}",
        "{\"data\":\"aGk=\",\"complete\":true}",
        "{\"data\":\"aGk=\",\"offset\":7}",
        "{\"data\":\"\"}",
        "{\"data\":\"aGk\"}",
        "{\"data\":\"aGk=\",\"sha256\":\"00\"}",
        "{\"dta\":\"aGk=\"}",
        "{\"data\":\"aGk=\"} trailing",
        "not JSON"
      })
  void answersAreTheSame(String json) {
    assertThat(look(append(Caller.alice(), Caller.alice().open(), json)))
        .isEqualTo(look(append(Caller.alice(), Caller.alice().open(), json, LONG_WAY)));
  }

  @Test
  void refusalsOfTheCallerAreTheSame() {
    String id = Caller.alice().open();
    String json = "{\"data\":\"aGk=\"}";
    Caller stranger = new Caller(TestService.port(), "no-key-of-anybody-in-this-service-1234");
    assertThat(look(append(stranger, id, json)))
        .isEqualTo(look(append(stranger, id, json, LONG_WAY)));
    assertThat(append(stranger, id, json).is(401).header("WWW-Authenticate").orElseThrow())
        .startsWith("Bearer ");
    assertThat(look(append(Caller.bob(), id, json)))
        .isEqualTo(look(append(Caller.bob(), id, json, LONG_WAY)));
    append(Caller.bob(), id, json).isProblem(404, "not-found");
  }

  @Test
  void requestIdOfTheCallerIsKeptOnBoth() {
    String id = Caller.alice().open();
    String json = "{\"data\":\"aGk=\"}";
    assertThat(append(Caller.alice(), id, json, "X-Request-Id", "mine").header("X-Request-Id"))
        .contains("mine");
  }

  @Test
  void bothAreCountedUnderTheSameRoute() {
    String id = Caller.alice().open();
    append(Caller.alice(), id, "{\"data\":\"aGk=\"}").is(200);
    append(Caller.alice(), id, "{\"data\":\"aGk=\"}", LONG_WAY).is(200);
    String metrics = Caller.alice().get("/metrics").body();
    assertThat(metrics)
        .containsOnlyOnce(
            "http_server_requests_seconds_count{exception=\"none\",method=\"PUT\","
                + "status=\"200\",uri=\"/uploads/{fileId}\"} ");
  }

  private static Answer append(Caller caller, String id, String json, String... headers) {
    return caller.send(
        caller
            .request("/uploads/" + id, headers)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(json)));
  }

  /** All that may not differ: status, header fields, members. */
  private static Map<String, Object> look(Answer answer) {
    Map<String, Object> members = new LinkedHashMap<>(answer.json());
    members.remove("request_id");
    members.remove("next");
    if (members.containsKey("file_id")) {
      members.keySet().removeAll(Set.of("file_id", "created_at", "updated_at", "expires_at"));
    }
    Map<String, Object> fields = new TreeMap<>(answer.response().headers().map());
    OF_THE_MOMENT.forEach(fields::remove);
    return Map.of("status", answer.status(), "fields", fields, "members", members);
  }
}
