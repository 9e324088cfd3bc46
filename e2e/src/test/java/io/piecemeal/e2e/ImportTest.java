package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service fetches files for callers from hosts that its operator named. */
class ImportTest {

  private static final int FORTY_MB = 40_000_000;
  private static final String HERE = "127.0.0.1";

  private static Path trail;
  private static InProcessService service;

  private FileServer source;
  private Caller alice;
  private String id;

  @BeforeAll
  static void start() {
    Path data = TestService.newDataDirectory();
    trail = data.resolve("audit.log");
    service =
        TestService.alone(
            data,
            "--import-hosts",
            HERE + ",10.255.255.1",
            "--outbound-allow",
            HERE,
            "--import-time",
            "20s",
            "--audit-log",
            trail.toString());
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void listen() throws IOException {
    source = new FileServer();
    alice = new Caller(service.port(), TestService.ALICE);
    id = alice.open();
  }

  @AfterEach
  void close() {
    source.close();
  }

  private Answer fetch(String file, String url, Object... more) {
    Object[] members = new Object[more.length + 2];
    members[0] = "url";
    members[1] = url;
    System.arraycopy(more, 0, members, 2, more.length);
    return alice.post("/uploads/" + file + "/import", Json.of(members));
  }

  private Answer fetchHere(Object... more) {
    return fetch(id, source.url(HERE), more);
  }

  @Test
  void fortyMegabytesArriveOverTwoBrokenConnections() {
    source.file = Bytes.patterned(FORTY_MB);
    source.breakAfter(7_000_001, 9_000_000);
    String digest = Bytes.sha256(source.file);

    fetchHere("sha256", digest).is(200).has("size", FORTY_MB).has("status", "uploading");

    assertThat(source.asked).containsExactly("all", "bytes=7000001-", "bytes=16000001-");
    alice
        .post("/uploads/" + id + "/complete", Json.of("size", FORTY_MB))
        .is(200)
        .has("sha256", digest);
  }

  @Test
  void withoutAStrongNameForItsBytesAllOfASourceIsComparedAndNothingIsThereTwice() {
    source.file = Bytes.patterned(FORTY_MB);
    source.etag = Optional.of("W/\"1\"");
    source.breakAfter(7_000_001, 16_000_001);

    fetchHere().is(200).has("size", FORTY_MB);
    fetchHere().is(200).has("size", FORTY_MB);

    assertThat(source.asked).hasSize(4).containsOnly("all");
    assertThat(Bytes.sha256(alice.bytes(id))).isEqualTo(Bytes.sha256(source.file));
  }

  @Test
  void aSourceThatChangedBetweenTwoCallsIsNotMixed() {
    fetchHere().is(200);
    source.file = Bytes.utf8("HELLO, world");

    Answer refused = fetchHere().isProblem(409, "offset-mismatch").has("bytes_differ", true);

    assertThat(alice.bytes(id)).isEqualTo(Bytes.utf8("hello"));
    alice.follow(refused.object("next"), Map.of()).is(200);
    fetchHere().is(200);
    assertThat(alice.bytes(id)).isEqualTo(source.file);
  }

  /** Its bytes never pause for long, and never end. */
  @Test
  void aSourceThatDripsForEverEndsInTime() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    source.answer(
        "/drip",
        exchange -> {
          exchange.sendResponseHeaders(200, FORTY_MB);
          while (!awaited(over)) {
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
          }
        });
    long start = System.nanoTime();

    fetch(id, source.url(HERE, "/drip"))
        .isProblem(424, "source-unavailable")
        .has("retryable", true);

    over.countDown();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(15));
    assertThat(alice.find(id).is(200).number("size")).isPositive();
  }

  private static boolean awaited(CountDownLatch over) {
    try {
      return over.await(50, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Test
  void aSourceThatSendsMoreThanItAnnouncedIsReadAsFarAsThat() {
    source.answer(
        "/more",
        exchange -> {
          exchange.getResponseHeaders().set("Transfer-Encoding", "chunked");
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(new byte[100_000]);
        });
    String declared =
        alice.post("/uploads", Json.of("filename", "a", "size", 50_000)).is(201).fileId();

    fetch(id, source.url(HERE, "/more"), "max_bytes", 99_999).isProblem(413, "file-too-large");
    fetch(declared, source.url(HERE, "/more")).isProblem(413, "file-too-large");

    alice.find(id).is(200).has("size", 0);
    alice.find(declared).is(200).has("size", 0).has("status", "uploading");
  }

  @Test
  void whatWasDeclaredIsCompleteWithItsLastByte() {
    String digest = Bytes.sha256(source.file);
    String declared =
        alice
            .post("/uploads", Json.of("filename", "a", "size", 5, "sha256", digest))
            .is(201)
            .fileId();

    fetch(declared, source.url(HERE)).is(200).has("status", "complete").has("sha256", digest);
  }

  @Test
  void anotherDigestIsRefused() {
    fetchHere("sha256", "0".repeat(64)).isProblem(422, "checksum-mismatch").has("current_size", 0);
  }

  /** Nobody can tell by the answer what is at an address that may not be reached. */
  @Test
  void addressesThatMayNotBeReachedReadAsThoseWhereNothingIs() throws Exception {
    FileServer gone = new FileServer();
    gone.close();

    Answer closed = fetch(id, gone.url(HERE)).isProblem(424, "source-unavailable");
    Answer internal = fetch(id, "https://10.255.255.1/").isProblem(424, "source-unavailable");

    assertThat(internal.text("detail")).isEqualTo(closed.text("detail")).doesNotContain("10.255");
    assertThat(closed.header("Retry-After")).contains("5");
  }

  @Test
  void urlsOfOtherHostsAndSchemesAreRefused() {
    for (String url :
        List.of(
            "https://169.254.169.254/latest/",
            "https://localhost/",
            "http://10.255.255.1/",
            "https://user@127.0.0.1/",
            "https://2130706433/",
            "file:///etc/passwd")) {
      fetch(id, url).isProblem(422, "invalid-field").has("field", "url");
    }
    source.answer("/away", exchange -> redirect(exchange, "https://localhost/"));
    assertThat(
            fetch(id, source.url(HERE, "/away")).isProblem(422, "source-unsuitable").text("detail"))
        .doesNotContain("localhost");
  }

  private static void redirect(HttpExchange exchange, String to) throws IOException {
    exchange.getResponseHeaders().set("Location", to);
    exchange.sendResponseHeaders(302, -1);
  }

  @Test
  void membersAreChecked() {
    alice.post("/uploads/" + id + "/import", "{}").isProblem(400, "missing-field");
    fetchHere("sha256", "x").isProblem(422, "invalid-field");
    fetchHere("max_byte", 1).isProblem(422, "unknown-field").has("nearest", "max_bytes");
    new Caller(service.port(), TestService.BOB)
        .post("/uploads/" + id + "/import", Json.of("url", source.url(HERE)))
        .isProblem(404, "not-found");
    assertThat(source.asked).isEmpty();
  }

  @Test
  void importsAreOffWhereNoHostIsNamed() {
    InProcessService other = TestService.alone(TestService.newDataDirectory());
    try (other) {
      Caller caller = new Caller(other.port(), TestService.ALICE);
      assertThat(
              caller
                  .post("/uploads/" + caller.open() + "/import", Json.of("url", source.url(HERE)))
                  .isProblem(404, "not-found")
                  .text("detail"))
          .contains("PIECEMEAL_IMPORT_HOSTS");
      assertThat(tools(caller)).doesNotContain("upload_from_url");
    }
    assertThat(tools(alice)).contains("upload_from_url");
    assertThat(source.asked).isEmpty();
  }

  private static List<Object> tools(Caller caller) {
    return McpCaller.list(McpCaller.of(caller).ask("tools/list", Map.of()), "tools").stream()
        .map(tool -> Json.require(tool, "name"))
        .toList();
  }

  @Test
  void agentsHaveFilesFetched() {
    Map<String, Object> file =
        McpCaller.of(alice).facts("upload_from_url", "url", source.url(HERE), "filename", "a.txt");

    assertThat(alice.bytes((String) Json.require(file, "file_id"))).isEqualTo(source.file);
  }

  @Test
  void importsAreMeasuredByWhatCameOfThem() {
    fetchHere().is(200);
    fetch(id, "https://elsewhere.example/a").is(422);

    Scrape scrape = Scrape.of(alice);
    assertThat(scrape.value("piecemeal_imports_seconds_count{outcome=\"done\"}")).isPositive();
    assertThat(scrape.samples().keySet())
        .filteredOn(sample -> sample.startsWith("piecemeal_imports_seconds_count"))
        .hasSizeGreaterThan(1);
  }

  @Test
  void importsAreInTheAuditTrailWhateverBecameOfThem() throws Exception {
    fetchHere().is(200);
    fetch(id, "https://localhost/").is(422);

    List<Map<String, Object>> events =
        Files.readAllLines(trail).stream()
            .map(line -> Json.read(Bytes.utf8(line)))
            .filter(event -> id.equals(event.get("file")))
            .filter(event -> "file-imported".equals(event.get("action")))
            .toList();
    assertThat(events)
        .extracting(event -> event.get("outcome"))
        .containsExactly("done", "invalid-field");
  }
}
