package io.piecemeal.e2e.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Log lines hold neither keys nor bodies, and no caller can write a line of its own. */
class DiscreetLogTest {

  private static final String LINE_START =
      "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z [A-Z]+ +\\[[^]]*] .*";

  private final ByteArrayOutputStream captured = new ByteArrayOutputStream();
  private final PrintStream stderr = System.err;
  private final Logger ours = (Logger) LoggerFactory.getLogger("io.piecemeal");

  @BeforeEach
  void capture() {
    // The service starts before: what it says then is no caller's doing.
    assertThat(ServiceUnderTest.port()).isPositive();
    ours.setLevel(Level.DEBUG);
    System.setErr(new PrintStream(captured, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void release() {
    System.setErr(stderr);
    ours.setLevel(null);
  }

  @Test
  void hasOneLineForAnExceptionWhateverItsMessageIs() {
    ours.warn(
        "a\r\nb {}",
        "\u001b[31mc\u2028d",
        new IllegalStateException("e\r\n2026-01-01T00:00:00.000Z ERROR [] forged"));
    assertThat(log().lines()).singleElement().asString().matches(LINE_START).contains("forged");
    assertThat(log()).doesNotContain("\u001b", "\u2028", "\t");
  }

  @Test
  void holdsNothingThatCallersSent() throws IOException {
    List<Row> rows = Table.read("secrets.txt");
    for (Row row : rows) {
      send(row);
    }
    ours.warn("the end");
    assertThat(log().lines()).allMatch(line -> line.matches(LINE_START));
    assertThat(log()).contains("the end").doesNotContain("canary", "Y2FuYXJ5", "forged");
    assertThat(log()).doesNotContain(ServiceUnderTest.ALICE, ServiceUnderTest.BOB);
  }

  @Test
  void tellsOfManyRefusedKeysInFewLinesWithTheAddressAndNoKey() throws IOException {
    String wrong = "wrong-" + "0".repeat(32);
    int sent = 0;
    // Another test may have caused a line just before; the next one comes in ten seconds.
    while (sent < 50 || refusedKeys().isEmpty()) {
      present(wrong);
      sent++;
    }
    assertThat(refusedKeys())
        .hasSizeLessThan(25)
        .allMatch(line -> line.contains("not one of ours, from 127.0.0.1;"));
    assertThat(log()).doesNotContain(wrong);
  }

  private List<String> refusedKeys() {
    return log().lines().filter(line -> line.contains("an API key was refused")).toList();
  }

  private static void present(String key) throws IOException {
    String request =
        "GET /files HTTP/1.1\\r\\nHost: a\\r\\nAuthorization: Bearer ${key}\\r\\n\\r\\n";
    try (RawConnection connection = new RawConnection(ServiceUnderTest.port())) {
      connection.start(RequestBytes.of(request, Map.of("key", key)));
      assertThat(connection.answer().status()).isEqualTo(401);
    }
  }

  private static void send(Row row) throws IOException {
    String upload = Sessions.open(ServiceUnderTest.ALICE);
    try (RawConnection connection = new RawConnection(ServiceUnderTest.port())) {
      connection.start(
          RequestBytes.of(row.request(), Map.of("upload", upload, "key", ServiceUnderTest.ALICE)));
      RawAnswer answer = connection.answer();
      assertThat(answer.status()).as(row + answer.head() + answer.text()).isEqualTo(row.status());
      assertThat(answer.head() + answer.text())
          .doesNotContain("canary", "Y2FuYXJ5", ServiceUnderTest.ALICE);
    }
  }

  private String log() {
    return captured.toString(StandardCharsets.UTF_8);
  }
}
