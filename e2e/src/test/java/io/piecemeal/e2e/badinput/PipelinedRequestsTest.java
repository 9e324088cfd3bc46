package io.piecemeal.e2e.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests that are sent without waiting for answers run in their order, and none after the last
 * answer.
 */
class PipelinedRequestsTest {

  private static final int MANY = 20;

  @Test
  void runInTheirOrder() throws IOException {
    String id = Sessions.open(ServiceUnderTest.ALICE);
    String letters =
        IntStream.range(0, MANY)
            .mapToObj(i -> String.valueOf((char) ('a' + i)))
            .collect(Collectors.joining());
    try (RawConnection connection = new RawConnection(ServiceUnderTest.port())) {
      connection.start(
          letters
              .chars()
              .mapToObj(letter -> append(id, (char) letter))
              .collect(Collectors.joining())
              .getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < MANY; i++) {
        RawAnswer answer = connection.answer();
        assertThat(answer.text()).contains("\"size\":%d,".formatted(6 + i));
      }
      String content = "/files/" + id + "/content";
      assertThat(connection.exchange(Sessions.get(content, ServiceUnderTest.ALICE, "all")).text())
          .isEqualTo("hello" + letters);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"close", "close, x", "x , Close", "keep-alive, close", "x\r\nConnection: close"})
  void doNotRunBehindOneThatEndsTheConnection(String option) throws IOException {
    String id = Sessions.open(ServiceUnderTest.ALICE);
    try (RawConnection connection = new RawConnection(ServiceUnderTest.port())) {
      String last = append(id, 'a').replace("Host: t", "Host: t\r\nConnection: " + option);
      connection.start((last + append(id, 'b')).getBytes(StandardCharsets.UTF_8));
      RawAnswer answer = connection.answer();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.saysClose()).isTrue();
      assertThat(connection.isEnded()).isTrue();
    }
    assertThat(Sessions.look(ServiceUnderTest.ALICE, id)).contains("\"size\":6,");
  }

  @ParameterizedTest
  @ValueSource(strings = {"close, x", "x, close"})
  void doNotRunBehindAnotherThanAnAppendThatEndsTheConnection(String option) throws IOException {
    String get =
        Sessions.get("/limits", ServiceUnderTest.ALICE, "last")
            .replace("Host: t", "Host: t\r\nConnection: " + option);
    try (RawConnection connection = new RawConnection(ServiceUnderTest.port())) {
      connection.start((get + get).getBytes(StandardCharsets.UTF_8));
      RawAnswer answer = connection.answer();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.saysClose()).isTrue();
      assertThat(connection.isEnded()).isTrue();
    }
  }

  @Test
  void appendNothingWhereTheConnectionEndsWithinTheBody() throws IOException {
    String id = Sessions.open(ServiceUnderTest.ALICE);
    String request = append(id, 'a');
    try (RawConnection connection = new RawConnection(ServiceUnderTest.port())) {
      connection
          .send(request.substring(0, request.length() - 1).getBytes(StandardCharsets.UTF_8))
          .join();
      connection.endOutput();
      assertThat(connection.isEnded()).as("there is no answer to half a request").isTrue();
    }
    assertThat(Sessions.look(ServiceUnderTest.ALICE, id)).contains("\"size\":5,");
  }

  private static String append(String id, char letter) {
    return Sessions.json(
        "PUT /uploads/" + id,
        ServiceUnderTest.ALICE,
        "{\"encoding\":\"utf8\",\"data\":\"" + letter + "\"}");
  }
}
