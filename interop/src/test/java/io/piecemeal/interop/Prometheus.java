package io.piecemeal.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.harness.proc.Child;
import io.piecemeal.harness.proc.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program that operators ask, scraping services once a second. */
final class Prometheus implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** What is 0 while all is well; its name has to be known. */
  private static final Pattern MAY_BE_ZERO =
      Pattern.compile(".*(?:_read_only|_failing|_pending|collection_held| == .*)");

  private final Child child;
  private final String queries;
  private final HttpClient client = HttpClient.newHttpClient();

  private Prometheus(Child child, int port) {
    this.child = child;
    this.queries = "http://127.0.0.1:" + port + "/api/v1/query?query=";
  }

  /** Starts it, and waits until it has seen all services. */
  static Prometheus start(Path program, Path work, List<PackagedService> services)
      throws Exception {
    int port = FreePort.find();
    String targets =
        services.stream()
            .map(service -> "'" + service.address() + "'")
            .collect(Collectors.joining(", ", "[", "]"));
    Path config =
        Files.writeString(
            work.resolve("prometheus.yaml"),
            """
            global: {scrape_interval: 1s}
            scrape_configs:
              - job_name: piecemeal
                static_configs: [{targets: %s}]
            """
                .formatted(targets));
    Child child =
        Child.start(
            new ProcessBuilder(
                program.toString(),
                "--config.file=" + config,
                "--storage.tsdb.path=" + work.resolve("prometheus"),
                "--web.listen-address=127.0.0.1:" + port),
            work.resolve("prometheus.log"),
            Pattern.compile("ready to receive web requests"));
    Prometheus started = new Prometheus(child, port);
    try {
      child.awaitReady(PATIENCE);
      started.awaitAnswer("count(up == 1) == " + services.size());
      return started;
    } catch (Exception e) {
      started.close();
      throw e;
    }
  }

  /** Until there is a sample, other than 0 where the query does not say itself what is wanted. */
  void awaitAnswer(String query) throws Exception {
    boolean anyValue = MAY_BE_ZERO.matcher(query).matches();
    await(() -> samples(query).stream().anyMatch(value -> anyValue || value > 0), query);
  }

  private List<Double> samples(String query) throws IOException, InterruptedException {
    URI uri = URI.create(queries + URLEncoder.encode(query, StandardCharsets.UTF_8));
    String answer =
        client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    JsonNode read = new JsonMapper().readTree(answer);
    assertThat(read.path("status").asString()).as(answer).isEqualTo("success");
    return read.path("data")
        .path("result")
        .valueStream()
        .map(sample -> Double.valueOf(sample.path("value").get(1).asString()))
        .toList();
  }

  static void await(Callable<Boolean> condition, String what) throws Exception {
    Instant until = Instant.now().plus(PATIENCE);
    while (!condition.call()) {
      assertThat(Instant.now()).as(what + ": no answer").isBefore(until);
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }

  @Override
  public void close() {
    client.close();
    child.close();
  }
}
