package io.piecemeal.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.dist.Sbom.Component;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check of what is shipped finds what is vulnerable, and nothing else. */
class AdvisoriesIT {

  @ParameterizedTest
  @CsvSource({
    "org.apache.commons, commons-lang3, 3.14.0, CVE-2025-48924",
    "io.netty, netty-codec-http2, 4.1.123.Final, CVE-2025-55163",
    "io.netty, netty-codec-http2, 4.2.3.Final, CVE-2025-55163",
    "com.fasterxml.jackson.core, jackson-databind, 2.13.4.1, CVE-2022-42003",
    "ch.qos.logback, logback-core, 1.5.18, CVE-2025-11226",
    "org.yaml, snakeyaml, 1.33, CVE-2022-1471",
    "org.postgresql, postgresql, 42.6.0, CVE-2024-1597"
  })
  void aVulnerableVersionIsFound(String group, String artifact, String version, String id)
      throws IOException {
    assertThat(Advisories.stored().affecting(List.of(new Component(group, artifact, version))))
        .contains("%s:%s %s: %s".formatted(group, artifact, version, id));
  }

  @ParameterizedTest
  @CsvSource({
    "org.apache.commons, commons-lang3, 3.18.0",
    "io.netty, netty-codec-http2, 4.2.20.Final",
    "org.postgresql, postgresql, 42.7.8",
    "com.example, commons-lang3, 3.14.0"
  })
  void aVersionThatIsMendedIsNot(String group, String artifact, String version) throws IOException {
    assertThat(Advisories.stored().affecting(List.of(new Component(group, artifact, version))))
        .isEmpty();
  }

  @Test
  void aLineThatIsNoAdvisoryIsRefused() {
    assertThatThrownBy(() -> Advisories.of(List.of("org.example:a,1.0,CVE-2025-1,2025-01-01")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no advisory");
  }
}
