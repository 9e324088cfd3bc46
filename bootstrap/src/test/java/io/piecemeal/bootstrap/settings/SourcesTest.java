package io.piecemeal.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.domain.storage.ByteCount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings from a file, and secrets from files of their own. */
class SourcesTest {

  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final String DATABASE = "jdbc:postgresql://db/x";

  @TempDir private Path folder;

  @Test
  void optionWinsOverEnvironmentOverFileOverDefault() throws IOException {
    Path file = file("x.properties", "port=1\nmax-chunk=1MiB\nretention=2h\n");
    Map<String, String> environment =
        Map.of(
            "PIECEMEAL_CONFIG", file.toString(), "PIECEMEAL_PORT", "2", "PIECEMEAL_RETENTION", " ");
    Settings settings = SettingsOptions.parse(List.of(), environment);
    assertThat(settings.server().port()).isEqualTo(2);
    assertThat(settings.limits().chunk()).isEqualTo(new ByteCount(1L << 20));
    assertThat(settings.retention().sinceLastChunk()).isEqualTo(Duration.ofHours(2));
    assertThat(settings.server().host()).isEqualTo("127.0.0.1");
    assertThat(SettingsOptions.parse(List.of("--port=3"), environment).server().port())
        .isEqualTo(3);
  }

  @Test
  void optionNamesTheFileInsteadOfItsVariable() throws IOException {
    Path one = file("one.properties", "port=1");
    Path two = file("two.properties", "port=2");
    Map<String, String> environment = Map.of("PIECEMEAL_CONFIG", one.toString());
    for (List<String> arguments :
        List.of(List.of("--config=" + two), List.of("--config", "" + two))) {
      assertThat(SettingsOptions.parse(arguments, environment).server().port()).isEqualTo(2);
    }
  }

  @Test
  void yamlHasScalarsAsTheyAreWrittenAndListsOfThem() throws IOException {
    Path file =
        file(
            "x.yaml",
            """
            # where
            port: 010
            s3-path-style: !!javax.script.ScriptEngineManager true
            chunk-store: "s3://bucket/prefix"
            retention: ~
            allowed-hosts:
              - a.example.org
              - b.example.org
            api-keys: alice=%s
            """
                .formatted(KEY));
    Settings settings = SettingsOptions.parse(List.of("--config=" + file), Map.of());
    assertThat(settings.server().port()).isEqualTo(10);
    assertThat(settings.bucket())
        .hasValueSatisfying(bucket -> assertThat(bucket.pathStyle()).isTrue());
    assertThat(settings.retention().sinceLastChunk()).isEqualTo(Duration.ofDays(1));
    assertThat(settings.server().allowedHosts().names())
        .containsExactlyInAnyOrder("a.example.org", "b.example.org");
    assertThat(settings.apiKeys().owners()).hasSize(1);
  }

  @Test
  void fileThatSaysNothingIsOne() throws IOException {
    for (String name : List.of("x.properties", "x.yaml", "x.yml")) {
      Path file = file(name, "# nothing yet\n\n");
      assertThat(SettingsOptions.parse(List.of("--config=" + file), Map.of())).isNotNull();
    }
  }

