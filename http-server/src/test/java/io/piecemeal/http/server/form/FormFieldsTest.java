package io.piecemeal.http.server.form;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.domain.upload.FileName;
import io.piecemeal.http.server.problem.RequestRejected;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Forms with fields beside their file. */
class FormFieldsTest {

  private static final FormShape SHAPE =
      new FormShape("file", Optional.empty(), Set.of("purpose", "expires_after[seconds]"));

  private static final String FILE =
      "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nbytes\r\n";

  private static String field(String name, String value) {
    return "--x\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
        .formatted(name, value);
  }

  private static FormFile read(String body, FormShape shape) throws IOException {
    return FormReader.read(
        new ByteArrayInputStream(body.getBytes(UTF_8)), new Boundary("x"), shape);
  }

  /** As Node.js sends it: no line's end behind the last delimiter. */
  @Test
  void fieldsBehindTheFileAreKnownWhenItEnds() throws IOException {
    FormFile file =
        read(
            FILE + field("purpose", "batch") + field("expires_after[seconds]", "3600") + "--x--",
            SHAPE);

    assertThat(file.fields().text("purpose")).isEmpty();
    assertThat(file.content()).hasContent("bytes");
    assertThat(file.fields().text("purpose")).contains("batch");
    assertThat(file.fields().text("expires_after[seconds]")).contains("3600");
  }

  @Test
  void fieldsBeforeTheFileAreKnownAtOnce() throws IOException {
    FormFile file = read(field("purpose", "bätch") + FILE + "--x--\r\n", SHAPE);

    assertThat(file.fields().text("purpose")).contains("bätch");
    assertThat(file.content()).hasContent("bytes");
  }

  @Test
  void aFieldMayBeEmptyAndIsNotGivenThen() throws IOException {
    FormFile file = read(field("purpose", "") + FILE + "--x--", SHAPE);

    assertThat(file.content()).hasContent("bytes");
    assertThat(file.fields().text("purpose")).isEmpty();
  }

  @Test
  void whatIsWrongWithAFieldIsSaidBeforeTheFileEnds() throws IOException {
    refuses(FILE + field("purpos", "batch") + "--x--", "unknown-field");
    refuses(FILE + field("purpose", "a") + field("purpose", "b") + "--x--", "invalid-field");
    refuses(FILE + field("purpose", "a".repeat(1025)) + "--x--", "invalid-field");
    refuses(FILE + field("purpose", "a") + FILE + "--x--", "invalid-field");
    refuses(FILE + field("purpose", "a"), "bad-request");
    refuses(FILE + "--x\r\nContent-Disposition: form-data; name=purpose\r\n\r\nba", "bad-request");
    refuses(field("purpose", "a") + "--x--", "missing-field");
  }

  private static void refuses(String body, String code) {
    assertThatThrownBy(() -> read(body, SHAPE).content().readAllBytes())
        .as(body)
        .isInstanceOf(RequestRejected.class)
        .hasMessage(code);
  }

  @Test
  void aPlainFieldIsAFileWhereItNeedsNoName() throws IOException {
    FormShape shape = new FormShape("data", Optional.of(new FileName("part")), Set.of());

    FormFile file = read(field("data", "bytes") + "--x--", shape);

    assertThat(file.name()).isEqualTo(new FileName("part"));
    assertThat(file.content()).hasContent("bytes");
  }
}
