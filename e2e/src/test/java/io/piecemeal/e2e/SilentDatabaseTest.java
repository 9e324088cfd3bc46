package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.in.ManageKeys;
import io.piecemeal.application.port.out.Ids;
import io.piecemeal.domain.access.KeyTerms;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.testkit.Race;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
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
  private Sql proxied;
  private InProcessService service;
  private Caller alice;

  @BeforeAll
  void startBehindAProxy() throws Exception {
    Sql server = Sql.newDatabase();
    URI direct = URI.create(server.jdbcUrl().substring("jdbc:".length()));
    proxy = TcpProxy.to(new InetSocketAddress(direct.getHost(), direct.getPort()));
    proxied =
        new Sql(
            server.jdbcUrl().replace(":" + direct.getPort(), ":" + proxy.port()),
            server.user(),
            server.password());
    service = start();
    alice = new Caller(service.port(), TestService.ALICE);
  }

  private InProcessService start() {
    return InProcessService.start(
        List.of(
            "--port=0",
            "--data-dir=" + TestService.newDataDirectory(),
            "--database-url=" + proxied.jdbcUrl()),
        proxied.environment(TestService.KEYS));
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
    everybodyIsAnsweredInTime(lane -> alice, id);
    proxy.forward();

    everythingWorksAgain(id);
  }

  @Test
  void aDatabaseThatRefusesIsAnsweredFor() throws Exception {
    String id = alice.openWith(CHUNK);

    proxy.refuse();
    everybodyIsAnsweredInTime(lane -> alice, id);
    proxy.forward();

    everythingWorksAgain(id);
  }

  /** The look-up of a key is a look-up like any other. */
  @Test
  void aStalledDatabaseIsAnsweredForWhereAllShareAStoredKey() throws Exception {
    String id = alice.openWith(CHUNK);
    Caller stored = withStoredKey(service);

    proxy.stall();
    everybodyIsAnsweredInTime(lane -> stored, id);
    everybodyIsAnsweredInTime(lane -> stored, id);
    proxy.forward();

    everythingWorksAgain(id);
    stored.find(id).is(200);
  }

  @Test
  void aStalledDatabaseIsAnsweredForWhereEachHasAStoredKey() throws Exception {
    String id = alice.openWith(CHUNK);
    List<Caller> stored = Stream.generate(() -> withStoredKey(service)).limit(CALLERS).toList();

    proxy.stall();
    everybodyIsAnsweredInTime(stored::get, id);
    proxy.forward();

    everythingWorksAgain(id);
    assertThat(stored).allSatisfy(caller -> caller.find(id).is(200));
  }

  @Test
  void aDatabaseThatRefusesIsAnsweredForWhereAllShareAStoredKey() throws Exception {
    String id = alice.openWith(CHUNK);
    Caller stored = withStoredKey(service);

    proxy.refuse();
    everybodyIsAnsweredInTime(lane -> stored, id);
    proxy.forward();

    everythingWorksAgain(id);
    stored.find(id).is(200);
  }

  @Test
  void aKeyThatNobodyHasIsAnsweredForByAStalledDatabase() throws Exception {
    String id = alice.openWith(CHUNK);
    Caller nobody = new Caller(service.port(), service.bean(Ids.class).nextToken().reveal());
    nobody.find(id).is(401);

    proxy.stall();
    everybodyIsAnsweredInTime(lane -> nobody, id);
    proxy.forward();

    everythingWorksAgain(id);
    nobody.find(id).is(401);
  }

  @Test
  void theFirstRequestsAfterAStartAreAnsweredInTime() throws Exception {
    String id = alice.openWith(CHUNK);
    Caller known = withStoredKey(service);
    try (InProcessService young = start()) {
      Caller first = new Caller(young.port(), known.key());

      proxy.stall();
      everybodyIsAnsweredInTime(lane -> first, id);
      proxy.forward();

      Await.until("ready again", LIMIT, () -> works(first));
      first.find(id).is(200);
    }
    everythingWorksAgain(id);
  }

  private static Caller withStoredKey(InProcessService service) {
    String token =
        service.bean(ManageKeys.class).create(KeyTerms.of(new Owner("alice"))).token().reveal();
    return new Caller(service.port(), token);
  }

  private static void everybodyIsAnsweredInTime(IntFunction<Caller> callers, String id)
      throws Exception {
    List<Duration> waits =
        Race.run(CALLERS, lane -> timed(() -> call(callers.apply(lane), lane, id)));
    assertThat(waits).allSatisfy(wait -> assertThat(wait).isLessThan(LIMIT));
    Await.until("not ready", LIMIT, () -> readiness(callers.apply(0)) == 503);
  }

  /** By another way for each. */
  private static void call(Caller caller, int lane, String id) {
    switch (lane % 4) {
      case 0 -> assertThat(caller.append(id, CHUNK).status()).isEqualTo(503);
      case 1 -> caller.post("/uploads", Json.of("filename", "a")).is(503);
      case 2 -> caller.content(id).isProblem(503, "unavailable");
      // What was found within the last second is not asked for again.
      default -> assertThat(readiness(caller)).isIn(200, 503);
    }
  }

  private void awaitReadiness() throws Exception {
    Await.until("ready again", LIMIT, () -> works(alice));
  }

  private static boolean works(Caller caller) {
    return caller.get("/files").status() == 200 && readiness(caller) == 200;
  }

  private static int readiness(Caller caller) {
    try {
      return Caller.CLIENT
          .send(caller.anonymous("/health/ready").build(), BodyHandlers.discarding())
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
