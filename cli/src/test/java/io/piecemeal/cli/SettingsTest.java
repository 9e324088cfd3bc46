package io.piecemeal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

  @TempDir private Path folder;

  @Test
  void profileHasItsOwnSettings() throws IOException {
    settings(
        "url=http://one\nprofile.work.url=https://two/prefix\nprofile.work.key_command=echo k2\n");
    assertThat(Profile.read(folder, Optional.empty()).url()).contains("http://one");
    Profile work = Profile.read(folder, Optional.of("work"));
    assertThat(work.url()).contains("https://two/prefix");
    assertThat(ApiKey.find(work, true, Map.of("PIECEMEAL_KEY", "k1"))).isEqualTo("k2");
    assertThat(ApiKey.find(work, false, Map.of("PIECEMEAL_KEY", "k1"))).isEqualTo("k1");
  }

  @Test
  void keyMayBeInAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "k3\n");
    assertThat(
            ApiKey.find(
                Profile.read(folder, Optional.empty()),
                false,
                Map.of("PIECEMEAL_KEY_FILE", file.toString())))
        .isEqualTo("k3");
  }

  @Test
  void keyInTheFileOfSettingsIsRefusedAndNotTold() throws IOException {
    settings("key=secret\n");
    assertThatThrownBy(() -> Profile.read(folder, Optional.empty()))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("'key'")
        .hasMessageNotContaining("secret");
  }

  @Test
  void unknownProfileIsRefusedWithThoseThatThereAre() throws IOException {
    settings("profile.work.url=https://two\n");
    assertThatThrownBy(() -> Profile.read(folder, Optional.of("wrok")))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("work");
  }

  @Test
  void commandThatFailsGivesNoKey() throws IOException {
    settings("key_command=echo no; exit 3\n");
    Profile profile = Profile.read(folder, Optional.empty());
    assertThatThrownBy(() -> ApiKey.find(profile, false, Map.of()))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("key_command");
  }

  private void settings(String text) throws IOException {
    Files.writeString(folder.resolve("config.properties"), text);
  }
}
