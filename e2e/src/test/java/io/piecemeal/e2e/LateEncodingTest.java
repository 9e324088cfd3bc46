package io.piecemeal.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.e2e.ObjectsOnDisk.StoredObject;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An encoding that stands behind data of any length, as it does where keys are sorted. */
class LateEncodingTest {

  private static final int LIMIT = 5 * 1024 * 1024;

  private final Caller alice = Caller.alice();
  private final String id = alice.open();

  static Stream<Text> texts() {
    byte[] pattern = Bytes.patterned(LIMIT);
    return Stream.of(
        new Text("hexadecimal", "hex", pattern),
        new Text("zeros in hexadecimal", "hex", new byte[LIMIT]),
        new Text("Base64", "base64", pattern),
        new Text("zeros in Base64", "base64", new byte[LIMIT]),
        new Text("web-safe Base64", "base64url", pattern),
        new Text("ASCII in web-safe Base64", "base64url", repeated("plain\n")),
        new Text("Base64 as it is", "utf8", repeated("QUJD")),
        new Text("Base64 in lines as it is", "utf8", repeated("QUJDQUI=\n")),
        new Text("Base64, then words", "utf8", ("QUJD".repeat(50_000) + "Nägel").getBytes(UTF_8)),
        new Text("digits as they are", "utf8", repeated("0123456789")));
  }

  private static byte[] repeated(String unit) {
    return unit.repeat(LIMIT / unit.length()).getBytes(US_ASCII);
  }

  /** A text that looks like one in another encoding to those who see only its beginning. */
  static final class Text {

    private final String name;
    private final String encoding;
    private final byte[] bytes;

    Text(String name, String encoding, byte[] bytes) {
      this.name = name;
      this.encoding = encoding;
      this.bytes = bytes;
    }

    String of(byte[] chunk) {
      return switch (encoding) {
        case "hex" -> HexFormat.of().formatHex(chunk);
        case "base64" -> Json.base64(chunk);
        case "base64url" -> Base64.getUrlEncoder().withoutPadding().encodeToString(chunk);
        default -> new String(chunk, UTF_8);
      };
    }

    String body(String text) {
      return Json.of("data", text, "encoding", encoding);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void aLargeChunkIsTakenAsWhatItIs(Text text) {
    alice.put("/uploads/" + id, text.body(text.of(text.bytes))).is(200);
    assertThat(alice.bytes(id)).isEqualTo(text.bytes);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void aByteMoreThanTheLimitIsTooMuch(Text text) throws Exception {
    Set<StoredObject> before = ObjectsOnDisk.ofTestService();
    byte[] larger = new byte[LIMIT + 1];
    for (int at = 0; at < larger.length; at++) {
      larger[at] = text.bytes[at % text.bytes.length];
    }
    larger[LIMIT] = 'x';
    alice.put("/uploads/" + id, text.body(text.of(larger))).isProblem(413, "chunk-too-large");
    assertNothingWasAdded(before);
  }

  @ParameterizedTest
  @CsvSource({
    "hex, 61, g, 3000000",
    "hex, 00, 0, 3000001",
    "base64, QUJD, -, 3000000",
    "base64, QUJD, =, 3000000",
    "base64url, QUJD, +, 3000000",
    "base64url, QU_D, /, 3000000",
    "hex, QUJD, x, 0",
    "base64, 'ab, ', x, 2",
  })
  void badTextIsRefusedWithItsPosition(String encoding, String unit, String end, int position)
      throws Exception {
    Set<StoredObject> before = ObjectsOnDisk.ofTestService();
    String text = unit.repeat(3_000_000 / unit.length()) + end;
    alice
        .put("/uploads/" + id, Json.of("data", text, "encoding", encoding))
        .isProblem(422, "invalid-base64")
        .has("position", position);
    assertNothingWasAdded(before);
  }

  @Test
  void aBodyThatIsCutOffLeavesNothing() throws Exception {
    Set<StoredObject> before = ObjectsOnDisk.ofTestService();
    for (String unit : new String[] {"61", "QU-D", "QUJD\\n", "QUJD"}) {
      String part = "{\"data\":\"" + unit.repeat(200_000) + "\",\"encoding\":\"ut";
      alice.put("/uploads/" + id, part).isProblem(400, "invalid-json");
      try (RawSocket socket = new RawSocket(TestService.port())) {
        socket
            .send("PUT /uploads/" + id + " HTTP/1.1\r\nHost: localhost\r\n")
            .send("Authorization: Bearer " + TestService.ALICE + "\r\n")
            .send("Content-Type: application/json\r\nContent-Length: 9000000\r\n\r\n" + part);
      }
    }
    assertNothingWasAdded(before);
  }

  private void assertNothingWasAdded(Set<StoredObject> before) throws Exception {
    assertThat(alice.bytes(id)).isEmpty();
    Await.until(
        "nothing is left of it",
        Duration.ofSeconds(30),
        () -> before.containsAll(ObjectsOnDisk.ofTestService()));
  }
}
