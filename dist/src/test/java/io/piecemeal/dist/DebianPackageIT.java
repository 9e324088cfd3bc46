package io.piecemeal.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Debian package. */
class DebianPackageIT {

  private static final Pattern EXPOSURE = Pattern.compile("exposure level.*: ([0-9.]+)");

  @TempDir private Path work;

  @Test
  void servesFromItsPlace() throws Exception {
    Path root = unpack();
    Path run = Files.createDirectory(work.resolve("run"));
    Installed.serves(
        List.of(root.resolve("usr/lib/piecemeal/piecemeal").toString(), "serve", "--port=0"),
        Map.of("PIECEMEAL_JAVA_OPTS", "-XX:AOTMode=on"),
        run);
  }

  @Test
  void saysWhatItIsAndWhichFileTheOperatorOwns() throws Exception {
    String control = Installed.run(work, "dpkg-deb", "--field", deb());
    assertThat(control)
        .contains("Package: piecemeal\n", "Depends: libc6, adduser, util-linux\n")
        .contains("Maintainer: Local administrator <root@localhost>\n")
        .containsPattern("Architecture: (amd64|arm64)\n")
        .containsPattern("Version: [0-9]");
    assertThat(Installed.run(work, "dpkg-deb", "--info", deb(), "conffiles"))
        .isEqualTo("/etc/piecemeal/piecemeal.env\n");
    assertThat(Installed.run(work, "dpkg-deb", "--contents", deb()))
        .containsPattern("-rw-r----- .* \\./etc/piecemeal/piecemeal\\.env")
        .containsPattern("-rwxr-xr-x .* \\./usr/bin/piecemeal\n")
        .containsPattern("-rw-r--r-- .* \\./lib/systemd/system/piecemeal\\.service");
  }

  /** Without its settings, the command would work on a database of its own. */
  @Test
  void commandTakesTheSettingsOfTheServiceUnlessTheCallerHasOthers() throws Exception {
    Path root = unpack();
    Path settings = root.resolve("etc/piecemeal/piecemeal.env");
    Files.writeString(
        settings, "# PIECEMEAL_PORT=1\nPIECEMEAL_HOST=a=b $c\nPIECEMEAL_MAX_FILE=2MiB\nPATH=/x\n");
    Path command = root.resolve("usr/bin/piecemeal");
    Path program = Files.writeString(work.resolve("program"), "#!/bin/sh\nenv; echo \"$@\"\n");
    program.toFile().setExecutable(true);
    Files.writeString(
        command,
        Files.readString(command)
            .replace("/etc/piecemeal/piecemeal.env", settings.toString())
            .replace("/usr/lib/piecemeal/piecemeal", program.toString())
            .replace("\"$(id -u)\" = 0", "-z here"));
    assertThat(
            Installed.run(
                work,
                "env",
                "PIECEMEAL_MAX_FILE=1MiB",
                command.toString(),
                "keys",
                "create",
                "a b"))
        .contains(
            "PIECEMEAL_DATA_DIR=/var/lib/piecemeal/data\n",
            "PIECEMEAL_HOST=a=b $c\n",
            "PIECEMEAL_MAX_FILE=1MiB\n",
            "keys create a b\n")
        .doesNotContain("PIECEMEAL_PORT", "PATH=/x");
  }

  /** The highest is 10; 1.3 are its sockets, its files, and a compiler that writes code. */
  @Test
  void unitIsValidAndHardened() throws Exception {
    Path root = unpack();
    Path unit = root.resolve("lib/systemd/system/piecemeal.service");
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "skipped: no systemd-analyze");
    Path verified = Files.createDirectories(work.resolve("unit")).resolve("piecemeal.service");
    Files.writeString(
        verified,
        Files.readString(unit).replace("/usr/lib/piecemeal/", root + "/usr/lib/piecemeal/"));
    assertThat(
            Installed.run(
                work,
                "systemd-analyze",
                "verify",
                "--man=no",
                "--recursive-errors=no",
                verified.toString()))
        .doesNotContain("piecemeal.service");
    String exposure =
        Installed.run(
            work,
            "systemd-analyze",
            "security",
            "--offline=true",
            "--threshold=15",
            verified.toString());
    assertThat(exposure).containsPattern(EXPOSURE);
  }

  private Path unpack() throws IOException, InterruptedException {
    Path root = Files.createDirectory(work.resolve("root"));
    Installed.run(work, "dpkg-deb", "--extract", deb(), root.toString());
    return root;
  }

  private static String deb() {
    return Made.tree() + ".deb";
  }
}
