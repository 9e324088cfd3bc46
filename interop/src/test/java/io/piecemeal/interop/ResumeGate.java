package io.piecemeal.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.harness.proc.Waiting;
import io.piecemeal.interop.CommandLineClient.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code put} while its service is killed and it is interrupted itself. More than 64 MiB by {@code
 * -Dpiecemeal.resume.mib}.
 */
class ResumeGate {

  private static final int MIB = 1024 * 1024;
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Pattern FILE_ID = Pattern.compile("\"file_id\":\"([a-z0-9]{32})\"");

  /**
   * What happens, each time when the next eighth of the file was sent: the service is killed, or
   * the client gets Ctrl-C.
   */
  private static final String EVENTS = "KKCKKCK";

  @TempDir private Path work;

  private final MessageDigest digest = sha256();
  private long bytes;

  @Test
  void putSendsLittleTwiceOverFiveKillsAndTwoInterruptions() throws Exception {
    int mib = Integer.getInteger("piecemeal.resume.mib", 64);
    Path file = file(mib);
    bytes = (long) mib * MIB;
    long started = System.nanoTime();
    PackagedService service = PackagedService.start(work);
    try (CountingProxy proxy = CountingProxy.start()) {
      proxy.leadTo(service.port());
      CommandLineClient client =
          new CommandLineClient(Files.createDirectory(work.resolve("home")), proxy.url());
      proxy.limitTo(share(1));
      Process put = put(client, file);
      for (int i = 0; i < EVENTS.length(); i++) {
        awaitSent(proxy, put, share(i + 1));
        if (EVENTS.charAt(i) == 'K') {
          service.kill();
          service.close();
          service = PackagedService.start(work);
          proxy.leadTo(service.port());
        } else {
          assertThat(interrupt(put)).isEqualTo(130);
          put = put(client, file);
        }
        proxy.limitTo(i + 1 < EVENTS.length() ? share(i + 2) : Long.MAX_VALUE);
      }
      Outcome outcome = Outcome.of(put);
      assertThat(outcome.code()).as(outcome.said()).isZero();
      String sha256 = HexFormat.of().formatHex(digest.digest());
      assertThat(outcome.said()).contains("\"sha256\":\"" + sha256 + "\"");
      double ratio = proxy.sent() * 0.75 / bytes;
      System.out.printf(
          "%d MiB in %.1f s over %s: %d bytes on the wire, %.4f of the file as Base64 has it%n",
          mib, (System.nanoTime() - started) / 1e9, EVENTS, proxy.sent(), ratio);
      assertThat(ratio).isLessThanOrEqualTo(1.05);
      isGivenBack(client, outcome.said(), sha256);
    } finally {
      service.close();
    }
  }

  private void isGivenBack(CommandLineClient client, String said, String sha256) throws Exception {
    Matcher id = FILE_ID.matcher(said);
    assertThat(id.find()).isTrue();
    Outcome got = client.run("get", id.group(1), "-o", "copy");
    assertThat(got.code()).as(got.said()).isZero();
    try (var copy = Files.newInputStream(client.home().resolve("copy"))) {
      byte[] block = new byte[MIB];
      for (int read = copy.read(block); read >= 0; read = copy.read(block)) {
        digest.update(block, 0, read);
      }
    }
    assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(sha256);
  }

  /**
   * In chunks of the same share of the file as 4 MiB are of a gigabyte: what an interruption can
   * cost.
   */
  private Process put(CommandLineClient client, Path file) throws IOException {
    long chunk = Math.min(4L * MIB, bytes / 256);
    ProcessBuilder put =
        client.command("put", "--json", "--patience=600", "--chunk-size=" + chunk, file.toString());
    // A build in the background of a shell ignores Ctrl-C, and so would all that it starts.
    put.command().addAll(0, List.of("env", "--default-signal=INT"));
    return put.start();
  }

  /** Bytes on the wire at which an event happens, counted from 1. More is held back until then. */
  private long share(int event) {
    return (long) (bytes / 0.75 * event / (EVENTS.length() + 1));
  }

  private static void awaitSent(CountingProxy proxy, Process put, long sent) throws IOException {
    Waiting.until(
        "sent " + sent,
        PATIENCE,
        () -> {
          if (!put.isAlive()) {
            throw new AssertionError(
                "it ended early: "
                    + new String(put.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
          }
          return proxy.sent() >= sent;
        });
  }

  private static int interrupt(Process put) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(put.pid())).start().waitFor();
    return put.waitFor();
  }

  private Path file(int mib) throws IOException {
    Path file = work.resolve("file.bin");
    Random random = new Random(21);
    byte[] block = new byte[MIB];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int i = 0; i < mib; i++) {
        random.nextBytes(block);
        digest.update(block);
        out.write(block);
      }
    }
    return file;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has it", e);
    }
  }
}
