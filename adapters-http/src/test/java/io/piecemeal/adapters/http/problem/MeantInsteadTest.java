package io.piecemeal.adapters.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.http.server.problem.MeantCalls.Advice;
import io.piecemeal.http.server.problem.NextCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which call is meant by a method that a path does not take. */
final class MeantInsteadTest {

  private static final String ID = "a234567890123456789012345678901z";

  private final MeantInstead meant = new MeantInstead();

  @ParameterizedTest
  @CsvSource({
    "GET, /uploads/ID, GET, /files/ID",
    "HEAD, /uploads/ID, GET, /files/ID",
    "GET, /uploads/ID/, GET, /files/ID",
    "GET, /uploads, GET, /files",
    "GET, /uploads/, GET, /files",
    "PUT, /files/ID, PUT, /uploads/ID",
    "PATCH, /files/ID, PUT, /uploads/ID",
    "POST, /files/ID/, PUT, /uploads/ID"
  })
  void filesAreReadAtFilesAndWrittenAtUploads(
      String method, String path, String nextMethod, String nextPath) {
    NextCall call = meant.by(method, path.replace("ID", ID)).map(Advice::call).orElseThrow();

    assertThat(call.method()).isEqualTo(nextMethod);
    assertThat(call.path()).isEqualTo(nextPath.replace("ID", ID));
    assertThat(call.body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // Nobody can tell what is to be written, or where.
    "PUT, /files",
    "POST, /files/",
    "PATCH, /uploads/ID",
    "POST, /uploads/ID",
    "DELETE, /uploads",
    "GET, /files/ID",
    "DELETE, /files/ID",
    "OPTIONS, /uploads/ID",
    "get, /uploads/ID",
    "GET, /uploads/ID/chunks",
    "GET, /uploads/ID//",
    "GET, /uploads//ID",
    "GET, /Uploads/ID",
    "GET, /uploads/short",
    "GET, /uploads/IDx",
    "GET, /v1/uploads/ID",
    "GET, /"
  })
  void nothingIsMeantByAnythingElse(String method, String path) {
    assertThat(meant.by(method, path.replace("ID", ID))).isEmpty();
  }

  /** A problem holds no text that a caller chose. */
  @ParameterizedTest
  @ValueSource(strings = {"A234567890123456789012345678901Z", "a23456789012345678901234567890<>"})
  void aTextThatIsNoIdIsNotRepeated(String text) {
    assertThat(meant.by("GET", "/uploads/" + text)).isEmpty();
    assertThat(meant.by("PUT", "/files/" + text)).isEmpty();
  }

  @Test
  void theSentenceNamesThePathAndNoId() {
    assertThat(meant.by("GET", "/uploads/" + ID).map(Advice::sentence))
        .contains("Files are read at /files, also while they are uploaded.");
    assertThat(meant.by("PUT", "/files/" + ID).map(Advice::sentence))
        .contains("Bytes are appended by PUT /uploads/{file_id}.");
  }
}
