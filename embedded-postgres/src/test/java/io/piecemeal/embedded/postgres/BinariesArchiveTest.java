package io.piecemeal.embedded.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinariesArchiveTest {

  @ParameterizedTest
  @CsvSource({"Linux, amd64", "Linux, aarch64"})
  void buildCarriesTheBinariesOf(String system, String architecture) throws IOException {
    BinariesArchive archive = BinariesArchive.forPlatform(system, architecture);
    try (InputStream content = archive.open()) {
      assertThat(content.readNBytes(6)).containsExactly(0xfd, '7', 'z', 'X', 'Z', 0);
    }
    assertThat(archive.version()).matches("18\\.[0-9.]+");
    assertThat(archive.majorVersion()).isEqualTo("18");
  }

  @ParameterizedTest
  @CsvSource({"Linux, riscv64", "Mac OS X, aarch64", "Windows 11, amd64"})
  void otherPlatformsAreToldToUseAServer(String system, String architecture) {
    assertThatThrownBy(() -> BinariesArchive.forPlatform(system, architecture))
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining(architecture)
        .hasMessageContaining("PIECEMEAL_DATABASE_URL");
  }
}
