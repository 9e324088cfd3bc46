package io.piecemeal.harness.watch;

import io.piecemeal.harness.proc.Child;
import io.piecemeal.harness.proc.FreePort;
import io.piecemeal.harness.proc.Programs;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The Prometheus of the distribution, as a process of its own, with the alerts of a checkout.
 *
 * @param url where it answers
 */
public record Prometheus(URI url, HttpClient http) {

  /** The job that the alerts expect. */
  private static final String JOB = "piecemeal";

  private static final Pattern READY = Pattern.compile("Server is ready to receive web requests");
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int OK = 200;

  /** What this machine lacks; empty if it has one. */
  public static Optional<String> missing() {
    return Programs.find("prometheus").isPresent()
        ? Optional.empty()
        : Optional.of("there is no prometheus");
  }

  /**
   * Starts it; it ends with the folder at the latest.
   *
   * @param home the root of the checkout, whose alerts it loads
   * @param time how fast time goes for it
   * @param services host and port of each, by the name that is its instance
   */
  public static Prometheus start(
      WorkFolder folder, Path home, FasterTime time, Map<String, String> services)
      throws IOException, InterruptedException {
    Path work = folder.newFolder("prometheus");
    String alerts = Files.readString(home.resolve("deploy/prometheus/alerts.yaml"));
    Files.writeString(work.resolve("alerts.yaml"), time.of(alerts));
    Path settings = Files.writeString(work.resolve("prometheus.yaml"), settings(time, services));
    int port = FreePort.find();
    Child child =
        folder.start(
            "prometheus",
            new ProcessBuilder(
                Programs.find("prometheus").orElseThrow().toString(),
                "--config.file=" + settings,
                "--storage.tsdb.path=" + work.resolve("series"),
                "--web.listen-address=127.0.0.1:" + port),
            READY);
    child.awaitReady(PATIENCE);
    return new Prometheus(URI.create("http://127.0.0.1:" + port), HttpClient.newHttpClient());
  }

  private static String settings(FasterTime time, Map<String, String> services) {
    String targets =
        services.entrySet().stream()
            .map(
                service ->
                    "      - {targets: ['%s'], labels: {instance: '%s'}}%n"
                        .formatted(service.getValue(), service.getKey()))
            .collect(Collectors.joining());
    return """
    global:
      scrape_interval: %1$dms
      scrape_timeout: %1$dms
      evaluation_interval: %1$dms
    rule_files: [alerts.yaml]
    scrape_configs:
    - job_name: %2$s
      static_configs:
    %3$s"""
        .formatted(time.interval().toMillis(), JOB, targets);
  }

  /** All alerts that are pending or fire, as it tells them in JSON. */
  public String alerts() throws IOException, InterruptedException {
    return get("/api/v1/alerts");
  }

  /** The rules that it has loaded, in JSON. */
  public String rules() throws IOException, InterruptedException {
    return get("/api/v1/rules");
  }

  /** What a query finds now, in JSON. */
  public String query(String query) throws IOException, InterruptedException {
    return get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
  }

  private String get(String target) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(url.resolve(target)).timeout(PATIENCE).build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != OK) {
      throw new IOException("%s: %s".formatted(target, answer.body()));
    }
    return answer.body();
  }
}
