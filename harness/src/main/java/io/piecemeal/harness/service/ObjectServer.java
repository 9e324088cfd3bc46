package io.piecemeal.harness.service;

import io.piecemeal.harness.proc.Child;
import io.piecemeal.harness.proc.Programs;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An object store as a process of its own, the packaged module {@code s3-server}.
 *
 * @param port of 127.0.0.1 where it listens
 * @param folder where it keeps each object as a file
 */
public record ObjectServer(int port, Path folder) {

  private static final String BUCKET = "chunks";

  private static final Map<String, String> CREDENTIALS =
      Map.of("AWS_ACCESS_KEY_ID", "harness", "AWS_SECRET_ACCESS_KEY", "not-a-secret");

  private static final Pattern READY = Pattern.compile("object store is ready on port ([0-9]+)");

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /**
   * Starts one that ends with the folder at the latest, where it keeps its objects as well.
   *
   * @param home the root of the checkout
   * @throws IllegalStateException if it was not packaged yet
   */
  public static ObjectServer start(WorkFolder folder, Path home)
      throws IOException, InterruptedException {
    Path objects = folder.newFolder("bucket");
    Path jar = home.resolve("s3-server/target/s3-server/s3-server.jar");
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException("the object store is not packaged: " + jar);
    }
    ProcessBuilder command =
        new ProcessBuilder(
            Programs.java(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-jar",
            jar.toString(),
            objects.toString(),
            BUCKET,
            "0");
    command.environment().putAll(CREDENTIALS);
    Child child = folder.start("object-store", command, READY);
    return new ObjectServer(
        Integer.parseInt(child.awaitReady(PATIENCE).group(1)), objects.resolve(BUCKET));
  }

  /** Where it listens. */
  public String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  /** The name of its bucket. */
  public String bucket() {
    return BUCKET;
  }

  /** The settings of a service that keeps its chunks here. */
  public List<String> settings() {
    return List.of(
        "--chunk-store=s3://" + BUCKET + "/piecemeal",
        "--s3-endpoint=" + endpoint(),
        "--s3-path-style=true");
  }

  /** What the service's environment needs besides. */
  public Map<String, String> environment() {
    return CREDENTIALS;
  }
}
