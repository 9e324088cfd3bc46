package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.in.ManageKeys;
import io.piecemeal.domain.access.KeyLabel;
import io.piecemeal.domain.access.KeyTerms;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A key does what it is for, in every dialect, and nothing else. */
class ScopesTest {

  private final Caller alice = Caller.alice();

  /** A key of alice's for all that her files allow but one thing. */
  private static Caller without(Scope missing) {
    Set<Scope> scopes = EnumSet.complementOf(EnumSet.of(missing));
    return with(scopes);
  }

  private static Caller with(Set<Scope> scopes) {
    KeyTerms terms = new KeyTerms(new Owner("alice"), KeyLabel.NONE, scopes, Optional.empty());
    ManageKeys keys = TestService.service().bean(ManageKeys.class);
    return new Caller(TestService.port(), keys.create(terms).token().reveal());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "READ   | GET    | /files            |",
        "READ   | GET    | /files/%s         |",
        "READ   | GET    | /files/%s/content |",
        "READ   | GET    | /uploads/%s/chunks|",
        "DELETE | DELETE | /files/%s/ticket  |",
        "WRITE  | POST   | /uploads          | {\"filename\":\"a\"}",
        "WRITE  | PUT    | /uploads/%s       | {\"data\":\"aGVsbG8=\"}",
        "WRITE  | POST   | /uploads/%s/ticket| {}",
        "WRITE  | POST   | /uploads/%s/rewind| {\"to_size\":0,\"if_size\":5}",
        "WRITE  | POST   | /uploads/%s/complete | {}",
        "DELETE | DELETE | /uploads/%s/ticket|",
        "DELETE | DELETE | /files/%s         |",
        "DELETE | DELETE | /uploads/%s       |",
      })
  void aKeyWithoutTheScopeIsRefusedAndOneWithItAloneIsNot(
      Scope scope, String method, String path, String body) {
    String id = alice.openWith(Bytes.utf8("hello"));
    Map<String, Object> call = call(method, path.formatted(id), body);
    Answer refused = without(scope).follow(call, Map.of());
    refused.isProblem(403, "forbidden").has("needed_scope", scope.wireName());
    assertThat(refused.header("WWW-Authenticate"))
        .contains(
            "Bearer realm=\"piecemeal\", error=\"insufficient_scope\", scope=\"%s\""
                .formatted(scope.wireName()));
    alice.find(id).is(200).has("size", 5).has("status", "uploading");
    assertThat(with(Set.of(scope)).follow(call, Map.of()).status()).isBetween(200, 299);
  }

  private static Map<String, Object> call(String method, String path, String body) {
    return body == null
        ? Map.of("method", method, "path", path)
        : Map.of("method", method, "path", path, "body", Json.read(Bytes.utf8(body)));
  }

  /** Who may read the bytes can hand them on anyway. */
  @Test
  void aKeyThatMayReadLetsOthersRead() {
    String id = alice.openWith(Bytes.utf8("hello"));
    alice.post("/uploads/" + id + "/complete", "{}").is(200);
    without(Scope.READ)
        .post("/files/" + id + "/ticket", "{}")
        .isProblem(403, "forbidden")
        .has("needed_scope", "read");
    with(Set.of(Scope.READ)).post("/files/" + id + "/ticket", "{}").is(201);
  }

  @Test
  void whatIsOpenToAllIsOpenWithAnyKey() {
    Caller admin = with(Set.of(Scope.ADMIN));
    for (String path :
        new String[] {
          "/",
          "/health/live",
          "/metrics",
          "/openapi.yaml",
          "/docs",
          "/console/main.js",
          "/usage",
          "/limits"
        }) {
      admin.get(path).is(200);
    }
    alice.send(alice.anonymous("/usage")).isProblem(401, "unauthenticated");
    alice.send(alice.anonymous("/limits")).isProblem(401, "unauthenticated");
  }

  @Test
  void aMultipartUploadNeedsToWrite() {
    without(Scope.WRITE)
        .store(
            "multipart/form-data; boundary=x",
            java.net.http.HttpRequest.BodyPublishers.ofString(
                "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\na\r\n--x--\r\n"))
        .isProblem(403, "forbidden");
  }

  @Test
  void toolsNeedTheScopesThatTheirCallsNeed() {
    String id = alice.openWith(Bytes.utf8("hello"));
    McpCaller reader = McpCaller.of(with(Set.of(Scope.READ)));
    assertThat(reader.ask("tools/list", Map.of())).containsKey("tools");
    reader.facts("file_read", "file_id", id);
    assertThat(reader.trouble("upload_create", "filename", "a")).startsWith("forbidden: ");
    assertThat(reader.trouble("upload_append", "file_id", id, "offset", 5, "data", "aGVsbG8="))
        .contains("'write'");
    assertThat(reader.trouble("upload_ticket", "file_id", id)).contains("'write'");
    assertThat(reader.trouble("upload_cancel", "file_id", id)).contains("'delete'");
    McpCaller writer = McpCaller.of(without(Scope.READ));
    assertThat(writer.trouble("file_list")).contains("'read'");
    assertThat(writer.error("resources/list", Map.of())).contains("forbidden");
    assertThat(writer.error("resources/read", Map.of("uri", "piecemeal://files/" + id)))
        .contains("forbidden");
    alice.find(id).has("size", 5);
  }

  @Test
  void aTicketIsPermissionEnoughWhateverKeyComesWithIt() {
    String id = alice.open();
    Answer ticket = alice.post("/uploads/" + id + "/ticket", "{}").is(201);
    String path = java.net.URI.create((String) Json.require(ticket.json(), "url")).getPath();
    Caller reader = with(Set.of(Scope.READ));
    reader.send(reader.request(path).PUT(java.net.http.HttpRequest.BodyPublishers.ofString("abc")));
    alice.find(id).has("size", 3);
  }

  @Test
  void aKeyThatExpiredIsRefused() throws Exception {
    ManageKeys keys = TestService.service().bean(ManageKeys.class);
    KeyTerms terms =
        new KeyTerms(
            new Owner("alice"), KeyLabel.NONE, Scope.OF_FILES, Optional.of(Duration.ofMillis(1)));
    Caller late = new Caller(TestService.port(), keys.create(terms).token().reveal());
    Await.until("expired", Duration.ofMinutes(1), () -> late.get("/files").status() == 401);
    late.get("/files").isProblem(401, "unauthenticated");
  }

  @Test
  void theLastUseOfAKeyIsSeen() throws Exception {
    Caller reader = with(Set.of(Scope.READ));
    reader.get("/files").is(200);
    String id = reader.key().split("_", -1)[1];
    Await.until(
        "the use of the key is written down",
        Duration.ofMinutes(1),
        () ->
            TestService.service().bean(ManageKeys.class).list().stream()
                .anyMatch(key -> key.id().value().equals(id) && key.lastUsedAt().isPresent()));
  }
}
