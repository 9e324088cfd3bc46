package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The service stops, kindly or not, and starts again on the same data. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StopTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  /** The framework alone would wait longer. */
  private static final Duration LESS_THAN_THE_FRAMEWORK = Duration.ofSeconds(15);

  private static final Map<String, String> KEYS = Map.of("PIECEMEAL_API_KEYS", TestService.KEYS);

  private final Path data = TestService.newDataDirectory();

  @Test
  void uploadGoesOnWhereItWasWhenTheServiceWasKilled() throws Exception {
    byte[] file = Bytes.patterned(5_000_000);
    String id;
    try (ServiceProcess first = ServiceProcess.start(data, KEYS)) {
      Caller alice = first.caller(TestService.ALICE);
      id = alice.openWith(Bytes.cut(file, 0, 500_000), Bytes.cut(file, 500_000, 1_000_000));
      int stored = ObjectsOnDisk.in(data).size();
      GatedBody half = GatedBody.of(Json.data(Bytes.cut(file, 1_000_000, 4_000_000)));
      CompletableFuture<?> cut = sendAsync(alice, id, half);
      Await.until("half of a chunk is on disk", SOON, () -> ObjectsOnDisk.in(data).size() > stored);
      first.kill();
      assertThat(cut).failsWithin(SOON);
    }
    try (ServiceProcess second = ServiceProcess.start(data, KEYS)) {
      assertThat(second.output()).as("keys are configured").doesNotContain("pm_");
      Caller alice = second.caller(TestService.ALICE);
      int size = Math.toIntExact(alice.find(id).is(200).number("size"));
      assertThat(size).isEqualTo(1_000_000);
      alice.append(id, Bytes.cut(file, size, 5_000_000), "offset", size).is(200);
      assertThat(Bytes.sha256(alice.bytes(id))).isEqualTo(Bytes.sha256(file));
    }
  }

  @Test
  void acceptedRequestIsFinishedBeforeTheServiceStops() throws Exception {
    try (ServiceProcess service = ServiceProcess.start(data, KEYS, "--drain-delay=2s")) {
      Caller alice = service.caller(TestService.ALICE);
      String id = alice.open();
      GatedBody body = GatedBody.of(Json.data(Bytes.patterned(400_000)));
      CompletableFuture<HttpResponse<byte[]>> slow = sendAsync(alice, id, body);
      Await.until("half of the body is sent", SOON, body::isHalfSent);
      service.terminate();
      Await.until("readiness is red", SOON, () -> readiness(alice) == 503);
      alice.find(id).is(200);
      Await.until("connections are refused", SOON, () -> refusesConnections(alice));
      assertThat(service.isAlive()).isTrue();
      body.open();
      Answer.of(slow.get(SOON.toSeconds(), TimeUnit.SECONDS)).is(200).has("size", 400_000);
      assertThat(service.exitCode()).isZero();
      assertThat(service.family()).as("PostgreSQL and its helpers").isNotEmpty();
      Await.until(
          "PostgreSQL has ended",
          SOON,
          () -> service.family().stream().noneMatch(ProcessHandle::isAlive));
      assertThat(service.errors()).doesNotContain("WARN", "ERROR", "Exception");
    }
  }

  @Test
  void aStalledUploadIsCutOffAfterTheDrainTimeoutAndStoresNothing() throws Exception {
    try (ServiceProcess service = ServiceProcess.start(data, KEYS, "--drain-timeout=1s")) {
      Caller alice = service.caller(TestService.ALICE);
      GatedBody body = GatedBody.of(Json.data(Bytes.patterned(400_000)));
      CompletableFuture<HttpResponse<byte[]>> stalled = sendAsync(alice, alice.open(), body);
      Await.until("half of the body is sent", SOON, body::isHalfSent);

      long start = System.nanoTime();
      service.terminate();
      assertThat(service.exitCode()).isZero();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LESS_THAN_THE_FRAMEWORK);
      assertThat(service.errors()).contains("did not finish within PT1S").doesNotContain("ERROR");
      assertThat(stalled).failsWithin(SOON);
    }
  }

  @Test
  void bodiesThatAreStillUnderWayAfterTheDrainTimeoutAreBrokenOffWithoutAnError() throws Exception {
    try (ServiceProcess service = ServiceProcess.start(data, KEYS, "--drain-timeout=1s");
        RawSocket _ = begun(service, "POST /uploads", "application/json");
        RawSocket _ = begun(service, "POST /files", "multipart/form-data; boundary=b");
        RawSocket _ = begun(service, "POST /openai/v1/files", "multipart/form-data; boundary=b");
        RawSocket _ =
            begun(
                service,
                "POST /tus",
                "application/offset+octet-stream\r\nTus-Resumable: 1.0.0\r\nUpload-Length: 9999");
        RawSocket _ = begun(service, "POST /mcp", "application/json")) {
      service.terminate();
      assertThat(service.exitCode()).isZero();
      assertThat(service.errors())
          .contains("did not finish within PT1S")
          .doesNotContain("ERROR", "Exception", "No bean");
    }
  }

  /** A request whose body the service reads, and of which a part was sent. */
  private static RawSocket begun(ServiceProcess service, String line, String type)
      throws Exception {
    RawSocket socket = new RawSocket(service.port());
    socket.send(
        "%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\n"
                .formatted(line, TestService.ALICE, type)
            + "Content-Length: 9999\r\nExpect: 100-continue\r\n\r\n");
    assertThat(socket.status()).as(line).isEqualTo(100);
    return socket.send(
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\na");
  }

  @Test
  void keysAreMadeAndShownWhileTheServiceIsStopped() throws Exception {
    String made = CommandProcess.keys(data, "create", "dave");
    assertThat(CommandProcess.keys(data, "list")).contains(made.split("_", -1)[1], "dave");
  }

  private static CompletableFuture<HttpResponse<byte[]>> sendAsync(
      Caller caller, String id, GatedBody body) {
    return Caller.CLIENT.sendAsync(
        caller.json("/uploads/" + id).PUT(body.publisher()).build(), BodyHandlers.ofByteArray());
  }

  private static int readiness(Caller caller) throws IOException, InterruptedException {
    return Caller.CLIENT
        .send(caller.anonymous("/health/ready").build(), BodyHandlers.discarding())
        .statusCode();
  }

  private static boolean refusesConnections(Caller caller) throws IOException {
    int port = URI.create(caller.baseUrl()).getPort();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return !socket.isConnected();
    } catch (ConnectException e) {
      return true;
    }
  }
}
