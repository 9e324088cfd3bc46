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
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An object store: a process of its own, the packaged module {@code s3-server}, or one that runs
 * already.
 *
 * @param endpoint where it listens
 * @param environment the credentials, as the service's environment needs them
 * @param folder where it keeps each object as a file, if it is ours
 */
public record ObjectServer(
    String endpoint, String bucket, Map<String, String> environment, Optional<Path> folder) {

  private static final String BUCKET = "chunks";

  private static final Map<String, String> CREDENTIALS =
      Map.of("AWS_ACCESS_KEY_ID", "harness", "AWS_SECRET_ACCESS_KEY", "not-a-secret");

  private static final Pattern READY = Pattern.compile("object store is ready on port ([0-9]+)");

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /**
   * The one that the environment names, as the scripts in {@code faults/stores} start one, or one
   * that is started.
   *
   * @see #start
   */
  public static ObjectServer namedOrStarted(WorkFolder folder, Path home)
      throws IOException, InterruptedException {
    String endpoint = System.getenv("TEST_S3_ENDPOINT");
    return endpoint == null ? start(folder, home) : named(endpoint);
  }

  private static ObjectServer named(String endpoint) {
    Map<String, String> credentials =
        CREDENTIALS.keySet().stream()
            .collect(Collectors.toMap(name -> name, ObjectServer::required));
    return new ObjectServer(endpoint, required("TEST_S3_BUCKET"), credentials, Optional.empty());
  }

  private static String required(String variable) {
    return Optional.ofNullable(System.getenv(variable))
        .orElseThrow(() -> new IllegalStateException(variable + " is not set"));
  }

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
    String port = child.awaitReady(PATIENCE).group(1);
    return new ObjectServer(
        "http://127.0.0.1:" + port, BUCKET, CREDENTIALS, Optional.of(objects.resolve(BUCKET)));
  }

  /** The settings of a service that keeps its chunks here. */
  public List<String> settings() {
    return List.of(
        "--chunk-store=s3://" + bucket + "/piecemeal-" + ProcessHandle.current().pid(),
        "--s3-endpoint=" + endpoint,
        "--s3-path-style=true");
  }
}
