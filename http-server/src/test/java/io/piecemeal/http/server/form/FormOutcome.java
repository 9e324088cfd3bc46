package io.piecemeal.http.server.form;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.RequestRejected;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** What the reader makes of a form, in one line: one character a byte. */
final class FormOutcome {

  private FormOutcome() {}

  static String of(byte[] body, Boundary boundary) {
    return of(new ByteArrayInputStream(body), boundary);
  }

  static String of(InputStream body, Boundary boundary) {
    try {
      FormFile file = FormReader.read(body, boundary);
      return stored(file.name(), file.contentType(), file.content().readAllBytes());
    } catch (RequestRejected | UploadRejected e) {
      return refused(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String stored(FileName name, ContentType type, byte[] content) {
    return new String(name.value().getBytes(UTF_8), ISO_8859_1)
        + ", "
        + type
        + ", <"
        + new String(content, ISO_8859_1)
        + ">";
  }

  static String refused(RuntimeException e) {
    return switch (e) {
      case RequestRejected rejected -> refused(rejected.problem());
      case UploadRejected rejected -> refused(rejected.refusal());
      default -> throw e;
    };
  }

  private static String refused(Problem problem) {
    Object field = problem.members().getOrDefault("field", "");
    int status = problem.kind().status().getCode();
    return (status + " " + problem.kind().code() + " " + field).strip();
  }

  private static String refused(Refusal refusal) {
    return switch (refusal) {
      case Refusal.BadFilename _ -> "422 bad-filename filename";
      case Refusal.InvalidField invalid -> "422 invalid-field " + invalid.input().word();
      default -> throw new AssertionError("no refusal of a form: " + refusal);
    };
  }
}
