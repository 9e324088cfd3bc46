package io.piecemeal.dist.site;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * Where links of pages lead: to other pages, to files of the checkout, which the site has copies
 * of, or out into the world.
 *
 * @param root the checkout
 * @param pages by their source
 * @param files those that are linked to, folders included, from the root
 */
record Links(Path root, Map<String, Page> pages, SortedSet<String> files) {

  static final String ADRS = "docs/adr";

  /** What of a page leads nowhere, a line each. */
  List<String> broken(Page page) {
    List<String> broken = new ArrayList<>();
    for (String link : page.links()) {
      if (isOutside(link)) {
        continue;
      }
      URI uri = URI.create(link);
      String path = path(page, uri);
      Page target = pages.get(path);
      boolean there =
          uri.getFragment() == null
              ? Files.exists(root.resolve(path))
              : target != null && target.has(uri.getFragment());
      if (!there) {
        broken.add(page.source() + " links to " + link + ", which is not there");
      }
    }
    return broken;
  }

  /** The same link from where the page is on the site; a file that it leads to is noted. */
  String onSite(Page page, String link) {
    if (isOutside(link)) {
      return link;
    }
    URI uri = URI.create(link);
    String path = path(page, uri);
    String fragment = uri.getFragment() == null ? "" : "#" + uri.getFragment();
    Page target = pages.get(path);
    if (target != null) {
      return from(page.target(), target.target()) + fragment;
    }
    if (path.equals(ADRS)) {
      return from(page.target(), "adr/index.html");
    }
    files.add(path);
    boolean folder = Files.isDirectory(root.resolve(path));
    return from(page.target(), "files/" + path + (folder ? "/index.html" : ""));
  }

  /** A relative path from one page of the site to another. */
  static String from(String page, String other) {
    return "../".repeat((int) page.chars().filter(letter -> letter == '/').count()) + other;
  }

  private static String path(Page page, URI uri) {
    String path = uri.getPath();
    return path.isEmpty()
        ? page.source()
        : Path.of(page.source()).resolveSibling(path).normalize().toString();
  }

  private static boolean isOutside(String link) {
    return link.matches("(?:https?|mailto):.*");
  }
}
