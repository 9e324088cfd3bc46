package io.piecemeal.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of what is in the packages. */
class SbomIT {

  private static final Pattern COMPONENT =
      Pattern.compile("\"purl\" : \"pkg:maven/[^/]+/([^@]+)@([^?]+)\\?type=jar\"");

  @Test
  void namesEveryJarOfThePackage() throws IOException {
    Path tree = Made.tree();
    String sbom = Files.readString(tree.resolve("piecemeal.cdx.json"));
    assertThat(sbom).contains("\"bomFormat\" : \"CycloneDX\"", "\"SHA-256\"", "Apache-2.0");
    Set<String> named =
        COMPONENT
            .matcher(sbom)
            .results()
            .map(component -> component.group(1) + "-" + component.group(2) + ".jar")
            .collect(Collectors.toCollection(TreeSet::new));
    try (Stream<Path> jars = Files.list(tree.resolve("app/lib"))) {
      assertThat(named).containsAll(jars.map(jar -> jar.getFileName().toString()).toList());
    }
  }
}
