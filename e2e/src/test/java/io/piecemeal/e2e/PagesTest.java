package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages for people, without a key, a foreign host or anything inline. */
class PagesTest {

  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");
  private static final Pattern IMPORT = Pattern.compile("(?:from|import) ?[\"']([^\"']+)[\"']");

  /** As the import map of the page has them. */
  private static final Map<String, String> MAPPED =
      Map.of(
          "lit", "lit-element.js",
          "lit-html", "lit-html.js",
          "@lit/reactive-element", "reactive-element.js",
          "qr-creator", "qr-creator.js");

  private static final String AS_BROWSERS = "text/html,application/xhtml+xml,*/*;q=0.8";

  @ParameterizedTest
  @CsvSource({"/, pm-console", "/docs, swagger-ui"})
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
  void whoIsNoBrowserIsToldWhatThisIs() {
    for (String accept : new String[] {"*/*", "application/json"}) {
      Answer page = page("/", accept).is(200);
      assertThat(page.body()).contains("This is an upload service");
      assertThat(page.header("Vary").orElse("")).contains("Accept");
    }
  }

  /** The console is made of modules that import each other; each has to be there. */
  @Test
  void allThatAModuleOfTheConsoleImportsIsThere() {
    Set<String> seen = new LinkedHashSet<>(Set.of("main.js"));
    for (Deque<String> left = new ArrayDeque<>(seen); !left.isEmpty(); ) {
      String name = left.remove();
      Answer module = page("/console/" + name, "*/*").is(200);
      assertThat(module.header("Content-Type")).contains("text/javascript; charset=utf-8");
      IMPORT
          .matcher(module.body())
          .results()
          .map(match -> match.group(1))
          .map(module1 -> MAPPED.getOrDefault(module1, module1.replace("./", "")))
          .filter(seen::add)
          .forEach(left::add);
    }
    assertThat(seen)
        .hasSizeGreaterThan(20)
        .contains("lit-html.js", "qr-creator.js", "transport.js");
  }

  @Test
  void aModuleIsAskedForAgainAndSentOnce() {
    Answer module = page("/console/main.js", "*/*").is(200);
    assertThat(module.header("Cache-Control")).contains("no-cache");
    String tag = module.header("ETag").orElseThrow();
    Caller anyone = Caller.alice();
    for (String known : new String[] {tag, "W/" + tag, "\"other\", " + tag}) {
      Answer again =
          anyone.send(anyone.anonymous("/console/main.js").header("If-None-Match", known)).is(304);
      assertThat(again.header("ETag")).contains(tag);
    }
    anyone.send(anyone.anonymous("/console/main.js").header("If-None-Match", "\"x\"")).is(200);
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
  @ValueSource(
      strings = {
        "/docs/assets/x",
        "/docs/assets/..%2fpage.css",
        "/docs/x",
        "/index.html",
        "/console/x",
        "/console/x.js",
        "/console/console.html",
        "/console/..%2fpage.css",
        "/console/"
      })
  void nothingElseIs(String path) {
    page(path, AS_BROWSERS).isProblem(404, "not-found");
  }

  private static Answer page(String path, String accept) {
    return Caller.alice().send(Caller.alice().anonymous(path).header("Accept", accept));
  }
}
