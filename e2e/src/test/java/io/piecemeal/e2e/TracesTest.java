package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.junit.jupiter.api.Test;

/** What a collector of traces gets, and what the log says of it. */
class TracesTest {

  private static final Duration SOON = Duration.ofMinutes(2);
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "b7ad6b7169203331";
  private static final String OTHER = "1af7651916cd43dd8448eb211c80319d";

  private static String traceparent(String trace) {
    return "00-%s-%s-01".formatted(trace, PARENT);
  }

  @Test
  void requestsStagesAndTheDatabaseAreSpansOfTheCallersTrace() throws Exception {
    Path data = TestService.newDataDirectory().resolve("data");
    try (Collector collector = new Collector();
        ServiceProcess service =
            ServiceProcess.start(
                data,
                Map.of(
                    "PIECEMEAL_API_KEYS",
                    TestService.KEYS,
                    "PIECEMEAL_OTLP_ENDPOINT",
                    collector.url(),
                    "PIECEMEAL_ACCESS_LOG",
                    "true"))) {
      Caller alice = service.caller(TestService.ALICE);
      String id = alice.open();
      alice
          .send(
              alice
                  .json("/uploads/" + id)
                  .header("traceparent", traceparent(TRACE))
                  .PUT(BodyPublishers.ofString(Json.data(Bytes.patterned(100_000)))))
          .is(200);
      alice.get("/files/" + id, "traceparent", traceparent(OTHER)).is(200);

      Await.until("spans", SOON, () -> names(collector, TRACE).contains("PUT /uploads/{fileId}"));
      List<Span> all = collector.trace(TRACE);
      Span request = one(all, "PUT /uploads/{fileId}");
      assertThat(hex(request.getParentSpanId().toByteArray())).isEqualTo(PARENT);
      assertThat(request.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
      assertThat(Collector.attribute(request, "http.response.status_code")).isEqualTo("200");
      for (String step : List.of("receive", "sync", "FileLedger.append", "FileCatalog.find")) {
        assertThat(one(all, step).getParentSpanId()).isEqualTo(request.getSpanId());
      }
      Span commit = one(all, "FileLedger.append");
      assertThat(commit.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
      assertThat(Collector.attribute(commit, "db.system.name")).isEqualTo("postgresql");
      assertThat(one(all, "sync").getStartTimeUnixNano())
          .isGreaterThanOrEqualTo(one(all, "receive").getEndTimeUnixNano());

      Await.until("spans", SOON, () -> names(collector, OTHER).contains("GET /files/{fileId}"));
      assertThat(names(collector, OTHER)).contains("FileCatalog.find");
      assertThat(collector.trace(OTHER).toString() + all).doesNotContain(id, "alice");

      for (String trace : List.of(TRACE, OTHER)) {
        Await.until("the access line of " + trace, SOON, () -> hasAccessLine(service, trace));
      }
    }
  }

  @Test
  void requestsToAStoreOfObjectsAreSpansToo() throws Exception {
    TransientNio2BlobStore objects = new TransientNio2BlobStore();
    objects.createContainer("chunks");
    S3Proxy store =
        S3Proxy.builder()
            .blobStore(objects)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, "local-identity", "local-credential")
            .build();
    store.start();
    Map<String, String> environment =
        new HashMap<>(Sql.newDatabase().environment(TestService.KEYS));
    environment.put("AWS_ACCESS_KEY_ID", "local-identity");
    environment.put("AWS_SECRET_ACCESS_KEY", "local-credential");
    try (Collector collector = new Collector();
        ServiceProcess service =
            ServiceProcess.start(
                TestService.newDataDirectory().resolve("data"),
                environment,
                "--otlp-endpoint=" + collector.url(),
                // None but those of callers who say so.
                "--trace-share=0",
                "--chunk-store=s3://chunks",
                "--s3-endpoint=http://127.0.0.1:" + store.getPort(),
                "--s3-path-style=true")) {
      Caller alice = service.caller(TestService.ALICE);
      String id = alice.open();
      alice
          .send(
              alice
                  .json("/uploads/" + id)
                  .header("traceparent", traceparent(TRACE))
                  .PUT(BodyPublishers.ofString(Json.data(Bytes.patterned(100_000)))))
          .is(200);

      Await.until("spans", SOON, () -> names(collector, TRACE).contains("PUT /uploads/{fileId}"));
      List<Span> all = collector.trace(TRACE);
      Span put = one(all, "PUT");
      assertThat(put.getParentSpanId()).isEqualTo(one(all, "sync").getSpanId());
      assertThat(put.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
      assertThat(Collector.attribute(put, "http.response.status_code")).isEqualTo("200");
      assertThat(collector.all()).containsExactlyInAnyOrderElementsOf(all);
    } finally {
      store.stop();
    }
  }

  private static boolean hasAccessLine(ServiceProcess service, String trace) throws IOException {
    return service
        .errors()
        .lines()
        .anyMatch(line -> line.contains(trace) && line.contains("io.piecemeal.access"));
  }

  private static List<String> names(Collector collector, String trace) {
    return collector.trace(trace).stream().map(Span::getName).toList();
  }

  private static Span one(List<Span> spans, String name) {
    return spans.stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no span " + name + " in " + spans));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void withoutACollectorNothingOfOpenTelemetryIsLoaded() throws Exception {
    Path folder = TestService.newDataDirectory();
    Path classes = folder.resolve("classes.log");
    try (ServiceProcess service =
        ServiceProcess.start(
            folder.resolve("data"),
            Map.of(
                "PIECEMEAL_API_KEYS",
                TestService.KEYS,
                "PIECEMEAL_JAVA_OPTS",
                "-Xlog:class+load:file=" + classes))) {
      service.caller(TestService.ALICE).openWith(Bytes.utf8("a"));

      assertThat(Files.readString(classes))
          .contains("io.piecemeal.bootstrap.sight.Tracing ")
          .doesNotContain("io.opentelemetry", "okhttp", "io.piecemeal.telemetry");
    }
  }
}
