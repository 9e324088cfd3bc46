package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An answer that is given before the body has come reaches callers who read it only when they have
 * sent all of it, whatever they said of the connection.
 */
class EarlyAnswerTest {

  private static final int SIZE = 16 << 20;
  private static final int TIMES = 8;
  private static final byte[] BODY = new byte[SIZE];

  static {
    Arrays.fill(BODY, (byte) 'a');
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, '', application/json, 401, no-key",
    "1.1, Connection: close, application/json, 401, no-key",
    "1.1, Connection: keep-alive, application/json, 401, no-key",
    "1.0, '', text/plain, 415, alice",
    "1.1, Connection: close, text/plain, 415, alice",
    "1.0, Connection: keep-alive, text/plain, 415, alice"
  })
  void reachesWhoSendsAllBeforeReading(
      String version, String connection, String type, int status, String caller)
      throws IOException {
    String more = connection.isEmpty() ? "" : connection + "\r\n";
    for (int i = 0; i < TIMES; i++) {
      assertThat(
              answer(
                  head(version, type, caller) + more + "Content-Length: " + SIZE + "\r\n\r\n",
                  BODY,
                  ""))
          .matches("(?s)HTTP/1[.][01] " + status + " .*");
    }
  }

  @ParameterizedTest
  @CsvSource({"application/json, 401, no-key", "text/plain, 415, alice"})
  void reachesWhoSendsInChunks(String type, int status, String caller) throws IOException {
    String head =
        head("1.1", type, caller) + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (int i = 0; i < TIMES; i++) {
      String size = Integer.toHexString(SIZE) + "\r\n";
      assertThat(answer(head + size, BODY, "\r\n0\r\n\r\n"))
          .matches("(?s)HTTP/1[.][01] " + status + " .*");
    }
  }

  private static String head(String version, String type, String caller) {
    String key = caller.equals("alice") ? TestService.ALICE : "nobody";
    return "POST /uploads HTTP/%s\r\nHost: t\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\n"
        .formatted(version, key, type);
  }

  private static String answer(String head, byte[] body, String end) throws IOException {
    try (RawSocket socket = new RawSocket(TestService.port())) {
      return socket.send(head).send(body).send(end.getBytes(StandardCharsets.US_ASCII)).rest();
    }
  }
}
