package io.piecemeal.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.dist.Sbom.Component;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of what is in the packages. */
class SbomIT {

  @Test
  void namesEveryJarOfThePackage() throws IOException {
    Path tree = Made.tree();
    Sbom sbom = Sbom.of(tree);
    assertThat(sbom.json()).contains("\"bomFormat\" : \"CycloneDX\"", "\"SHA-256\"", "Apache-2.0");
    List<String> named = sbom.components().stream().map(Component::fileName).toList();
    try (Stream<Path> jars = Files.list(tree.resolve("app/lib"))) {
      assertThat(named).containsAll(jars.map(jar -> jar.getFileName().toString()).toList());
    }
  }

  @Test
  void nothingInItHasAnAdvisoryThatIsKnown() throws IOException {
    List<Component> shipped = Sbom.of(Made.tree()).components();

    assertThat(shipped).hasSizeGreaterThan(50);
    assertThat(Advisories.stored().affecting(shipped)).isEmpty();
  }
}
