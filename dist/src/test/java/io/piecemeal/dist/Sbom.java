package io.piecemeal.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What the list in a package says is in it. */
record Sbom(String json) {

  private static final Pattern COMPONENT =
      Pattern.compile("\"purl\" : \"pkg:maven/([^/]+)/([^@]+)@([^?]+)\\?type=jar\"");

  /** A jar, by its Maven coordinates. */
  record Component(String group, String artifact, String version) {

    String coordinates() {
      return group + ":" + artifact;
    }

    String fileName() {
      return artifact + "-" + version + ".jar";
    }
  }

  static Sbom of(Path tree) throws IOException {
    return new Sbom(Files.readString(tree.resolve("piecemeal.cdx.json")));
  }

  List<Component> components() {
    return COMPONENT
        .matcher(json)
        .results()
        .map(found -> new Component(found.group(1), found.group(2), found.group(3)))
        .toList();
  }
}
