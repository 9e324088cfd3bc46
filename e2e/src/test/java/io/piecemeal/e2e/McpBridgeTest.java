package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code piecemeal mcp}, as a client without HTTP runs it. */
class McpBridgeTest {

  private static final String INITIALIZE =
      """
      {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
      "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""";
  private static final String INITIALIZED =
      "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";

  @TempDir private static Path folder;

  @Test
  void runningServiceIsReachedByItsUrlAndAKeyInAFile() throws Exception {
    Path key = Files.writeString(folder.resolve("key"), TestService.ALICE + "\n");
    String url = "http://127.0.0.1:%d/mcp".formatted(TestService.port());
    storesAndReads(List.of("--url=" + url, "--key-file=" + key), Map.of());
  }

  @Test
  void settingsMayAllBeInTheEnvironment() throws Exception {
    String url = "http://127.0.0.1:%d/".formatted(TestService.port());
    storesAndReads(
        List.of(), Map.of("PIECEMEAL_URL", url, "PIECEMEAL_KEY", "Bearer " + TestService.ALICE));
  }

  @Test
  void serviceIsStartedForTheBridgeAloneAndKeepsItsFiles() throws Exception {
    Path data = TestService.newDataDirectory();
    List<String> own = List.of("--data-dir=" + data);
    String id = storesAndReads(own, Map.of("PIECEMEAL_PORT", "1", "PIECEMEAL_HOST", "0.0.0.0"));

    try (Bridge again = Bridge.start(own, Map.of())) {
      assertThat(again.call(1, "file_read", Map.of("file_id", id))).contains("Hällo");
    }
  }

  @Test
  void serviceThatIsStartedTakesNoDataOfAnother() throws Exception {
    List<String> taken = command(List.of("--data-dir=" + TestService.dataDirectory()));
    CommandProcess.Result refused = new CommandProcess(taken, Map.of()).run();
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.output()).isEmpty();
    assertThat(refused.errors()).hasLineCount(1).contains("--url (PIECEMEAL_URL)", "keys create");
  }

  @Test
  void wrongKeyIsToldToTheAgentAndNotPrinted() throws Exception {
    String url = "http://127.0.0.1:" + TestService.port();
    String wrong = "pm_wrong_0123456789abcdef0123456789";
    try (Bridge bridge =
        Bridge.start(List.of(), Map.of("PIECEMEAL_URL", url, "PIECEMEAL_KEY", wrong))) {
      assertThat(bridge.ask(INITIALIZE))
          .contains("HTTP 401", "PIECEMEAL_KEY", "\"id\":0")
          .doesNotContain(wrong);
    }
  }

  private static List<String> command(List<String> options) {
    List<String> command = new ArrayList<>(List.of("mcp"));
    command.addAll(options);
    return command;
  }

  /** Gives the id of the file. */
  private static String storesAndReads(List<String> options, Map<String, String> environment)
      throws Exception {
    try (Bridge bridge = Bridge.start(options, environment)) {
      assertThat(bridge.ask(INITIALIZE)).contains("\"protocolVersion\":\"2025-11-25\"");
      bridge.say(INITIALIZED);
      String stored = bridge.call(1, "upload_text", Map.of("filename", "a.txt", "text", "Hällo"));
      assertThat(stored).contains("\"status\":\"complete\"");
      String id = stored.replaceFirst(".*\"file_id\":\"([a-z0-9]+)\".*", "$1");
      assertThat(bridge.call(2, "file_read", Map.of("file_id", id))).contains("Hällo");
      return id;
    }
  }

  /** A bridge under way; it ends by itself when its input does. */
  private record Bridge(Process process, Writer in, BufferedReader out) implements AutoCloseable {

    static Bridge start(List<String> options, Map<String, String> environment) throws IOException {
      Path log = Files.createTempFile(folder, "bridge", ".log");
      Process process =
          new CommandProcess(command(options), environment)
              .builder()
              .redirectError(log.toFile())
              .start();
      return new Bridge(
          process,
          process.outputWriter(StandardCharsets.UTF_8),
          process.inputReader(StandardCharsets.UTF_8));
    }

    void say(String line) throws IOException {
      in.write(line + "\n");
      in.flush();
    }

    String ask(String line) throws IOException {
      say(line);
      return String.valueOf(out.readLine());
    }

    String call(int id, String tool, Map<String, Object> arguments) throws IOException {
      return ask(
          Json.of(
              "jsonrpc",
              "2.0",
              "id",
              id,
              "method",
              "tools/call",
              "params",
              Map.of("name", tool, "arguments", arguments)));
    }

    @Override
    public void close() throws IOException {
      try {
        in.close();
        assertThat(out.readLine()).as("more than was asked for").isNull();
        assertThat(process.onExit().orTimeout(10, TimeUnit.MINUTES).join().exitValue()).isZero();
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    }
  }
}
