package io.piecemeal.dist.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.renderer.html.HtmlRenderer;

/** Makes the site: static pages that need no server, no script and nothing from elsewhere. */
public final class Site {

  private static final List<String> ASSETS = List.of("site.css", "search.js");

  private final Path root;
  private final Path target;
  private final List<Part> parts;
  private final Map<String, Page> pages = new LinkedHashMap<>();
  private final Links links;

  /**
   * Reads all pages.
   *
   * @param root the checkout
   * @param target a folder that is made
   */
  Site(Path root, Path target, List<Part> parts) throws IOException {
    this.root = root;
    this.target = target;
    this.parts = parts;
    for (String source :
        Stream.concat(parts.stream().flatMap(part -> part.pages().stream()), adrs(root).stream())
            .toList()) {
      pages.put(source, Page.read(root, source));
    }
    this.links = new Links(root, pages, new TreeSet<>());
  }

  private static List<String> adrs(Path root) throws IOException {
    Path folder = root.resolve(Links.ADRS);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().map(file -> Links.ADRS + "/" + file.getFileName()).toList();
    }
  }

  /**
   * Makes it.
   *
   * @param args the root of the checkout, and the folder to make
   */
  public static void main(String... args) throws IOException {
    new Site(Path.of(args[0]).toRealPath(), Path.of(args[1]), Part.ALL).make();
  }

  /**
   * Writes all files.
   *
   * @throws IllegalArgumentException if a link of a page leads nowhere; names all of them
   */
  void make() throws IOException {
    List<String> broken =
        pages.values().stream().flatMap(page -> links.broken(page).stream()).toList();
    if (!broken.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", broken));
    }
    for (Page page : pages.values()) {
      write(page.target(), html(page.target(), page.title(), body(page)));
    }
    write("adr/index.html", html("adr/index.html", "Decisions", decisions()));
    for (String file : links.files()) {
      copy(file);
    }
    for (String asset : ASSETS) {
      write(asset, resource(asset));
    }
    write("search-index.js", "const SECTIONS = [" + sections() + "];\n");
  }

  private String body(Page page) {
    return HtmlRenderer.builder()
        .extensions(Page.EXTENSIONS)
        .attributeProviderFactory(
            context ->
                (node, tag, attributes) -> {
                  if (node instanceof Link link) {
                    attributes.put("href", links.onSite(page, link.getDestination()));
                  } else if (node instanceof Image image) {
                    attributes.put("src", links.onSite(page, image.getDestination()));
                  }
                })
        .build()
        .render(page.document());
  }

  private String html(String place, String title, String body) throws IOException {
    return resource("page.html")
        .replace("{title}", escaped(title))
        .replace("{root}", Links.from(place, ""))
        .replace("{parts}", parts(place))
        .replace("{pages}", contents(place))
        .replace("{body}", body);
  }

  private String parts(String place) {
    return parts.stream()
        .map(
            part ->
                anchor(
                    place,
                    target(part.pages().getFirst()),
                    part.name(),
                    part.equals(partOf(place))))
        .collect(Collectors.joining());
  }

  /** The pages of the same part, and below the present one its sections. */
  private String contents(String place) {
    StringBuilder list = new StringBuilder();
    Part part = partOf(place);
    for (String source : part.pages()) {
      Page page = page(source);
      list.append(anchor(place, page.target(), page.title(), page.target().equals(place)));
      if (page.target().equals(place)) {
        page.headings().stream()
            .filter(heading -> heading.level() == 2)
            .forEach(
                heading ->
                    list.append(
                        "<a class=\"section\" href=\"#%s\">%s</a>"
                            .formatted(heading.id(), escaped(heading.text()))));
      }
    }
    if (part.equals(parts.getLast())) {
      list.append(anchor(place, "adr/index.html", "Decisions", place.startsWith("adr/")));
    }
    return list.toString();
  }

  private Part partOf(String place) {
    return parts.stream()
        .filter(part -> part.pages().stream().anyMatch(page -> target(page).equals(place)))
        .findFirst()
        .orElse(parts.getLast());
  }

  private Page page(String source) {
    return Objects.requireNonNull(pages.get(source));
  }

  private String target(String source) {
    return page(source).target();
  }

  private String decisions() {
    return pages.values().stream()
        .filter(page -> page.source().startsWith(Links.ADRS))
        .map(page -> "<li>" + anchor("adr/", page.target(), page.title(), false))
        .collect(Collectors.joining("\n", "<h1>Decisions</h1>\n<ol>", "</ol>"));
  }

  private String sections() {
    return pages.values().stream()
        .flatMap(
            page ->
                page.headings().stream()
                    .map(
                        heading ->
                            "[%s,%s,%s]"
                                .formatted(
                                    quoted(page.target() + "#" + heading.id()),
                                    quoted(page.title()),
                                    quoted(heading.text()))))
        .collect(Collectors.joining(",\n"));
  }

  /** Files as they are, folders with a list of their files. */
  private void copy(String file) throws IOException {
    try (Stream<Path> all = Files.walk(root.resolve(file))) {
      List<String> names =
          all.filter(Files::isRegularFile)
              .map(each -> root.relativize(each).toString())
              .filter(each -> !each.contains("/target/"))
              .sorted()
              .toList();
      for (String name : names) {
        Path copy = target.resolve("files").resolve(name);
        Files.createDirectories(copy.getParent());
        Files.write(copy, Files.readAllBytes(root.resolve(name)));
      }
      if (Files.isDirectory(root.resolve(file))) {
        String place = "files/" + file + "/index.html";
        String list =
            names.stream()
                .map(name -> "<li>" + anchor(place, "files/" + name, name, false))
                .collect(Collectors.joining("\n", "<h1>" + file + "</h1><ul>", "</ul>"));
        write(place, html(place, file, list));
      }
    }
  }

  private static String anchor(String place, String other, String text, boolean here) {
    return "<a href=\"%s\"%s>%s</a>"
        .formatted(Links.from(place, other), here ? " aria-current=\"page\"" : "", escaped(text));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ") + '"';
  }

  private void write(String place, String text) throws IOException {
    Path file = target.resolve(place);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(Site.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
