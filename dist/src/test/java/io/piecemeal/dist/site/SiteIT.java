package io.piecemeal.dist.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site that was made just now, and links that lead nowhere. */
class SiteIT {

  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");
  private static final Pattern LOADED =
      Pattern.compile("<(?:img|script|link|iframe)[^>]*(?:src|href)=\"(?:[a-z]+:)?//");

  @TempDir private Path work;

  private static Path site() {
    return Path.of(System.getProperty("piecemeal.site"));
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.walk(site())) {
      return files.filter(file -> file.toString().endsWith(".html")).toList();
    }
  }

  @Test
  void eachLinkBetweenPagesLeadsToAFileAndAnAnchor() throws Exception {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      for (String link :
          LINK.matcher(Files.readString(page)).results().map(found -> found.group(1)).toList()) {
        URI uri = URI.create(link.replace("&amp;", "&"));
        if (uri.getScheme() == null && !leads(page, uri)) {
          broken.add(site().relativize(page) + ": " + link);
        }
      }
    }
    assertThat(pages()).hasSizeGreaterThan(70);
    assertThat(broken).isEmpty();
  }

  private static boolean leads(Path page, URI link) throws IOException {
    Path target = link.getPath().isEmpty() ? page : page.resolveSibling(link.getPath());
    return Files.isRegularFile(target)
        && (link.getFragment() == null
            || Files.readString(target).contains("id=\"" + link.getFragment() + "\""));
  }

  @Test
  void eachPageOfTheDocumentationIsInThePartOfAReader() throws Exception {
    List<String> listed = Part.ALL.stream().flatMap(part -> part.pages().stream()).toList();
    try (Stream<Path> files = Files.list(Path.of("../docs"))) {
      assertThat(files.map(file -> "docs/" + file.getFileName()).filter(f -> f.endsWith(".md")))
          .isSubsetOf(listed);
    }
  }

  @Test
  void nothingIsLoadedFromElsewhere() throws Exception {
    for (Path page : pages()) {
      assertThat(Files.readString(page)).as(page.toString()).doesNotContainPattern(LOADED);
    }
    assertThat(Files.readString(site().resolve("site.css"))).doesNotContain("url(", "@import");
  }

  @Test
  void decisionsAndAllPartsAreThere() throws Exception {
    assertThat(Files.readString(site().resolve("index.html")))
        .contains(">Try<", ">Deploy<", ">Operate<", ">Integrate<", ">Extend<");
    assertThat(site().resolve("adr/0001-modules.html")).isRegularFile();
    assertThat(Files.readString(site().resolve("search-index.js"))).contains("operations.html#tls");
  }

  @Test
  void linksThatLeadNowhereFailTheBuildAndAreAllNamed() throws Exception {
    Files.writeString(
        work.resolve("README.md"),
        "# A title\n\n[self](#a-title) [file](gone.md) [anchor](#gone) [out](https://a.example)\n");
    Site broken =
        new Site(work, work.resolve("site"), List.of(new Part("Try", List.of("README.md"))));

    assertThatThrownBy(broken::make)
        .hasMessage(
            "README.md links to gone.md, which is not there\n"
                + "README.md links to #gone, which is not there");
  }
}
