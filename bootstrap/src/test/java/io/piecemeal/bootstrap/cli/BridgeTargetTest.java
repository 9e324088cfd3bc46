package io.piecemeal.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.bootstrap.settings.StartupException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BridgeTargetTest {

  private static final URI ELSEWHERE = URI.create("https://example.org/files");
  private static final Map<String, String> KEY = Map.of("PIECEMEAL_KEY", " pm_a_b\n");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.org/files",
        "https://example.org/files/",
        "https://example.org/files/mcp",
        " https://example.org/files/mcp/ "
      })
  void urlMayNameThePathOfTheProtocol(String url) {
    assertThat(BridgeTarget.named(url, Optional.empty(), KEY))
        .contains(new BridgeTarget(ELSEWHERE, "pm_a_b"));
  }

  @Test
  void keyAloneIsForTheServiceAtItsDefaultAddress() {
    assertThat(BridgeTarget.named("", Optional.empty(), Map.of("PIECEMEAL_KEY", "Bearer pm_a_b")))
        .contains(new BridgeTarget(URI.create("http://127.0.0.1:8080"), "pm_a_b"));
  }

  @Test
  void neitherUrlNorKeyNamesAService() {
    assertThat(BridgeTarget.named(" ", Optional.empty(), Map.of("PIECEMEAL_KEY", " "))).isEmpty();
  }

  @Test
  void fileWinsOverTheVariable() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "pm_c_d\r\n");
    assertThat(BridgeTarget.named(ELSEWHERE.toString(), Optional.of(file), KEY))
        .contains(new BridgeTarget(ELSEWHERE, "pm_c_d"));
  }

  @Test
  void urlWithoutKeyIsRefused() {
    assertThatThrownBy(() -> BridgeTarget.named(ELSEWHERE.toString(), Optional.empty(), Map.of()))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("PIECEMEAL_KEY")
        .hasMessageContaining("--key-file");
  }

  @Test
  void urlThatIsNoneIsRefused() {
    assertThatThrownBy(() -> BridgeTarget.named("localhost:8080", Optional.empty(), KEY))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("--url (PIECEMEAL_URL)");
  }

  @Test
  void fileWithoutKeyIsRefused() throws IOException {
    Optional<Path> empty = Optional.of(Files.createFile(folder.resolve("empty")));
    assertThatThrownBy(() -> BridgeTarget.named("", empty, KEY)).hasMessageContaining("is empty");
    Optional<Path> none = Optional.of(folder.resolve("none"));
    assertThatThrownBy(() -> BridgeTarget.named("", none, KEY))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("cannot read");
  }

  @Test
  void keyThatIsNoneIsRefusedAndNotShown() {
    assertThatThrownBy(
            () ->
                BridgeTarget.named(
                    "", Optional.empty(), Map.of("PIECEMEAL_KEY", "KEY=pm_a and more")))
        .isInstanceOf(StartupException.class)
        .hasMessageNotContaining("pm_a");
    assertThat(new BridgeTarget(ELSEWHERE, "pm_a_b").toString()).doesNotContain("pm_a_b");
  }
}
