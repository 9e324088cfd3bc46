package io.piecemeal.dist;

import io.piecemeal.dist.Sbom.Component;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.artifact.versioning.DefaultArtifactVersion;
import org.apache.maven.artifact.versioning.InvalidVersionSpecificationException;
import org.apache.maven.artifact.versioning.VersionRange;

/** The advisories of {@code docs/advisories.csv}. */
record Advisories(List<Advisory> all) {

  private static final Path FILE = Path.of("..", "docs", "advisories.csv");

  private static final Pattern LINE =
      Pattern.compile("([^,]+),([\\[(].*[\\])]),((?:CVE|GHSA)-[-0-9a-z]+),([-0-9]{10})");

  private static final Pattern RANGE = Pattern.compile("[\\[(][^\\[(\\])]*[\\])]");

  /**
   * That some versions of something are vulnerable.
   *
   * @param ranges as Maven writes them
   */
  record Advisory(String coordinates, List<VersionRange> ranges, String id, LocalDate published) {

    boolean affects(Component component) {
      DefaultArtifactVersion version = new DefaultArtifactVersion(component.version());
      return component.coordinates().equals(coordinates)
          && ranges.stream().anyMatch(range -> range.containsVersion(version));
    }
  }

  static Advisories stored() throws IOException {
    return of(Files.readAllLines(FILE));
  }

  static Advisories of(List<String> lines) {
    return new Advisories(
        lines.stream().filter(line -> !line.startsWith("#")).map(Advisories::read).toList());
  }

  private static Advisory read(String line) {
    Matcher fields = LINE.matcher(line);
    if (!fields.matches()) {
      throw new IllegalArgumentException("no advisory: " + line);
    }
    List<VersionRange> ranges =
        RANGE.matcher(fields.group(2)).results().map(found -> range(found.group())).toList();
    return new Advisory(fields.group(1), ranges, fields.group(3), LocalDate.parse(fields.group(4)));
  }

  private static VersionRange range(String text) {
    try {
      return VersionRange.createFromVersionSpec(text);
    } catch (InvalidVersionSpecificationException e) {
      throw new IllegalArgumentException("no range of versions: " + text, e);
    }
  }

  /** A line for each advisory that something has. */
  List<String> affecting(List<Component> components) {
    return components.stream()
        .flatMap(
            component ->
                all.stream()
                    .filter(advisory -> advisory.affects(component))
                    .map(
                        advisory ->
                            "%s %s: %s"
                                .formatted(
                                    component.coordinates(), component.version(), advisory.id())))
        .toList();
  }
}
