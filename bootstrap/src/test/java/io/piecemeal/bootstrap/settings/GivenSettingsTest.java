package io.piecemeal.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log says of the settings at the start. */
class GivenSettingsTest {

  @TempDir private Path folder;

  @Test
  void whatDiffersFromItsDefaultIsSaidUnderItsVariable() throws IOException {
    Path file = Files.writeString(folder.resolve("x.properties"), "max-file=1MiB\nport=1\n");
    Path password = Files.writeString(folder.resolve("password"), "hidden\n");
    Settings settings =
        SettingsOptions.parse(
            List.of("--config=" + file, "--port", "2", "--allowed-hosts", "a,b"),
            Map.of(
                "PIECEMEAL_HOST", "127.0.0.1",
                "PIECEMEAL_LOG_LEVEL", "info",
                "PIECEMEAL_API_KEYS", "alice=hidden-0123456789abcdef0123456789abcdef",
                "PIECEMEAL_DATABASE_URL", "jdbc:postgresql://db/x?password=hidden&ssl=on",
                "PIECEMEAL_DATABASE_USER", "hidden",
                "PIECEMEAL_DATABASE_PASSWORD_FILE", password.toString()));
    assertThat(settings.given())
        .hasToString(
            "PIECEMEAL_ALLOWED_HOSTS=a,b PIECEMEAL_API_KEYS=*** PIECEMEAL_CONFIG="
                + file
                + " PIECEMEAL_DATABASE_PASSWORD=***"
                + " PIECEMEAL_DATABASE_URL=jdbc:postgresql://db/x?password=***&ssl=on"
                + " PIECEMEAL_DATABASE_USER=*** PIECEMEAL_MAX_FILE=1MiB PIECEMEAL_PORT=2");
  }

  @Test
  void whereAllIsAsItIsByDefaultThatIsSaid() {
    assertThat(SettingsOptions.parse(List.of(), Map.of("PIECEMEAL_PORT", "8080")).given())
        .hasToString("the default settings");
  }
}
