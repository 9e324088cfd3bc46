package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code piecemeal serve} with nothing configured. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class FirstStartTest {

  private static final Pattern KEY = Pattern.compile("pm_[a-z0-9]+_[0-9a-f]{72}");

  private final Path data = TestService.newDataDirectory();
  private ServiceProcess service;
  private String firstOutput;

  @BeforeAll
  void start() throws Exception {
    service = ServiceProcess.start(data, Map.of());
    firstOutput = service.output();
  }

  @AfterAll
  void stop() throws Exception {
    service.close();
  }

  @Test
  void firstStartPrintsOneKey() {
    assertThat(KEY.matcher(firstOutput).results()).hasSize(1);
    assertThat(service.caller(key()).get("/files").is(200).data()).isNotNull();
  }

  private String key() {
    return KEY.matcher(firstOutput).results().findFirst().orElseThrow().group();
  }

  @Test
  void tourThatTheFirstStartPrintsWorksWhenItIsPastedIntoAShell() throws Exception {
    String tour = firstOutput.substring(0, firstOutput.indexOf("Or sign in"));
    assertThat(shell(commands(tour))).contains("\"size\":5").endsWith("hello");
  }

  @Test
  void addressThatTheFirstStartPrintsIsThatOfTheConsole() {
    String address = commands(firstOutput.substring(firstOutput.indexOf("Or sign in")));
    String path = URI.create(address.lines().findFirst().orElseThrow().strip()).getPath();
    Caller anyone = service.caller(key());

    Answer page = anyone.send(anyone.anonymous(path).header("Accept", "text/html"));

    assertThat(page.is(200).body()).contains("<pm-console>");
  }

  /** The lines that are indented. */
  private static String commands(String text) {
    return text.lines().filter(line -> line.startsWith("  ")).collect(Collectors.joining("\n"));
  }

  private static String shell(String commands) throws Exception {
    Process bash =
        new ProcessBuilder("bash", "-e", "-c", commands).redirectErrorStream(true).start();
    String printed = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(printed).isZero();
    return printed;
  }

  @Test
  @SuppressWarnings("unchecked")
  void configurationThatTheFirstStartPrintsLeadsAnAgentToItsFiles() throws Exception {
    String command =
        firstOutput.lines().filter(line -> line.contains("mcpServers")).findAny().orElseThrow();
    Map<String, Object> configuration =
        Json.read(shell("KEY=" + key() + "\n" + command).getBytes(StandardCharsets.UTF_8));
    Map<String, Object> servers = (Map<String, Object>) Json.require(configuration, "mcpServers");
    Map<String, Object> server = (Map<String, Object>) Json.require(servers, "piecemeal");
    Map<String, Object> headers = (Map<String, Object>) Json.require(server, "headers");
    McpCaller agent =
        new McpCaller(
            (String) Json.require(server, "url"), (String) Json.require(headers, "Authorization"));
    assertThat(agent.facts("file_list")).containsKey("files");
  }

  @Test
  void readyNamesTheAddressThatIsListenedOnAndThePublicOneBesideIt() throws Exception {
    Path folder = TestService.newDataDirectory();
    Map<String, String> settings =
        Map.of(
            "PIECEMEAL_HOST", "0.0.0.0",
            "PIECEMEAL_PUBLIC_URL", "https://files.example.org/a",
            "PIECEMEAL_API_KEYS", TestService.KEYS);
    try (ServiceProcess elsewhere = ServiceProcess.start(folder, settings)) {
      assertThat(elsewhere.output())
          .isEqualTo(
              "Piecemeal is ready on http://0.0.0.0:%d (public URL https://files.example.org/a)"
                  .formatted(elsewhere.port()));
      elsewhere.caller(TestService.ALICE).get("/files").is(200);
    }
  }

  @Test
  void logOfAStartIsFreeOfWarnings() throws Exception {
    assertThat(service.errors()).doesNotContain("WARN", "ERROR", "Exception", "pm_");
  }

  @Test
  void secondProcessOnTheSameDirectoryIsRefusedInOneLine() throws Exception {
    CommandProcess.Result second = CommandProcess.serve(data, Map.of()).run();
    assertThat(second.exitCode()).isEqualTo(1);
    assertThat(second.output()).isEmpty();
    assertThat(second.errors().lines())
        .singleElement()
        .asString()
        .startsWith("piecemeal: The embedded database in ")
        .contains("already run by another process");
    service.caller(key()).get("/files").is(200);
  }

  @Test
  void keysAreMadeShownAndRevokedWhileTheServiceRuns() throws Exception {
    String made = CommandProcess.keys(data, "create", "carol").strip();
    assertThat(made).matches(KEY);
    Caller carol = service.caller(made);
    carol.open();
    String id = made.split("_", -1)[1];
    assertThat(CommandProcess.keys(data, "list").lines())
        .anySatisfy(line -> assertThat(line).startsWith(id).contains("carol").endsWith("active"))
        .anySatisfy(line -> assertThat(line).contains("default").endsWith("active"));
    CommandProcess.keys(data, "revoke", id);
    Await.until(
        "the service does not remember the key any more",
        Duration.ofMinutes(5),
        () -> carol.get("/files").status() == 401);
    service.caller(key()).get("/files").is(200);
  }

  @Test
  void secondStartPrintsNoKeyAndKeepsAllFiles() throws Exception {
    String id = service.caller(key()).openWith(Bytes.utf8("kept"));
    String port = "--port=" + service.port();
    service.terminate();
    assertThat(service.exitCode()).isIn(0, 143);
    service = ServiceProcess.start(data, Map.of(), port);
    assertThat(service.output()).doesNotContain("pm_");
    assertThat(service.caller(key()).bytes(id)).asString().isEqualTo("kept");
  }
}