  /** Name; text, with bars for ends of lines; parts of the message, separated by bars. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "x.properties; |port=1|max-chnk=1; x.properties line 3: max-chnk is not a setting, did you mean max-chunk?",
        "x.yaml; port: 1|PIECEMEAL_MAX_CHUNK: 1; x.yaml line 2: PIECEMEAL_MAX_CHUNK is not|did you mean max-chunk?",
        "x.yaml; --port: 1; x.yaml line 1: --port is not a setting, did you mean port?",
        "x.yaml; colour: red; colour is not a setting: remove it",
        "x.yaml; config: y.yaml; config is not a setting",
        "x.yaml; java-opts: -Xmx1g; java-opts is not a setting",
        "x.yaml; hots: x|prot: 1; did you mean host?|did you mean port?",
        "x.properties; port=1|#|port=2; x.properties line 3: port is in line 1 already",
        "x.yaml; port: 1|port: 2; x.yaml line 2: port is in line 1 already",
        "x.properties; host=a\\|b|port=x; --port (PIECEMEAL_PORT in|x.properties line 3): 'x'",
        "x.properties; host=\\u12; x.properties line 1: Malformed",
        "x.yaml; retention: 8d; --retention (PIECEMEAL_RETENTION in|x.yaml line 1) is 8d",
        "x.yaml; limits:|  max-chunk: 1; x.yaml line 2: there is a mapping",
        "x.yaml; - port; x.yaml line 1: has to be like max-chunk: 5MiB",
        "x.yaml; port: 1|host: [a; x.yaml line 2",
        "x.toml; port = 1; x.toml has to be called",
      })
  void fileThatIsWrongIsRefusedWithItsLine(String name, String text, String expected)
      throws IOException {
    Path file = file(name, text.replace('|', '\n'));
    assertThatThrownBy(() -> SettingsOptions.parse(List.of("--config=" + file), Map.of()))
        .isInstanceOf(StartupException.class)
        .message()
        .contains(expected.split("\\|", -1))
        .endsWith("; see piecemeal serve --help");
  }

  @Test
  void fileThatCannotBeReadIsRefused() throws IOException {
    Path none = folder.resolve("none.yaml");
    Path large = file("large.yaml", "#".repeat(SettingsFile.MAX_BYTES + 1));
    Path binary = Files.write(folder.resolve("x.yaml"), new byte[] {(byte) 0xff});
    assertRefused(Map.of("PIECEMEAL_CONFIG", none.toString()), "there is no file", "none.yaml");
    assertRefused(Map.of("PIECEMEAL_CONFIG", large.toString()), "has more than 65536 bytes");
    assertRefused(Map.of("PIECEMEAL_CONFIG", binary.toString()), "is not UTF-8");
  }

  @Test
  void secretsMayBeInFilesOfTheirOwn() throws IOException {
    Settings settings =
        SettingsOptions.parse(
            List.of(),
            Map.of(
                "PIECEMEAL_DATABASE_URL_FILE", file("url", DATABASE + "\r\n").toString(),
                "PIECEMEAL_DATABASE_USER_FILE", file("user", "me").toString(),
                "PIECEMEAL_DATABASE_PASSWORD_FILE", file("password", " p\n\n").toString(),
                "PIECEMEAL_API_KEYS_FILE", file("keys", "alice=" + KEY + "\n").toString()));
    // One end of line is the editor's; all else is the secret's.
    assertThat(settings.database()).contains(new Settings.ExternalDatabase(DATABASE, "me", " p\n"));
    assertThat(settings.apiKeys().owners()).hasSize(1);
  }

  @Test
  void fileOfSettingsMayNameTheFileOfASecret() throws IOException {
    Path password = file("password", "secret\n");
    Path file =
        file(
            "x.yaml",
            "database-url: %s\ndatabase-password-file: %s\n".formatted(DATABASE, password));
    assertThat(SettingsOptions.parse(List.of("--config=" + file), Map.of()).database())
        .contains(new Settings.ExternalDatabase(DATABASE, "piecemeal", "secret"));
    // The environment wins over it, whichever form it has.
    assertThat(
            SettingsOptions.parse(
                    List.of("--config=" + file), Map.of("PIECEMEAL_DATABASE_PASSWORD", "other"))
                .database())
        .contains(new Settings.ExternalDatabase(DATABASE, "piecemeal", "other"));
  }

  @Test
  void secretThatIsGivenTwiceOrCannotBeReadIsRefusedAndNotShown() throws IOException {
    assertRefused(
        Map.of(
            "PIECEMEAL_API_KEYS",
            "alice=" + KEY,
            "PIECEMEAL_API_KEYS_FILE",
            file("keys", "alice=" + KEY).toString()),
        "PIECEMEAL_API_KEYS and PIECEMEAL_API_KEYS_FILE are both set");
    assertRefused(
        Map.of("PIECEMEAL_API_KEYS_FILE", folder.resolve("none").toString()),
        "PIECEMEAL_API_KEYS_FILE: there is no file");
    assertRefused(
        Map.of("PIECEMEAL_API_KEYS_FILE", file("empty", "\n").toString()),
        "PIECEMEAL_API_KEYS_FILE: ",
        "is empty");
    assertRefused(Map.of("PIECEMEAL_API_KEY_FILE", "x"), "did you mean PIECEMEAL_API_KEYS_FILE?");
    assertThatThrownBy(
            () ->
                SettingsOptions.parse(
                    List.of("--config=" + file("x.yaml", "api-keys: " + KEY)), Map.of()))
        .message()
        .contains("x.yaml line 1")
        .doesNotContain(KEY);
  }

  private static void assertRefused(Map<String, String> environment, String... expected) {
    assertThatThrownBy(() -> SettingsOptions.parse(List.of(), environment))
        .isInstanceOf(StartupException.class)
        .message()
        .contains(expected)
        .doesNotContain(KEY);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
