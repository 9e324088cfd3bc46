package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages for people, without a key, a foreign host or anything inline. */
class PagesTest {

  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");
  private static final String AS_BROWSERS = "text/html,application/xhtml+xml,*/*;q=0.8";

  @ParameterizedTest
  @CsvSource({"/, an upload service", "/docs, swagger-ui"})
  void pageIsThereWithoutAKey(String path, String text) {
    Answer page = page(path, AS_BROWSERS).is(200);
    assertThat(page.header("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(page.header("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'none'")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.body()).contains(text);
    assertThat(page.body()).doesNotContain("<style", "onclick", "http://", "https://");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/docs"})
  void allThatAPageLinksToIsThere(String path) {
    List<String> links =
        LINK.matcher(page(path, AS_BROWSERS).body())
            .results()
            .map(match -> match.group(1))
            .filter(link -> !link.startsWith("data:"))
            .toList();
    assertThat(links).isNotEmpty().allMatch(link -> !link.startsWith("/"));
    links.forEach(link -> page("/" + link, "*/*").is(200));
  }

  @Test
  void scriptIsTheOneOfItsMakersAndMayBeKept() {
    Answer script = page("/docs/assets/swagger-ui-bundle.js", "*/*").is(200);
    assertThat(script.header("Content-Type")).contains("text/javascript; charset=utf-8");
    assertThat(script.header("Cache-Control")).contains("max-age=86400");
    assertThat(script.bytes()).hasSizeGreaterThan(1_000_000);
    assertThat(page("/docs/assets/swagger-ui-bundle.js", "*/*").bytes()).isEqualTo(script.bytes());
    Caller.alice().head("/docs/assets/swagger-ui-bundle.js").is(200);
    assertThat(page("/docs/assets/swagger-ui-bundle.js", "*/*").bytes()).isEqualTo(script.bytes());
    page("/docs/assets/swagger-ui-bundle.js.LICENSE.txt", "*/*").is(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/docs/assets/x", "/docs/assets/..%2fpage.css", "/docs/x", "/index.html"})
  void nothingElseIs(String path) {
    page(path, AS_BROWSERS).isProblem(404, "not-found");
  }

  private static Answer page(String path, String accept) {
    return Caller.alice().send(Caller.alice().anonymous(path).header("Accept", accept));
  }
}
