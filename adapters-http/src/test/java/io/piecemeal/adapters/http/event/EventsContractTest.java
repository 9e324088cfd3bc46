package io.piecemeal.adapters.http.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.adapters.http.TestService;
import io.piecemeal.adapters.http.TestService.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What has happened, as pages and as a stream. */
final class EventsContractTest {

  private final TestService service = new TestService();

  @BeforeEach
  void openFiles() {
    for (String name : List.of("a", "b", "c")) {
      service.call("alice", "POST", "/uploads", "{\"filename\":\"%s\"}".formatted(name));
    }
    service.call("bob", "POST", "/uploads", "{\"filename\":\"d\"}");
  }

  @AfterEach
  void close() {
    service.close();
  }

  private Answer events(String query, String... headers) {
    return service.call("alice", "GET", "/events" + query, "", headers);
  }

  private static List<String> filenames(Answer page) {
    return ((List<?>) page.members().getOrDefault("data", List.of()))
        .stream()
            .map(event -> (Map<?, ?>) ((Map<?, ?>) event).get("data"))
            .map(data -> String.valueOf(data.get("filename")))
            .toList();
  }

  private static String next(Answer page) {
    return String.valueOf(page.members().get("next"));
  }

  @Test
  void pagesThatFollowEachOtherHaveEachOwnEventOnce() {
    Answer first = events("?limit=2");
    Answer last = events("?limit=2&after=" + next(first));

    assertThat(first.members()).containsEntry("has_more", true);
    assertThat(last.members()).containsEntry("has_more", false);
    assertThat(filenames(first)).hasSize(2);
    assertThat(filenames(last)).hasSize(1);
    assertThat(List.of(filenames(first), filenames(last)).toString()).contains("a", "b", "c");
    assertThat(filenames(events("?after=" + next(last)))).isEmpty();
    assertThat(next(events("?after=" + next(last)))).isEqualTo(next(last));
  }

  @Test
  void latestIsBehindAllThatHasHappened() {
    Answer none = events("?after=latest");
    service.call("alice", "POST", "/uploads", "{\"filename\":\"new\"}");

    assertThat(filenames(none)).isEmpty();
    assertThat(filenames(events("?after=" + next(none)))).containsExactly("new");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          text/event-stream                          | text/event-stream
          text/event-stream, */*                     | text/event-stream
          text/event-stream, application/json;q=0.5  | text/event-stream
          application/json;q=0.1, text/event-stream;q=0.2 | text/event-stream
          application/json                           | application/json
          */*                                        | application/json
          application/json, text/event-stream        | application/json
          text/event-stream;q=0.5, application/json  | application/json
          text/event-stream;q=0.5, */*               | application/json
          """)
  void aStreamComesWhereItIsNamedAndJsonIsNotAsWelcome(String accept, String type) {
    assertThat(events("", "Accept", accept).header("Content-Type")).isEqualTo(type);
  }

  private String stream(String query, String... lastEventId) {
    Answer answer =
        lastEventId.length == 0
            ? events(query, "Accept", "text/event-stream")
            : events(query, "Accept", "text/event-stream", "Last-Event-ID", lastEventId[0]);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    return new String(answer.response().body(), UTF_8);
  }

  @Test
  void aStreamHasEventsWithTheCursorsThatItGoesOnAt() {
    String all = stream("");

    assertThat(all)
        .startsWith("retry: 2000\n: events\n\nid: 1.")
        .contains("\nevent: file.created\ndata: {\"id\":\"")
        .doesNotContain("\"filename\":\"d\"");
    assertThat(all.lines().filter(line -> line.startsWith("data: "))).hasSize(3);
    String cursor = next(events("?limit=2"));
    assertThat(stream("?after=" + cursor).lines().filter(line -> line.startsWith("data: ")))
        .hasSize(1);
    // What a browser sends when it comes back is newer than the address that it was given.
    assertThat(stream("?after=" + cursor, next(events("")))).doesNotContain("data: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.zzz1", "0", "now", "LATEST", "1.1231.1231"})
  void whatIsNoCursorIsRefusedByTheNameOfItsPlace(String cursor) {
    assertThat(events("?after=" + cursor).members())
        .containsEntry("code", "invalid-field")
        .containsEntry("field", "after");
    assertThat(events("", "Accept", "text/event-stream", "Last-Event-ID", cursor).members())
        .containsEntry("code", "invalid-field")
        .containsEntry("field", "Last-Event-ID");
  }

  @ParameterizedTest
  @CsvSource({"limit=5, limit", "wait=5s, wait", "limit=5&wait=5s, limit"})
  void aStreamHasNoPages(String query, String field) {
    assertThat(events("?" + query, "Accept", "text/event-stream").members())
        .containsEntry("code", "invalid-field")
        .containsEntry("field", field);
  }
}
