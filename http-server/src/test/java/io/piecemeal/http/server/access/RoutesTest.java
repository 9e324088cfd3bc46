package io.piecemeal.http.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RoutesTest {

  @ParameterizedTest
  @CsvSource({
    "/files, /files",
    "/files?after=x, /files",
    "/files/or44tb4f7lq63cace3evi2gmmfk5ti2v/content, /files/or44tb4f7lq63cace3evi2gmmfk5ti2v/content",
    "/uploads/or44tb4f7lq63cace3evi2gmmfk5ti2v, /uploads/or44tb4f7lq63cace3evi2gmmfk5ti2v",
    "http://host/uploads/abc?key=secret, /uploads/abc",
    "/tickets/pt_secret, /tickets/{token}",
    "/tickets/pt%5Fsecret?x, /tickets/{token}",
    "/tickets/assets/page.js, /tickets/assets/page.js",
    "/tickets/a/secret, (other)",
    "/secret, (other)",
    "/files/SECRET, (other)",
    "/files/a/secret_name, (other)",
    "/%zz, (other)",
    "'', (other)"
  })
  void pathsAreNamedWithoutACallersText(String target, String route) {
    assertThat(Routes.of(target)).isEqualTo(route);
  }

  @Test
  void methodsAreThoseThatThereAre() {
    assertThat(Routes.method("PUT")).isEqualTo("PUT");
    assertThat(Routes.method("SECRET")).isEqualTo("(other)");
  }
}
