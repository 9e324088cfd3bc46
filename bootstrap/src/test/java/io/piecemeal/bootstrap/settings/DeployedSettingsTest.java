package io.piecemeal.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A service refuses to start with a name that is no setting, wherever it was deployed from. */
class DeployedSettingsTest {

  private static final Pattern NAME = Pattern.compile("PIECEMEAL_[A-Z0-9_]*[A-Z0-9]");

  @Test
  void everyNameInDeployIsASetting() throws IOException {
    Map<String, String> names = new TreeMap<>();
    try (Stream<Path> files = Files.walk(Path.of("..", "deploy"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        NAME.matcher(Files.readString(file))
            .results()
            .forEach(name -> names.put(name.group(), file.toString()));
      }
    }
    assertThat(names)
        .containsKeys("PIECEMEAL_DATABASE_URL", "PIECEMEAL_DATA_DIR", "PIECEMEAL_DRAIN_DELAY");
    assertThat(KnownVariables.unknown(names)).isEmpty();
  }
}
