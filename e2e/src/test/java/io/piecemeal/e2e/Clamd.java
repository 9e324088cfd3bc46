package io.piecemeal.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piecemeal.testkit.Eicar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/** ClamAV's daemon with a signature of its own: those of its makers are not on this machine. */
final class Clamd implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/sbin/clamd");
  private static final Duration SOON = Duration.ofMinutes(2);

  private final Process process;

  private Clamd(Process process) {
    this.process = process;
  }

  /**
   * Starts one; what needs it is skipped where there is none.
   *
   * @param folder for what it has, with a short path
   * @param socket where it listens
   */
  static Clamd start(Path folder, Path socket) throws Exception {
    assumeTrue(Files.isExecutable(PROGRAM), "clamav-daemon is not installed: skipped");
    Path signatures = Files.createDirectories(folder.resolve("db"));
    Files.writeString(
        signatures.resolve("local.ndb"),
        "Eicar-Test-Signature:0:*:%s%n".formatted(HexFormat.of().formatHex(Eicar.bytes())));
    Path config = folder.resolve("clamd.conf");
    Files.writeString(
        config,
        """
        Foreground yes
        DatabaseDirectory %s
        LocalSocket %s
        StreamMaxLength 1M
        MaxFileSize 512K
        MaxScanSize 512K
        AlertExceedsMax yes
        """
            .formatted(signatures, socket));
    Process process =
        new ProcessBuilder(PROGRAM.toString(), "--config-file=" + config)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("clamd.out").toFile())
            .start();
    Clamd clamd = new Clamd(process);
    Await.until("clamd listens", SOON, () -> Files.exists(socket) || !process.isAlive());
    if (!process.isAlive()) {
      throw new IOException(Files.readString(folder.resolve("clamd.out")));
    }
    return clamd;
  }

  @Override
  public void close() {
    stop();
  }

  /** Ends it, if it has not ended. */
  void stop() {
    process.destroy();
    process.onExit().orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
  }
}
