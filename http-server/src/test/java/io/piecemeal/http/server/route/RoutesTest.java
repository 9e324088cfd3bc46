package io.piecemeal.http.server.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.in.Authorize.Attempted;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.http.server.adapter.KnownMethods;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RoutesTest {

  private static final String ID = "or44tb4f7lq63cace3evi2gmmfk5ti2v";

  private final Routes routes =
      new Routes(
          Stream.of(
              "/",
              "/files",
              "/files/{fileId}",
              "/files/{fileId}/content",
              "/openai/v1/uploads/{uploadId}/cancel",
              "/admin/keys/{keyId}",
              "/admin/owners/{owner}/quota",
              "/tickets/{token}",
              "/tickets/authorize",
              "/tickets/assets/page.js"),
          new KnownMethods(List.of()));

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/files, /files",
    "/files/, /files",
    "/files?after=x, /files",
    "/files/%ID/content, /files/%ID/content",
    "/files/%ID/, /files/%ID",
    "http://host/files/%ID?key=secret, /files/%ID",
    "/openai/v1/uploads/upload_%ID/cancel, /openai/v1/uploads/%ID/cancel",
    "/files/file-%ID, /files/%ID",
    "/files/a-b-%ID, /files/{fileId}",
    "/tickets/pmt_0123456789abcdef01234567, /tickets/{token}",
    "/admin/keys/0123456789abcdef, /admin/keys/0123456789abcdef",
    "/admin/owners/alice/quota, /admin/owners/{owner}/quota",
    "/tickets/pt_secret, /tickets/{token}",
    "/tickets/pt%5Fsecret?x, /tickets/{token}",
    "/tickets/authorize, /tickets/authorize",
    "/tickets/assets/page.js, /tickets/assets/page.js",
    "/tickets/a/secret, (other)",
    "/secret, (other)",
    "//files, (other)",
    "/files/SECRET, /files/{fileId}",
    "/files/a/secret_name, (other)",
    "/%zz, (other)",
    "/%ID, (other)",
    "'', (other)"
  })
  void pathsAreNamedWithoutACallersText(String target, String route) {
    assertThat(routes.of(target.replace("%ID", ID))).isEqualTo(route.replace("%ID", ID));
  }

  @Test
  void anAttemptSaysWhatWasAskedForAndWhichFileItIsAbout() {
    assertThat(routes.attempt("DELETE", "/files/" + ID + "?key=secret"))
        .isEqualTo(new Attempted("DELETE /files/" + ID, FileId.parse(ID)));
    assertThat(routes.attempt("DELETE", "/files/file-" + ID).file()).isEqualTo(FileId.parse(ID));
    assertThat(routes.attempt("GET", "/files/SECRET"))
        .isEqualTo(new Attempted("GET /files/{fileId}", Optional.empty()));
    assertThat(routes.attempt("POST", "/openai/v1/uploads/upload_" + ID + "/cancel").file())
        .isEmpty();
    assertThat(routes.attempt("SECRET", "/secret"))
        .isEqualTo(new Attempted("(other) (other)", Optional.empty()));
  }

  @Test
  void methodsAreThoseThatThereAre() {
    assertThat(routes.method("PUT")).isEqualTo("PUT");
    assertThat(routes.method("SECRET")).isEqualTo("(other)");
  }
}
