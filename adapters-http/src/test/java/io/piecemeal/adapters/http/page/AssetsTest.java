package io.piecemeal.adapters.http.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.RequestRejected;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts and styles of pages, by names that lead nowhere else. */
final class AssetsTest {

  /** In the page: what it shows, and what its import map calls libraries. */
  private static final Pattern NAMED = Pattern.compile("\"(?:\\./)?console/([a-z0-9.-]+)\"");

  /** In a module, at the beginning of a line or the end of a statement of several lines. */
  private static final Pattern IMPORTED =
      Pattern.compile("^(?:import|export|}).*['\"]\\./([a-z0-9-]+\\.js)['\"];", Pattern.MULTILINE);

  private final ConsoleAssets console = new ConsoleAssets();
  private final PageAssets pages = new PageAssets();

  @Test
  void allThatTheConsoleAndItsModulesNameIsThere() {
    Deque<String> names = new ArrayDeque<>(found(NAMED, Resources.text("/console/console.html")));
    Set<String> loaded = new TreeSet<>();
    while (!names.isEmpty()) {
      String name = names.remove();
      if (loaded.add(name)) {
        String text = console.find(name).bytes().toString(UTF_8);
        assertThat(text).as(name).isNotEmpty();
        names.addAll(found(IMPORTED, text));
      }
    }
    assertThat(loaded)
        .contains("main.js", "look.css", "icon.svg", "lit-html.js", "api.js", "errors.js");
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(name -> name.group(1)).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "lit-html.js, text/javascript; charset=utf-8",
    "lit-license.txt, text/plain; charset=utf-8"
  })
  void anAssetOfTheConsoleHasTheTypeOfItsNameAndATag(String name, String type) {
    ConsoleAssets.Asset asset = console.find(name);

    assertThat(asset.type()).hasToString(type);
    assertThat(asset.tag()).matches("\"[0-9a-f]{32}\"");
    assertThat(new ConsoleAssets().find(name).tag()).isEqualTo(asset.tag());
    assertThat(console.find("css-tag.js").tag()).isNotEqualTo(asset.tag());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "console.html",
        "none.js",
        "Lit-html.js",
        "lit-html.js ",
        "lit-html.js.map",
        "lit-html",
        "../page/docs.js",
        "..",
        "a/../lit-html.js",
        "%2e%2e",
        "LICENSE",
        "application.properties",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.js"
      })
  void otherNamesAreThoseOfNoPath(String name) {
    assertThat(refusal(() -> console.find(name))).isEqualTo(ProblemKind.NOT_FOUND);
    assertThat(refusal(() -> pages.find(name))).isEqualTo(ProblemKind.NOT_FOUND);
  }

  @Test
  void thePageOfTheApiHasItsScriptsAndStylesAndThoseOfTheirMakers() {
    for (String name :
        List.of(
            "page.css",
            "docs.js",
            "docs.css",
            "swagger-ui.css",
            "swagger-ui-bundle.js",
            "swagger-ui-bundle.js.LICENSE.txt")) {
      PageAssets.Asset asset = pages.find(name);
      assertThat(asset.bytes().readableBytes()).as(name).isPositive();
      assertThat(asset.bytes().isReadOnly()).as(name).isTrue();
      assertThat(asset.type().toString())
          .as(name)
          .startsWith(name.endsWith(".css") ? "text/css" : "text/")
          .endsWith("charset=utf-8");
      asset.bytes().release();
    }
  }

  /** Each is sent once and given back; the next caller needs it, too. */
  @Test
  void anAssetThatWasSentCanBeSentAgain() {
    pages.find("docs.js").bytes().release();
    PageAssets.Asset again = pages.find("docs.js");

    assertThat(again.bytes().refCnt()).isPositive();
    again.bytes().release();
  }

  private static ProblemKind refusal(ThrowingCallable call) {
    return catchThrowableOfType(RequestRejected.class, call).problem().kind();
  }
}
