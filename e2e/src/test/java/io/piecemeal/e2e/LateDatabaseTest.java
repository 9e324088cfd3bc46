package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.harness.proc.FreePort;
import io.piecemeal.http.server.tls.TlsFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that comes later than the service is waited for: live, and not ready. */
class LateDatabaseTest {

  private static final Duration LONG = Duration.ofMinutes(3);
  private static final String APP = "https://app.example.com";

  /** Not the common pool: on two processors it has one thread, which a start keeps for itself. */
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private final List<CompletableFuture<InProcessService>> starts = new ArrayList<>();
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
    port = FreePort.find();
  }

  @AfterEach
  void stop() throws Exception {
    proxy.forward();
    for (CompletableFuture<InProcessService> start : starts) {
      service(start).close();
    }
    threads.shutdownNow();
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
  void eachDialectIsToldInItsOwnForm() throws Exception {
    proxy.refuse();
    CompletableFuture<InProcessService> start = start();
    Await.until("it answers", LONG, () -> answers("/health/live"));

    HttpResponse<String> openAi = get("/openai/v1/files");
    assertThat(openAi.statusCode()).isEqualTo(503);
    assertThat(openAi.headers().firstValue("x-should-retry")).contains("true");
    assertThat(openAi.headers().firstValue("Retry-After")).contains("5");
    assertThat(Json.read(Bytes.utf8(openAi.body())).get("error"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("type", "server_error")
        .containsEntry("code", "unavailable")
        .containsEntry("param", null);
    HttpResponse<String> anthropic = get("/anthropic/v1/files");
    assertThat(anthropic.statusCode()).isEqualTo(503);
    assertThat(anthropic.headers().firstValue("request-id")).isPresent();
    assertThat(Json.read(Bytes.utf8(anthropic.body())).get("error"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("type", "overloaded_error");
    HttpResponse<String> gemini = get("/gemini/v1beta/files");
    assertThat(gemini.statusCode()).isEqualTo(503);
    assertThat(Json.read(Bytes.utf8(gemini.body())).get("error"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("status", "UNAVAILABLE");
    HttpResponse<String> tus = get("/tus/x");
    assertThat(tus.statusCode()).isEqualTo(503);
    assertThat(tus.headers().allValues("Tus-Resumable")).containsExactly("1.0.0");
    assertThat(tus.headers().firstValue("Content-Type")).contains("application/problem+json");

    proxy.forward();
    service(start);
    HttpResponse<String> later = get("/tus/x");
    assertThat(later.statusCode()).isEqualTo(401);
    assertThat(later.headers().allValues("Tus-Resumable")).containsExactly("1.0.0");
    assertThat(later.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @Test
  void noConnectionIsRefusedOrResetAfterTheFirstAnswer() throws Exception {
    proxy.refuse();
    AtomicBoolean over = new AtomicBoolean();
    Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    CompletableFuture<Void> probe =
        CompletableFuture.runAsync(() -> probe(over, statuses), threads);
    CompletableFuture<InProcessService> start = start();
    Await.until("it answers", LONG, () -> statuses.contains(503) || probe.isDone());

    proxy.forward();
    service(start);
    Await.until("it is ready", LONG, () -> statuses.contains(200) || probe.isDone());
    over.set(true);
    assertThat(probe).succeedsWithin(LONG);
    assertThat(List.copyOf(statuses))
        .containsOnly(503, 200)
        .isSortedAccordingTo(Comparator.reverseOrder());
  }

  /** Asks over a new connection each time; fails if one is refused or reset after an answer. */
  private void probe(AtomicBoolean over, Queue<Integer> statuses) {
    while (!over.get() && !Thread.currentThread().isInterrupted()) {
      try (RawSocket socket = new RawSocket(port)) {
        socket.send("GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        statuses.add(Integer.parseInt(socket.rest().substring(9, 12)));
      } catch (IOException e) {
        if (!statuses.isEmpty()) {
          throw new UncheckedIOException("after %d answers".formatted(statuses.size()), e);
        }
      }
    }
  }

  @Test
  void probesOnTheManagementPortAreAnsweredMeanwhileToo() throws Exception {
    proxy.refuse();
    int callers = port;
    int management = FreePort.find();
    CompletableFuture<InProcessService> start = start("--management-port=" + management);

    port = management;
    Await.until("it answers", LONG, () -> answers("/health/live"));
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/files").statusCode()).isEqualTo(404);
    port = callers;
    assertThat(get("/health/live").statusCode()).isEqualTo(404);
    assertThat(get("/files").statusCode()).isEqualTo(503);

    proxy.forward();
    service(start);
    assertThat(get("/health/ready").statusCode()).isEqualTo(404);
    assertThat(get("/files").statusCode()).isEqualTo(401);
    port = management;
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void overTlsItAnswersMeanwhileToo() throws Exception {
    proxy.refuse();
    Path folder = TestService.newDataDirectory();
    PemPair pair = PemPair.make("EC", folder);
    TlsFiles files = pair.in(folder);
    SSLContext trust = PemPair.trust(pair);
    CompletableFuture<InProcessService> start =
        start("--tls-cert=" + files.certificate(), "--tls-key=" + files.key());
    Await.until("it answers", LONG, () -> readiness(trust) == 503);

    proxy.forward();
    service(start);
    assertThat(readiness(trust)).isEqualTo(200);
  }

  /** A status over TLS, or 0 where there is no answer. */
  private int readiness(SSLContext trust) throws InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().sslContext(trust).build()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/health/ready"))
                  .build(),
              BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return 0;
    }
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

  @ParameterizedTest
  @ValueSource(strings = {"https://app.example.com", "https://evil.example"})
  void whatPagesMayDoIsTheSameBeforeAndAfter(String origin) throws Exception {
    proxy.refuse();
    CompletableFuture<InProcessService> start = start();
    Await.until("it answers", LONG, () -> answers("/health/live"));
    HttpResponse<String> preflightBefore = preflight(origin);
    HttpResponse<String> before = get("/health/live", "Origin", origin);
    HttpResponse<String> refusal = get("/files", "Origin", origin);

    proxy.forward();
    service(start);
    assertThat(pageView(preflightBefore)).isEqualTo(pageView(preflight(origin)));
    assertThat(pageView(before)).isEqualTo(pageView(get("/health/live", "Origin", origin)));
    HttpResponse<String> later = get("/files", "Origin", origin);
    assertThat(pageFields(refusal)).isEqualTo(pageFields(later));
    if (origin.equals(APP)) {
      assertThat(refusal.statusCode()).isEqualTo(503);
      assertThat(pageFields(refusal)).containsEntry("access-control-allow-origin", List.of(APP));
      assertThat(refusal.headers().firstValue("Access-Control-Expose-Headers").orElse(""))
          .contains("Retry-After");
      assertThat(preflightBefore.statusCode()).isEqualTo(204);
    } else {
      assertThat(refusal.statusCode()).isEqualTo(403);
      assertThat(refusal.body()).contains("foreign-origin", "PIECEMEAL_ALLOWED_ORIGINS");
      assertThat(withoutId(refusal)).isEqualTo(withoutId(later));
    }
  }

  /** What a page learns of an answer that says nothing of the service's state. */
  private static Map<String, Object> pageView(HttpResponse<String> answer) {
    return Map.of(
        "status", answer.statusCode(), "fields", pageFields(answer), "body", withoutId(answer));
  }

  private static Map<String, List<String>> pageFields(HttpResponse<String> answer) {
    return answer.headers().map().entrySet().stream()
        .filter(
            field -> field.getKey().startsWith("access-control-") || field.getKey().equals("vary"))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static String withoutId(HttpResponse<String> answer) {
    return answer.body().replaceAll("\"request_id\":\"[^\"]*\"", "");
  }

  private HttpResponse<String> preflight(String origin) throws Exception {
    return Caller.CLIENT.send(
        new Caller(port, TestService.ALICE)
            .anonymous("/uploads/x")
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "PUT")
            .header("Access-Control-Request-Headers", "authorization,content-type")
            .method("OPTIONS", BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }

  private CompletableFuture<InProcessService> start(String... more) {
    List<String> options = new ArrayList<>(List.of(more));
    options.addAll(
        List.of(
            "--port=" + port,
            "--allowed-origins=" + APP,
            "--data-dir=" + TestService.newDataDirectory(),
            "--database-url=" + database.jdbcUrl()));
    CompletableFuture<InProcessService> start =
        CompletableFuture.supplyAsync(
            () -> InProcessService.start(options, database.environment(TestService.KEYS)), threads);
    starts.add(start);
    return start;
  }

  private static InProcessService service(CompletableFuture<InProcessService> start)
      throws Exception {
    return start.get(LONG.toSeconds(), TimeUnit.SECONDS);
  }

  private boolean answers(String path) throws InterruptedException {
    try {
      return get(path).statusCode() > 0;
    } catch (IOException e) {
      return false;
    }
  }

  private HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = new Caller(port, TestService.ALICE).anonymous(path);
    return Caller.CLIENT.send(
        (headers.length == 0 ? request : request.headers(headers)).build(),
        BodyHandlers.ofString());
  }
}
