package io.piecemeal.bootstrap.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.bootstrap.InProcessService;
import io.piecemeal.testkit.Race;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A database that stops to answer costs nobody more than 15 seconds, and no restart. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SilentDatabaseTest {

  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final byte[] CHUNK = Bytes.utf8("chunk ");

  /** More than there are connections and lanes. */
  private static final int CALLERS = 30;

  private TcpProxy proxy;
  private InProcessService service;
  private Caller alice;

  @BeforeAll
  void startBehindAProxy() throws Exception {
    Sql server = TestService.sql().newDatabase("behind_a_proxy");
    URI direct = URI.create(server.jdbcUrl().substring("jdbc:".length()));
    proxy = TcpProxy.to(new InetSocketAddress(direct.getHost(), direct.getPort()));
    Sql proxied =
        new Sql(
            server.jdbcUrl().replace(":" + direct.getPort(), ":" + proxy.port()),
            server.user(),
            server.password());
    service =
        InProcessService.start(
            List.of(
                "--port=0",
                "--data-dir=" + TestService.newDataDirectory(),
                "--database-url=" + proxied.jdbcUrl()),
            proxied.environment(TestService.KEYS));
    alice = new Caller(service.port(), TestService.ALICE);
  }

  @AfterAll
  void stop() throws Exception {
    proxy.forward();
    service.close();
    proxy.close();
  }

  /** Whatever the test before left. */
  @BeforeEach
  void letEverythingWork() throws Exception {
    proxy.forward();
    awaitReadiness();
  }

  @Test
  void aStalledDatabaseIsAnsweredFor() throws Exception {
    String id = alice.openWith(CHUNK);

    proxy.stall();
    everybodyIsAnsweredInTime(id);
    proxy.forward();

    everythingWorksAgain(id);
  }

  @Test
  void aDatabaseThatRefusesIsAnsweredFor() throws Exception {
    String id = alice.openWith(CHUNK);

    proxy.refuse();
    everybodyIsAnsweredInTime(id);
    proxy.forward();

    everythingWorksAgain(id);
  }

  private void everybodyIsAnsweredInTime(String id) {
    List<Duration> waits = Race.run(CALLERS, lane -> timed(() -> call(lane, id)));
    assertThat(waits).allSatisfy(wait -> assertThat(wait).isLessThan(LIMIT));
  }

  /** By another way for each. */
  private void call(int lane, String id) {
    switch (lane % 4) {
      case 0 -> assertThat(alice.append(id, CHUNK).status()).isEqualTo(503);
      case 1 -> alice.post("/uploads", Json.of("filename", "a")).is(503);
      case 2 -> alice.content(id).isProblem(503, "unavailable");
      default -> assertThat(readiness()).isEqualTo(503);
    }
  }

  private void awaitReadiness() throws Exception {
    Await.until("ready again", LIMIT, () -> readiness() == 200);
  }

  private int readiness() {
    try {
      return Caller.CLIENT
          .send(alice.anonymous("/health/ready").build(), BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for an answer", e);
    }
  }

  private static Duration timed(Runnable call) {
    long start = System.nanoTime();
    call.run();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private void everythingWorksAgain(String id) throws Exception {
    awaitReadiness();
    long size = alice.find(id).is(200).number("size");
    assertThat(size % CHUNK.length).isZero();
    alice.append(id, CHUNK, "offset", size).is(200).has("size", size + CHUNK.length);
    assertThat(alice.bytes(id)).hasSize((int) size + CHUNK.length);
    alice.openWith(CHUNK);
  }
}
