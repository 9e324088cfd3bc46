package io.piecemeal.adapters.http.form;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.piecemeal.adapters.http.problem.FailureProblems;
import io.piecemeal.adapters.http.problem.Problem;
import io.piecemeal.adapters.http.problem.RequestRejected;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.UploadRejected;
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
    Problem problem = FailureProblems.of(e);
    Object field = problem.members().getOrDefault("field", "");
    int status = problem.kind().status().getCode();
    return (status + " " + problem.kind().code() + " " + field).strip();
  }
}
