package io.piecemeal.benchmarks.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassPathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "piecemeal-http-server-0.1.0-SNAPSHOT.jar",
        "piecemeal-adapters-http-0.1.0-SNAPSHOT.jar",
        "piecemeal-application-ports-0.1.0-SNAPSHOT.jar",
        "micronaut-security-4.0.0.jar",
        "micronaut-micrometer-core-4.0.0.jar"
      })
  void whatWouldBecomePartOfAPeerIsLeftOut(String library) {
    assertThat(ClassPath.isForPeers(Path.of("lib", library))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "piecemeal-chunk-codec-0.1.0-SNAPSHOT.jar",
        "piecemeal-embedded-postgres-0.1.0-SNAPSHOT.jar",
        "micronaut-http-server-netty-4.0.0.jar",
        "postgresql-42.7.0.jar"
      })
  void whatPeersAreMadeOfIsThere(String library) {
    assertThat(ClassPath.isForPeers(Path.of("lib", library))).isTrue();
  }
}
