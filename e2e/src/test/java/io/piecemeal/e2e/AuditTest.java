package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.in.ManageKeys;
import io.piecemeal.domain.access.KeyLabel;
import io.piecemeal.domain.access.KeyTerms;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who did what is written down, whatever dialect it was done in, and nothing that is secret. */
@SuppressWarnings("NullAway.Init")
class AuditTest {

  @TempDir private static Path folder;
  private static InProcessService service;

  @BeforeAll
  static void start() throws Exception {
    Files.createDirectory(folder.resolve("trail"));
    service =
        TestService.beside("--audit-log=" + folder.resolve("trail/audit"), "--audit-required=true");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private final Caller alice = caller(TestService.ALICE);
  private final Caller bob = caller(TestService.BOB);

  private static Caller caller(String key) {
    return new Caller(service.port(), key);
  }

  private static List<Map<String, Object>> trail() throws Exception {
    return Files.readAllLines(folder.resolve("trail/audit")).stream()
        .map(line -> Json.read(Bytes.utf8(line)))
        .toList();
  }

  /** What is written about a file, as action and outcome. */
  private static List<String> about(String file) throws Exception {
    return trail().stream()
        .filter(line -> file.equals(line.get("file")))
        .map(line -> line.get("action") + " " + line.get("outcome"))
        .toList();
  }

  private static Caller with(Scope scope) {
    KeyTerms terms =
        new KeyTerms(new Owner("alice"), KeyLabel.NONE, Set.of(scope), Optional.empty());
    return new Caller(
        service.port(), service.bean(ManageKeys.class).create(terms).token().reveal());
  }

  @Test
  void whatIsDoneWithAFileIsWrittenDown() throws Exception {
    String id = alice.openWith(Bytes.utf8("hello"), Bytes.utf8("world"));
    alice.post("/uploads/" + id + "/rewind", Json.of("to_size", 5, "if_size", 10)).is(200);
    alice.append(id, Bytes.utf8("!"), "complete", true).is(200);
    alice.bytes(id);
    alice.delete("/files/" + id).is(204);

    assertThat(about(id))
        .containsExactly(
            "session-opened done",
            "file-rewound done",
            "file-completed done",
            "content-read done",
            "file-deleted done");
  }

  @Test
  void aLineSaysWhoFromWhereAndInWhichRequest() throws Exception {
    Caller writer = with(Scope.WRITE);
    Answer opened =
        writer.send(
            writer
                .json("/uploads")
                .header("X-Request-Id", "my-request")
                .POST(BodyPublishers.ofString(Json.of("filename", "secret plans.txt"))));
    String id = opened.is(201).fileId();

    assertThat(trail())
        .anySatisfy(
            line ->
                assertThat(line)
                    .containsEntry("file", id)
                    .containsEntry("owner", "alice")
                    .containsEntry("credential", writer.key().split("_", -1)[1])
                    .containsEntry("from", "127.0.0.1")
                    .containsEntry("request_id", "my-request"));
    assertThat(Files.readString(folder.resolve("trail/audit")))
        .doesNotContain("secret plans", writer.key(), TestService.ALICE);
  }

  @Test
  void toolsAndTicketsAreWrittenDownToo() throws Exception {
    McpCaller agent = new McpCaller(alice.baseUrl() + "/mcp", "Bearer " + alice.key());
    String id = agent.create();
    Answer ticket = alice.post("/uploads/" + id + "/ticket", "{}").is(201);
    String path = URI.create((String) Json.require(ticket.json(), "url")).getPath();
    alice.send(alice.anonymous(path).PUT(BodyPublishers.ofString("abc"))).is(200);
    agent.facts("file_read", "file_id", id);
    Answer reading = alice.post("/files/" + id + "/ticket", "{}").is(201);
    String content = URI.create(reading.text("url")).getPath();
    alice.send(alice.anonymous(content)).is(200);
    alice.delete("/files/" + id + "/ticket").is(204);
    alice.send(alice.anonymous(content)).is(404);
    agent.facts("upload_cancel", "file_id", id);

    assertThat(about(id))
        .containsExactly(
            "session-opened done",
            "ticket-issued done",
            "ticket-used done",
            "file-completed done",
            "content-read done",
            "download-ticket-issued done",
            "content-read done",
            "download-tickets-revoked done",
            "file-deleted done");
    String token = path.substring(path.lastIndexOf('/') + 1);
    assertThat(Files.readString(folder.resolve("trail/audit")))
        .doesNotContain(token, content.split("/", -1)[2]);
  }

  @Test
  void refusedAttemptsAreWrittenDown() throws Exception {
    String id = alice.openWith(Bytes.utf8("hello"));
    bob.content(id).is(404);
    bob.append(id, Bytes.utf8("x")).is(404);
    bob.delete("/files/" + id).is(404);
    bob.find(id).is(404);
    assertThat(about(id))
        .contains(
            "content-read not-found",
            "chunk-appended not-found",
            "file-deleted not-found",
            "file-found not-found");

    Caller reader = with(Scope.READ);
    reader.delete("/files/" + id).is(403);
    reader.append(id, Bytes.utf8("x")).is(403);
    new McpCaller(reader.baseUrl() + "/mcp", "Bearer " + reader.key())
        .trouble("upload_cancel", "file_id", id);
    new Caller(service.port(), "mallory-" + "0".repeat(32)).get("/files").is(401);
    String reading = reader.key().split("_", -1)[1];
    assertThat(trail())
        .filteredOn(line -> reading.equals(line.get("credential")))
        .extracting(line -> List.of(line.get("outcome"), line.get("subject"), line.get("file")))
        .containsExactly(
            List.of("forbidden", "DELETE /files/" + id, id),
            List.of("forbidden", "PUT /uploads/" + id, id),
            List.of("forbidden", "tools/call upload_cancel", id));
    assertThat(trail()).anyMatch(line -> "unauthenticated".equals(line.get("outcome")));
  }

  @Test
  void whatOperatorsDoIsWrittenDown() throws Exception {
    Caller admin = with(Scope.ADMIN);
    Answer made = admin.post("/admin/keys", Json.of("owner", "ivan")).is(201);
    String id = (String) Json.require(made.json(), "id");
    admin.delete("/admin/keys/" + id).is(204);
    admin
        .send(admin.json("/admin/owners/ivan/quota").PUT(BodyPublishers.ofString("{\"bytes\":1}")))
        .is(200);
    admin.delete("/admin/owners/ivan/quota").is(204);
    admin.post("/admin/gc/release", "").is(200);

    assertThat(trail())
        .filteredOn(line -> admin.key().split("_", -1)[1].equals(line.get("credential")))
        .extracting(line -> line.get("action"))
        .containsExactly(
            "key-created", "key-revoked", "quota-set", "quota-reset", "collection-released");
  }

  @Test
  void aTrailThatCannotBeWrittenStopsChangesUntilItCan() throws Exception {
    String id = alice.openWith(Bytes.utf8("hello"));
    Files.move(folder.resolve("trail"), folder.resolve("away"));
    Files.createFile(folder.resolve("trail"));
    try {
      assertThat(alice.bytes(id)).hasSize(5);
      alice.append(id, Bytes.utf8("x")).isProblem(503, "unavailable");
      alice.delete("/files/" + id).isProblem(503, "unavailable");
      assertThat(alice.send(alice.anonymous("/metrics")).body())
          .contains("piecemeal_audit_failing 1");
    } finally {
      Files.delete(folder.resolve("trail"));
      Files.move(folder.resolve("away"), folder.resolve("trail"));
    }
    alice.append(id, Bytes.utf8("x")).is(200);
    alice.delete("/files/" + id).is(204);
    assertThat(about(id))
        .containsExactly("session-opened done", "content-read done", "file-deleted done");
    assertThat(alice.send(alice.anonymous("/metrics")).body())
        .contains("piecemeal_audit_failing 0");
    verified();
  }

  /** Also the command finds nothing wrong, and then what is. */
  private static void verified() throws Exception {
    Path copy = folder.resolve("copy");
    List<String> lines = Files.readAllLines(folder.resolve("trail/audit"));
    Files.write(copy, lines);
    assertThat(verify(copy).exitCode()).isZero();
    Files.write(copy, lines.subList(0, 1));
    Files.write(copy, lines.subList(2, lines.size()), StandardOpenOption.APPEND);
    CommandProcess.Result found = verify(copy);
    assertThat(found.exitCode()).isEqualTo(1);
    assertThat(found.output()).contains("does not follow");
  }

  private static CommandProcess.Result verify(Path file) throws Exception {
    return new CommandProcess(List.of("audit", "verify", file.toString()), Map.of()).run();
  }
}
