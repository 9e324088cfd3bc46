package io.piecemeal.bootstrap.wiring;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piecemeal.bootstrap.settings.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which data directories are refused, and what the operator is told. */
final class DataDirectoryTest {

  @TempDir private Path parent;
  private Path data;

  @BeforeEach
  void makeADataDirectory() throws IOException {
    data = Files.createDirectory(parent.resolve("data"));
    mode(data, "rwxr-xr-x");
    for (String name : new String[] {"objects/00", "segments/a", "probe", "postgres"}) {
      Files.createDirectories(data.resolve(name));
    }
  }

  private static void mode(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void aDirectoryThatOnlyOthersMayReadIsAccepted() {
    assertThatCode(() -> DataDirectory.requireOurs(data)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "'',rwxrwxr-x",
    "'',rwxr-xrwx",
    "objects,rwxrwx---",
    "objects/00,rwx---rwx",
    "segments,rwx-w----",
    "segments/a,rwx----w-",
    "probe,rwxrwxrwx"
  })
  void aDirectoryThatOthersMayWriteIsRefused(String name, String permissions) throws IOException {
    Path open = data.resolve(name);
    mode(open, permissions);

    assertThatThrownBy(() -> DataDirectory.requireOurs(data))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("may be written by other users: chmod go-w '" + open.toRealPath());
  }

  @Test
  void aDirectoryOfSomebodyElseIsRefused() throws IOException {
    giveAway(data);

    assertThatThrownBy(() -> DataDirectory.requireOurs(data))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("belongs to")
        .hasMessageContaining("chown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ballast", "postgres.new", "objects/01", "segments/b", "high-water"})
  void aLinkOfSomebodyElseIsRefused(String name) throws IOException {
    Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
    giveAway(Files.createSymbolicLink(data.resolve(name), elsewhere));

    assertThatThrownBy(() -> DataDirectory.requireOurs(data))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("is a link that")
        .hasMessageContaining("remove it");
  }

  @Test
  void anOwnLinkToAnotherDiskIsAcceptedIfOthersMayNotWriteThere() throws IOException {
    Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
    mode(elsewhere, "rwxr-xr-x");
    Files.createSymbolicLink(data.resolve("objects/01"), elsewhere);
    assertThatCode(() -> DataDirectory.requireOurs(data)).doesNotThrowAnyException();

    mode(elsewhere, "rwxrwxrwx");
    assertThatThrownBy(() -> DataDirectory.requireOurs(data))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("chmod go-w");
  }

  private static void giveAway(Path path) throws IOException {
    assumeTrue(
        System.getProperty("user.name").equals("root"),
        "only root can give a file to another user");
    Files.setAttribute(path, "unix:uid", 65_534, LinkOption.NOFOLLOW_LINKS);
  }
}
