package io.piecemeal.e2e.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What every refusal looks like (api.md, part 3). */
final class ProblemAnswers {

  /** Class names, frames, pages, paths of the server. */
  private static final Pattern INNARDS =
      Pattern.compile(
          "Exception|\\bjava\\.|\\bio\\.|\\tat |<(?:!|/|html|body|script)|target/|/tmp/|/opt/|/home/|/root/");

  private ProblemAnswers() {}

  static void requireProblem(RawAnswer answer, Row row) throws IOException {
    String text = answer.head() + answer.text();
    assertThat(answer.status()).as(text).isEqualTo(row.status());
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    Map<String, String> members = members(answer.body());
    assertThat(members).as(text).containsEntry("code", row.code());
    assertThat(members).containsEntry("status", Integer.toString(row.status()));
    assertThat(members).containsEntry("type", "urn:piecemeal:problem:" + row.code());
    assertThat(members.get("title")).isNotBlank();
    assertThat(members.get("detail")).isNotBlank().isEqualTo(members.get("message"));
    assertThat(members.get("retryable")).isIn("true", "false");
    assertThat(members.get("request_id")).isEqualTo(answer.header("X-Request-Id")).isNotBlank();
    requireDiscreet(text);
  }

  /** Tells neither secrets nor bodies nor what the server is made of. */
  private static void requireDiscreet(String text) {
    assertThat(text)
        .doesNotContain(ServiceUnderTest.ALICE, ServiceUnderTest.BOB)
        .doesNotContainPattern(INNARDS);
    assertThat(text.toLowerCase(Locale.ROOT)).doesNotContain("canary", "y2fuyxj5");
  }

  /** The scalar members of the one object that the body is. */
  private static Map<String, String> members(byte[] body) throws IOException {
    Map<String, String> members = new HashMap<>();
    try (JsonParser parser = new JsonFactory().createParser(body)) {
      assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        if (parser.nextToken().isScalarValue()) {
          members.put(name, parser.getText());
        } else {
          parser.skipChildren();
        }
      }
      assertThat(parser.nextToken()).isNull();
    }
    return members;
  }
}
