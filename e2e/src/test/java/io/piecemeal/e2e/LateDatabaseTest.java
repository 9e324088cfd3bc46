package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database that comes later than the service is waited for: live, and not ready. */
class LateDatabaseTest {

  private static final Duration LONG = Duration.ofMinutes(3);

  private final List<InProcessService> started = new ArrayList<>();
  private TcpProxy proxy;
  private Sql database;
  private int port;

  @BeforeEach
  void putTheDatabaseOutOfReach() throws Exception {
    Sql server = Sql.newDatabase();
    URI direct = URI.create(server.jdbcUrl().substring("jdbc:".length()));
    proxy = TcpProxy.to(new InetSocketAddress(direct.getHost(), direct.getPort()));
    database =
        new Sql(
            server.jdbcUrl().replace(":" + direct.getPort(), ":" + proxy.port()),
            server.user(),
            server.password());
    port = freePort();
  }

  @AfterEach
  void stop() throws Exception {
    started.forEach(InProcessService::close);
    proxy.close();
  }

  @Test
  void whileTheDatabaseIsAwayTheServiceIsLiveAndNotReady() throws Exception {
    proxy.refuse();
    CompletableFuture<InProcessService> start = start();

    Await.until("it answers", LONG, () -> answers("/health/live"));
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    HttpResponse<String> refusal = get("/files");
    assertThat(refusal.statusCode()).isEqualTo(503);
    assertThat(refusal.headers().firstValue("Retry-After")).contains("5");
    assertThat(refusal.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(refusal.body()).contains("\"code\":\"unavailable\"", "\"retryable\":true");
    assertThat(start).isNotDone();

    proxy.forward();
    service(start);
    Caller alice = new Caller(port, TestService.ALICE);
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    String id = alice.openWith(Bytes.utf8("late"));
    assertThat(alice.bytes(id)).asString().isEqualTo("late");
  }

  @Test
  void aDatabaseThatAcceptsAndIsSilentIsWaitedForToo() throws Exception {
    proxy.stall();
    CompletableFuture<InProcessService> start = start();
    Await.until("it answers", LONG, () -> answers("/health/live"));
    // Longer than one attempt to connect may take.
    Await.until("two attempts were made", LONG, () -> proxy.accepted() >= 2);
    assertThat(start).isNotDone();

    proxy.forward();
    service(start);
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
  }

  private CompletableFuture<InProcessService> start() {
    List<String> options =
        List.of(
            "--port=" + port,
            "--data-dir=" + TestService.newDataDirectory(),
            "--database-url=" + database.jdbcUrl());
    return CompletableFuture.supplyAsync(
        () -> InProcessService.start(options, database.environment(TestService.KEYS)));
  }

  private void service(CompletableFuture<InProcessService> start) throws Exception {
    started.add(start.get(LONG.toSeconds(), TimeUnit.SECONDS));
  }

  private boolean answers(String path) throws InterruptedException {
    try {
      return get(path).statusCode() > 0;
    } catch (IOException e) {
      return false;
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return Caller.CLIENT.send(
        new Caller(port, TestService.ALICE).anonymous(path).build(), BodyHandlers.ofString());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
