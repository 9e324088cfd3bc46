package io.piecemeal.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The image, built by the Containerfile on a root of Debian packages, since no image registry is
 * asked; and the Debian package, installed into such a root. Needs root, mmdebstrap and podman; on
 * a machine without them, or one whose kernel lets no container run, it is skipped and says so.
 */
class ImageIT {

  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path DEBIAN = TARGET.resolve("debian.tar");
  private static final List<String> NO_RIGHTS =
      List.of("--read-only", "--cap-drop=all", "--security-opt=no-new-privileges");

  private final Path work = TARGET.resolve("image");
  private List<String> podman = List.of();

  @BeforeEach
  void findRoot() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "skipped: no root, no image");
    for (String program : List.of("mmdebstrap", "podman", "runc")) {
      assumeTrue(
          Files.isExecutable(Path.of("/usr/bin", program))
              || Files.isExecutable(Path.of("/usr/sbin", program)),
          "skipped: no " + program);
    }
    removeWork();
    Files.createDirectories(work.resolve("run"));
    if (!Files.exists(DEBIAN)) {
      Path made = work.resolve("debian.tar");
      assumeTrue(
          Installed.runs("mmdebstrap", "--variant=minbase", "bookworm", made.toString()),
          "skipped: mmdebstrap reaches no mirror");
      Files.move(made, DEBIAN);
    }
    // A process in a container may not have more than this one, and asks for more by default.
    Path settings =
        Files.writeString(
            work.resolve("containers.conf"),
            "[containers]\ndefault_ulimits=[\"nofile=4096:4096\",\"nproc=4096:4096\"]\n");
    podman =
        List.of(
            "env",
            "CONTAINERS_CONF=" + settings,
            "podman",
            "--root=" + work.resolve("store"),
            "--runroot=" + work.resolve("runroot"),
            "--runtime=runc",
            "--cgroup-manager=cgroupfs");
  }

  @AfterEach
  void removeWork() throws Exception {
    Path overlay = work.resolve("store/overlay");
    if (Files.readString(Path.of("/proc/self/mounts")).contains(overlay + " ")) {
      Installed.run(TARGET, "umount", overlay.toString());
    }
    Installed.run(TARGET, "rm", "-rf", work.toString());
  }

  @Test
  void imageServesWithoutRightsOnAReadOnlyRoot() throws Exception {
    podman("import", "--quiet", DEBIAN.toString(), "localhost/debian");
    podman(
        "build",
        "--isolation=chroot",
        "--layers=false",
        "--network=host",
        "--build-arg=BASE=localhost/debian",
        "--tag=localhost/piecemeal",
        "--file=" + Path.of("..", "deploy", "Containerfile").toAbsolutePath(),
        TARGET.toString());
    assumeTrue(
        Installed.runs(run("--rm", "--entrypoint=/bin/true").toArray(String[]::new)),
        "skipped: no container runs on this machine");

    List<String> serve = run("--name=served", "--env=PIECEMEAL_JAVA_OPTS=-XX:AOTMode=on");
    serve.addAll(List.of("serve", "--host=127.0.0.1", "--port=0"));
    // podman passes the signal on, and may fail itself when the container has ended meanwhile.
    Installed.exitCodeAfterServing(serve, Map.of(), work.resolve("run"));
    assertThat(podman("wait", "served").strip()).as("exit code").isEqualTo("0");
    podman("rm", "served");
  }

  @Test
  void debianPackageInstallsAndServesAsItsUser() throws Exception {
    Path root = Files.createDirectories(work.resolve("root"));
    Installed.run(TARGET, "tar", "-xf", DEBIAN.toString(), "-C", root.toString());
    Files.copy(Path.of(Made.tree() + ".deb"), root.resolve("piecemeal.deb"));
    Installed.run(TARGET, "chroot", root.toString(), "dpkg", "--install", "/piecemeal.deb");
    assertThat(Files.getOwner(root.resolve("var/lib/piecemeal")).getName()).isNotEqualTo("root");

    // The JVM looks for the disk of a file among the mounts, so the root has to be one.
    String enter =
        "mount --bind %1$s %1$s && mount -t proc proc %1$s/proc && exec chroot %1$s \"$@\""
            .formatted(root);
    Installed.serves(
        List.of("unshare", "--mount", "sh", "-c", enter, "sh", "piecemeal", "serve", "--port=0"),
        Map.of("PIECEMEAL_JAVA_OPTS", "-XX:AOTMode=on"),
        work.resolve("run"));
    assertThat(root.resolve("var/lib/piecemeal/data/objects")).isDirectory();
  }

  private List<String> run(String... options) {
    List<String> command = new ArrayList<>(podman);
    command.addAll(List.of("run", "--network=host"));
    command.addAll(List.of(options));
    command.addAll(NO_RIGHTS);
    command.add("localhost/piecemeal");
    return command;
  }

  private String podman(String... arguments) throws Exception {
    return Installed.run(
        TARGET, Stream.concat(podman.stream(), Stream.of(arguments)).toArray(String[]::new));
  }
}
