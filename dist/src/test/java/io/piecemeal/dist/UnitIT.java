package io.piecemeal.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The unit of the Debian package under a systemd that is the first process of a container. Its root
 * is an overlay of this machine's, so that nothing is downloaded and nothing here is changed, and
 * its network has nothing but the loopback interface. Needs root, and systemd-nspawn; elsewhere it
 * is skipped and says so.
 */
class UnitIT {

  private static final Path WORK = Path.of("target", "unit").toAbsolutePath();
  private static final Path ROOT = WORK.resolve("root");
  private static final Path TRIAL = WORK.resolve("trial");
  private static final String MACHINE = "piecemeal-unit";

  /** Mounted, since what is in the overlay's own folders may be no folder of an overlay. */
  private static final Path MEMORY = WORK.resolve("memory");

  @BeforeEach
  void mount() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "skipped: no root, no systemd");
    for (String program : List.of("/usr/bin/systemd-nspawn", "/lib/systemd/systemd")) {
      assumeTrue(Files.isExecutable(Path.of(program)), "skipped: no " + program);
    }
    unmount();
    for (Path folder : List.of(ROOT, TRIAL, MEMORY)) {
      Files.createDirectories(folder);
    }
    assumeTrue(
        Installed.runs("mount", "-t", "tmpfs", "tmpfs", MEMORY.toString()),
        "skipped: nothing can be mounted here");
    for (String folder : List.of("upper", "work")) {
      Files.createDirectory(MEMORY.resolve(folder));
    }
    String layers =
        "lowerdir=/,upperdir=%s,workdir=%s"
            .formatted(MEMORY.resolve("upper"), MEMORY.resolve("work"));
    assumeTrue(
        Installed.runs("mount", "-t", "overlay", "overlay", "-o", layers, ROOT.toString()),
        "skipped: this kernel has no overlay of its root");
  }

  @AfterEach
  void unmount() throws Exception {
    String mounts = Files.readString(Path.of("/proc/self/mounts"));
    for (Path mounted : List.of(ROOT, MEMORY)) {
      if (mounts.contains(" " + mounted + " ")) {
        Installed.run(Path.of("/"), "umount", mounted.toString());
      }
    }
    Installed.run(Path.of("/"), "rm", "-rf", WORK.toString());
  }

  @Test
  void systemdStartsItConfinedStartsItAgainAndStopsIt() throws Exception {
    Path script = TRIAL.resolve("trial.sh");
    try (InputStream resource = UnitIT.class.getResourceAsStream("unit-trial.sh")) {
      Files.write(script, Objects.requireNonNull(resource).readAllBytes());
    }
    Files.copy(Path.of(Made.tree() + ".deb"), TRIAL.resolve("piecemeal.deb"));
    Path facts = Files.createFile(TRIAL.resolve("facts"));
    Path unit =
        Files.writeString(
            TRIAL.resolve("trial.service"),
            """
            [Unit]
            After=basic.target
            [Service]
            Type=oneshot
            TimeoutStartSec=600
            ExecStart=/bin/bash /trial/trial.sh
            ExecStopPost=/bin/systemctl --no-block --force poweroff
            StandardOutput=append:/trial/facts
            StandardError=append:/trial/errors
            """);
    boolean booted =
        Installed.runs(
            "systemd-nspawn",
            "--quiet",
            "--directory=" + ROOT,
            "--machine=" + MACHINE,
            "--register=no",
            "--keep-unit",
            "--private-network",
            "--link-journal=no",
            "--bind=" + TRIAL + ":/trial",
            "--bind-ro=" + unit + ":/etc/systemd/system/trial.service",
            "--boot",
            "systemd.unit=trial.service");
    assumeTrue(booted || Files.size(facts) > 0, "skipped: systemd does not start in a container");

    assertThat(Files.readAllLines(facts))
        .as(UnitIT::errors)
        .containsExactly(
            "installed: inactive",
            "user: piecemeal",
            "capabilities: 0000000000000000",
            "seccomp: 2",
            "after kill -9: active, restarts 1, content hello",
            "stopped: inactive, success, exit code 0",
            "left: 0 processes",
            "wrong setting: exit code 2, 1 lines name it",
            "done");
  }

  /** What the script, and the installation, said. */
  private static String errors() {
    return Stream.of("errors", "dpkg.log")
        .map(TRIAL::resolve)
        .filter(Files::exists)
        .map(UnitIT::read)
        .reduce("", String::concat);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
