package io.piecemeal.http.server.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.RequestRejected;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The small JSON bodies. */
class MembersTest {

  private static Members read(String body) throws IOException {
    return Members.read(
        new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1)),
        Set.of("filename", "size", "sha256"));
  }

  private static ProblemKind refusal(String body) {
    return catchThrowableOfType(RequestRejected.class, () -> read(body)).problem().kind();
  }

  @Test
  void readsTextsAndCounts() throws IOException {
    Members members = read(" {\"filename\": \"a\\u00e9\", \"size\": 9223372036854775807} \n");
    assertThat(members.requireText("filename")).isEqualTo("aé");
    assertThat(members.count("size")).contains(new ByteCount(Long.MAX_VALUE));
    assertThat(members.sha256("sha256")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "\"x\"",
        "1",
        "{",
        "{\"filename\"",
        "{\"filename\":\"a\"",
        "{\"filename\":\"a\"}}",
        "{\"filename\":\"a\"} x",
        "{\"filename\":\"a\"}{}",
        "{\"filename\":\"a\",}",
        "{\"filename\":\"a\",\"filename\":\"b\"}",
        "{\"filename\":\"a\",\"file\\u006eame\":\"b\"}",
        "{filename:\"a\"}",
        "{'filename':'a'}",
        "{\"filename\":\"\u0001\"}",
        "{\"filename\":\"\\x\"}",
        "{\"filename\":\"\\ud800\"}",
        "{\"size\":01}",
        "{\"size\":+1}",
        "{\"size\":NaN}",
        "{\"filename\":\"a\"}//",
        "\u00ef\u00bb\u00bf\u00ef\u00bb\u00bf{\"filename\":\"a\"}",
        "\u00ff\u00fe{\u0000}\u0000",
        "\u00fe\u00ff\u0000{\u0000}",
        "{\"filename\":\"\u00c0\u00af\"}",
        "{\"filename\":\"\u00ed\u00a0\u0080\"}",
        "{\"filename\":\"\u00ff\"}",
        "{\u0000}",
      })
  void refusesWhatIsNotOneObject(String body) {
    assertThat(refusal(body)).isEqualTo(ProblemKind.INVALID_JSON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"x\"",
        "\"-5\"",
        "\" 5\"",
        "1.9",
        "1e-3",
        "-1",
        "9223372036854775808",
        "true",
        "[]"
      })
  void refusesCountsOfAnotherType(String value) throws IOException {
    Members members = read("{\"size\":%s}".formatted(value));
    RequestRejected rejected =
        catchThrowableOfType(RequestRejected.class, () -> members.count("size"));
    assertThat(rejected.problem().kind()).isEqualTo(ProblemKind.INVALID_FIELD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "false", "{}", "[\"a\"]"})
  void refusesTextsOfAnotherType(String value) throws IOException {
    Members members = read("{\"filename\":%s}".formatted(value));
    RequestRejected rejected =
        catchThrowableOfType(RequestRejected.class, () -> members.requireText("filename"));
    assertThat(rejected.problem().kind()).isEqualTo(ProblemKind.INVALID_FIELD);
  }

  @Test
  void whatHasNoValueIsNotGiven() throws IOException {
    Members members = read("{\"filename\":null,\"size\":\"\",\"sha256\":null}");
    assertThat(members.count("size")).isEmpty();
    assertThat(members.sha256("sha256")).isEmpty();
    RequestRejected rejected =
        catchThrowableOfType(RequestRejected.class, () -> members.requireText("filename"));
    assertThat(rejected.problem().kind()).isEqualTo(ProblemKind.MISSING_FIELD);
  }

  @Test
  void numbersInQuotesAreNumbers() throws IOException {
    assertThat(read("{\"size\":\"0\"}").count("size")).contains(ByteCount.ZERO);
  }

  @Test
  void aByteOrderMarkIsSkipped() throws IOException {
    assertThat(read("\u00ef\u00bb\u00bf{\"filename\":\"a\"}").text("filename")).contains("a");
  }

  @Test
  void namesTheFieldThatWasProbablyMeant() {
    RequestRejected rejected =
        catchThrowableOfType(RequestRejected.class, () -> read("{\"fileName\":\"a\"}"));
    assertThat(rejected.problem().kind()).isEqualTo(ProblemKind.UNKNOWN_FIELD);
    assertThat(rejected.problem().members())
        .containsEntry("field", "fileName")
        .containsEntry("nearest", "filename")
        .containsEntry(
            "detail",
            "The body has a field 'fileName' that is not known. Did you mean 'filename'?"
                + " Known are: filename, sha256, size.");
  }

  @Test
  void refusesABodyThatIsTooLarge() {
    assertThat(refusal("{\"filename\":\"" + "a".repeat(70_000) + "\"}"))
        .isEqualTo(ProblemKind.BODY_TOO_LARGE);
  }

  @Test
  void refusesDeepNestingWithoutRunningOutOfStack() {
    assertThat(refusal("{\"filename\":" + "[".repeat(60_000))).isEqualTo(ProblemKind.INVALID_JSON);
  }

  @Test
  void anAbsentBodyHasNoMembersWhereNoneAreNeeded() throws IOException {
    Members members = Members.readOptional(new ByteArrayInputStream(new byte[0]), Set.of("size"));
    assertThat(members.count("size")).isEmpty();
  }
}
