package io.piecemeal.adapters.tus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.piecemeal.domain.upload.FileId;
import io.piecemeal.http.server.problem.RequestRejected;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartUrlsTest {

  private static final FileId A = new FileId("a".repeat(32));
  private static final FileId B = new FileId("b".repeat(32));

  private static final PartUrls URLS =
      new PartUrls(URI.create("https://files.example.org/up"), Optional.of("127.0.0.1:8080"));

  /** With the ids for A and B. */
  private static String filled(String text) {
    return text.replace("A", A.value()).replace("B", B.value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/tus/A /tus/B",
        " /tus/A   /tus/B ",
        "/up/tus/A /tus/B",
        "https://files.example.org/up/tus/A https://FILES.example.org:443/up/tus/B",
        "http://127.0.0.1:8080/tus/A https://127.0.0.1:8080/tus/B",
        "HTTP://127.0.0.1:8080/tus/A /tus/B"
      })
  void partsAreNamedByPathsOrUrlsOfTheService(String text) {
    assertThat(URLS.read(filled(text))).containsExactly(A, B);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/tus/A,/tus/B",
        "/tus/A, /tus/B",
        "/tus/A;/tus/B",
        "/tus/A?x=1",
        "/tus/A#x",
        "/tus/A/",
        "/tus/../tus/A",
        "/files/A",
        "/x/y/A",
        "A",
        "tus/A",
        "//127.0.0.1:8080/tus/A",
        "http://evil.example/tus/A",
        "http://127.0.0.1/tus/A",
        "http://127.0.0.1:8081/tus/A",
        "http://u@127.0.0.1:8080/tus/A",
        "http://127.0.0.1:8080/x/tus/A",
        "ftp://127.0.0.1:8080/tus/A",
        "https://files.example.org:80/up/tus/A",
        "http://:8080/tus/A",
        "mailto:A",
        "/tus/A /tus/%61",
        "/tus/A /files/B"
      })
  void whatIsElsewhereIsNoPart(String text) {
    assertThatExceptionOfType(RequestRejected.class)
        .isThrownBy(() -> URLS.read(filled(text)))
        .satisfies(
            refused ->
                assertThat(refused.problem().members().get("detail"))
                    .asString()
                    .contains("URLs of uploads of this service"));
  }

  @Test
  void aHostWithoutPortIsAtThePortOfTheScheme() {
    PartUrls behind = new PartUrls(URI.create("http://127.0.0.1:1"), Optional.of("example.org"));

    assertThat(behind.read(filled("https://example.org/tus/A http://example.org:80/tus/B")))
        .containsExactly(A, B);
  }
}
