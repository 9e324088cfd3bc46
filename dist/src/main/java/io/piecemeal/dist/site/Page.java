package io.piecemeal.dist.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.TextContentRenderer;

/**
 * A page in Markdown.
 *
 * @param source its path from the root of the checkout
 * @param document what it says
 * @param headings in their order; the first is the page's title
 * @param links where its links and images lead, as they are written
 */
record Page(String source, Node document, List<Section> headings, List<String> links) {

  /** A heading with its anchor, as GitHub makes them. */
  record Section(int level, String text, String id) {}

  static final List<Extension> EXTENSIONS =
      List.of(TablesExtension.create(), HeadingAnchorExtension.create());

  static Page read(Path root, String source) throws IOException {
    Node document =
        Parser.builder()
            .extensions(EXTENSIONS)
            .build()
            .parse(Files.readString(root.resolve(source)));
    List<Section> headings = new ArrayList<>();
    List<String> links = new ArrayList<>();
    IdGenerator ids = IdGenerator.builder().build();
    document.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Heading heading) {
            String text = TextContentRenderer.builder().build().render(heading);
            headings.add(new Section(heading.getLevel(), text, ids.generateId(text)));
            visitChildren(heading);
          }

          @Override
          public void visit(Link link) {
            links.add(link.getDestination());
            visitChildren(link);
          }

          @Override
          public void visit(Image image) {
            links.add(image.getDestination());
          }
        });
    return new Page(source, document, headings, links);
  }

  String title() {
    return headings.getFirst().text();
  }

  boolean has(String anchor) {
    return headings.stream().anyMatch(heading -> heading.id().equals(anchor));
  }

  /** Where it is on the site. */
  String target() {
    return source
        .replaceFirst("^README\\.md$", "index.md")
        .replaceFirst("^docs/", "")
        .replaceFirst("/README\\.md$", ".md")
        .replaceFirst("\\.md$", ".html")
        .toLowerCase(Locale.ROOT);
  }
}
