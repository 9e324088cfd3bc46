package io.piecemeal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that opens, takes two bytes as the first chunk of a session, and refuses the next. */
class PutCommandTest {

  private static final String CRC32C_OF_AB = "e2a22936";
  private static final String OPENED =
      """
      {"file_id": "%s", "filename": "f", "size": %d, "status": "uploading", "created_at": "2026-01-01T00:00:00Z",
       "updated_at": "2026-01-01T00:00:00Z", "expires_at": "2026-01-01T00:00:00Z"}""";

  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final List<String> seen = new ArrayList<>();

  @TempDir private Path folder;
  private Path file;
  private HttpServer server;
  private int opened;
  private boolean mayHaveName = true;
  private boolean mayRead = true;
  private Runnable meanwhile = () -> {};

  @BeforeEach
  void start() throws IOException {
    file = Files.writeString(folder.resolve("f"), "abcd");
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void fileThatChangesIsALocalFaultAndNothingIsKeptOfIt() throws IOException {
    meanwhile =
        () -> {
          try {
            Files.writeString(file, "e", StandardOpenOption.APPEND);
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        };
    assertThat(put()).isEqualTo(ExitCode.LOCAL);
    assertThat(text()).contains("f: the file changed while it was sent; send it again");
    assertThat(seen)
        .contains("DELETE /files/" + id(1))
        .noneMatch(line -> line.contains("complete"));
    assertThat(kept()).isZero();
  }

  @Test
  void fileWhoseTimeOfChangeWasSetBackIsSentFromItsBeginning() throws IOException {
    assertThat(put()).isEqualTo(ExitCode.REFUSED);
    assertThat(kept()).isEqualTo(1);
    Files.writeString(file, "dcba");
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    seen.clear();
    assertThat(put()).isEqualTo(ExitCode.REFUSED);
    assertThat(text())
        .contains("is not what is in the source: it is another one; it is sent from its beginning");
    assertThat(seen)
        .contains("GET /files/" + id(1), "POST /uploads", "PUT /uploads/" + id(2))
        .doesNotContain("PUT /uploads/" + id(1));
  }

  @Test
  void keyThatMayOnlyWriteBeginsAnewAfterABreak() {
    mayRead = false;
    assertThat(put()).isEqualTo(ExitCode.REFUSED);
    assertThat(text()).doesNotContain("scope read");
    assertThat(put()).isEqualTo(ExitCode.REFUSED);
    assertThat(text()).contains("scope read); it is sent from its beginning");
    assertThat(seen).contains("PUT /uploads/" + id(2));
  }

  @Test
  void nameThatIsRefusedComesWithTheOptionForAnother() {
    mayHaveName = false;
    assertThat(put()).isEqualTo(ExitCode.REFUSED);
    assertThat(text())
        .contains("It is refused; send it by itself, with another name by --name NAME");
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    String line = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    seen.add(line);
    String current = line.replaceFirst(".*/([a-z0-9]{32}).*", "$1");
    switch (line.replaceFirst("/[a-z0-9]{32}", "")) {
      case "GET /limits" ->
          send(
              exchange,
              200,
              "{\"max_chunk_bytes\": 2, \"recommended_chunk_bytes\": 2, \"max_file_bytes\": 100}");
      case "POST /uploads" -> {
        opened++;
        send(
            exchange,
            mayHaveName ? 201 : 422,
            mayHaveName
                ? OPENED.formatted(id(opened), 0)
                : "{\"code\": \"bad-filename\", \"detail\": \"It is refused.\"}");
      }
      case "GET /files" ->
          send(
              exchange,
              mayRead ? 200 : 403,
              mayRead
                  ? OPENED.formatted(current, 2)
                  : "{\"code\": \"forbidden\", \"needed_scope\": \"read\"}");
      case "GET /uploads/chunks" ->
          send(
              exchange,
              200,
              "{\"data\": [{\"offset\": 0, \"size\": 2, \"crc32c\": \"%s\"}]}"
                  .formatted(CRC32C_OF_AB));
      case "PUT /uploads" -> {
        meanwhile.run();
        boolean first = seen.indexOf(line) == seen.lastIndexOf(line);
        send(
            exchange,
            first ? 200 : 507,
            first ? OPENED.formatted(current, 2) : "{\"code\": \"full\"}");
      }
      default -> send(exchange, 204, "");
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String id(int number) {
    return "u%031d".formatted(number);
  }

  private long kept() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(".local/state/piecemeal"))) {
      return files.filter(each -> each.toString().endsWith(".json")).count();
    }
  }

  private int put() {
    errors.reset();
    return Main.run(
        new Surroundings(
            Map.of("HOME", folder.toString(), "PIECEMEAL_KEY", "k"),
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(errors, true, StandardCharsets.UTF_8),
            false),
        "put",
        "--url=http://127.0.0.1:" + server.getAddress().getPort(),
        file.toString());
  }

  private String text() {
    return errors.toString(StandardCharsets.UTF_8);
  }
}
