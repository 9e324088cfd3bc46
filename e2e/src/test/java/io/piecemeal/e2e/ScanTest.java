package io.piecemeal.e2e;

import static io.piecemeal.e2e.ModelCaller.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.in.ManageKeys;
import io.piecemeal.domain.access.KeyLabel;
import io.piecemeal.domain.access.KeyTerms;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.e2e.ModelCaller.Reply;
import io.piecemeal.testkit.Eicar;
import io.piecemeal.testkit.ScriptedClamd;
import io.piecemeal.testkit.ScriptedClamd.Manner;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No file is read before a scanner has passed it, in whichever dialect. */
class ScanTest {

  private static final int MOST = 1 << 20;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String FINDING = "Eicar-Test-Signature";

  private final Path data = TestService.newDataDirectory();
  private final Path trail = data.resolve("audit.log");
  private ScriptedClamd clamd;
  private int port;
  private InProcessService service;
  private Caller alice;
  private Caller bob;

  @BeforeEach
  void start() throws IOException {
    clamd = ScriptedClamd.onPort(0, MOST);
    port = clamd.port();
    startService();
  }

  private void startService() {
    service =
        TestService.alone(
            data, "--scanner", "tcp://127.0.0.1:" + port, "--audit-log", trail.toString());
    alice = new Caller(service.port(), TestService.ALICE);
    bob = new Caller(service.port(), TestService.BOB);
  }

  @AfterEach
  void stop() {
    service.close();
    clamd.close();
  }

  private Caller admin() {
    KeyTerms terms =
        new KeyTerms(new Owner("operator"), KeyLabel.NONE, Set.of(Scope.ADMIN), Optional.empty());
    return new Caller(
        service.port(), service.bean(ManageKeys.class).create(terms).token().reveal());
  }

  private static String complete(Caller who, byte[] content) {
    String id = who.openWith(content);
    who.post("/uploads/" + id + "/complete", "{}").is(200);
    return id;
  }

  private static Answer awaitScan(Caller who, String id) throws Exception {
    Await.until(
        "scan of " + id,
        PATIENCE,
        () ->
            !"scanning"
                .equals(who.get("/files/" + id + "?wait=10").is(200).object("scan").get("state")));
    return who.find(id).is(200);
  }

  private String ticket(String id) {
    Answer issued =
        alice.send(alice.request("/files/" + id + "/ticket").POST(BodyPublishers.noBody()));
    return issued.is(201).text("url").substring(alice.baseUrl().length());
  }

  private ModelCaller openAi() {
    return new ModelCaller(service.port(), "/openai/v1", TestService.ALICE);
  }

  private ModelCaller anthropic() {
    return new ModelCaller(service.port(), "/anthropic/v1", TestService.ALICE);
  }

  /** Asks for the bytes in each way that there is. */
  private void assertNotRead(String id, String ticket, int status, String code) {
    alice.content(id).isProblem(status, code);
    alice.content(id, "Range", "bytes=0-3").isProblem(status, code);
    alice.head("/files/" + id + "/content").is(status);
    alice.send(alice.anonymous(ticket)).isProblem(status, code);
    alice.send(alice.anonymous(ticket).HEAD()).is(status);
    for (ModelCaller model : List.of(openAi(), anthropic())) {
      // Their clients have another opinion of 409 than we have.
      Reply reply = model.get("/files/file-" + id + "/content").is(status == 409 ? 400 : status);
      assertThat(reply.header("x-should-retry")).isEqualTo(Boolean.toString(status == 409));
    }
    McpCaller agent = McpCaller.of(alice);
    assertThat(agent.trouble("file_read", "file_id", id)).startsWith(code);
    assertThat(agent.error("resources/read", Map.of("uri", "piecemeal://files/" + id)))
        .doesNotContain("EICAR-STANDARD");
  }

  @Test
  void aFileIsReadOnceItPassed() throws Exception {
    String id = complete(alice, Bytes.utf8("%PDF-1.7 and more"));

    Answer passed = awaitScan(alice, id);

    assertThat(passed.object("scan")).isEqualTo(Map.of("state", "passed"));
    passed.has("detected_type", "application/pdf").has("content_type", "application/octet-stream");
    Answer content = alice.content(id).is(200);
    assertThat(content.bytes()).asString().isEqualTo("%PDF-1.7 and more");
    assertThat(content.header("Content-Type")).contains("application/octet-stream");
    McpCaller agent = McpCaller.of(alice);
    assertThat(agent.facts("upload_status", "file_id", id))
        .containsEntry("scan", Map.of("state", "passed"))
        .containsEntry("detected_type", "application/pdf");
    assertThat(types()).containsExactly("file.created", "file.completed", "file.passed");
  }

  private List<Object> types() {
    return alice.get("/events").is(200).data().stream()
        .map(event -> Json.require(event, "type"))
        .toList();
  }

  @Test
  void whatIsHarmfulEndsInQuarantineForEveryDialect() throws Exception {
    String id = complete(alice, Eicar.bytes());
    Answer found = awaitScan(alice, id);

    assertThat(found.object("scan")).isEqualTo(Map.of("state", "quarantined", "finding", FINDING));
    alice.content(id).isProblem(403, "quarantined").has("finding", FINDING).has("retryable", false);
    assertNotRead(id, ticket(id), 403, "quarantined");
    assertThat(types()).endsWith("file.quarantined");
    alice.delete("/files/" + id).is(204);
  }

  @Test
  void whateverWayItComesAFileIsScannedAsAWhole() throws Exception {
    byte[] harmful = Eicar.bytes();
    byte[] first = Arrays.copyOf(harmful, 30);
    byte[] second = Arrays.copyOfRange(harmful, 30, harmful.length);

    String last = alice.openWith(first);
    alice.append(last, second, "complete", true).is(200).has("status", "complete");
    String form =
        openAi()
            .form("/files", ModelCaller.field("purpose", "batch"), file("file", "a", harmful))
            .is(200)
            .id();
    var upload =
        openAi()
            .post(
                "/uploads",
                Json.of(
                    "bytes",
                    harmful.length,
                    "filename",
                    "a",
                    "mime_type",
                    "text/plain",
                    "purpose",
                    "batch"))
            .is(200);
    String partOne =
        openAi().form("/uploads/" + upload.id() + "/parts", file("data", "b", first)).is(200).id();
    String partTwo =
        openAi().form("/uploads/" + upload.id() + "/parts", file("data", "b", second)).is(200).id();
    openAi()
        .post(
            "/uploads/" + upload.id() + "/complete", Json.of("part_ids", List.of(partOne, partTwo)))
        .is(200);

    List<String> files =
        alice.get("/files").is(200).data().stream()
            .map(each -> (String) Json.require(each, "file_id"))
            .toList();
    assertThat(files).hasSize(3).contains(last, form.substring("file-".length()));
    for (String each : files) {
      assertThat(awaitScan(alice, each).object("scan")).containsEntry("state", "quarantined");
      alice.content(each).isProblem(403, "quarantined");
    }
  }

  @Test
  void whatIsNotCompleteIsNotRead() {
    String id = alice.openWith(Eicar.bytes());

    alice.content(id).isProblem(409, "file-incomplete");
    assertThat(alice.find(id).is(200).json()).doesNotContainKeys("scan", "detected_type");
  }

  @Test
  void nothingIsReadWhileTheScannerIsDownAlsoAfterARestart() throws Exception {
    clamd.close();
    String harmless = complete(alice, Bytes.utf8("harmless"));
    String harmful = complete(alice, Eicar.bytes());
    String ticket = ticket(harmless);

    Answer refused = alice.content(harmless).isProblem(409, "scanning").has("retryable", true);
    assertThat(refused.header("Retry-After")).contains("1");
    assertNotRead(harmless, ticket, 409, "scanning");

    service.close();
    startService();
    assertNotRead(harmless, ticket, 409, "scanning");
    assertNotRead(harmful, ticket(harmful), 409, "scanning");

    clamd = ScriptedClamd.onPort(port, MOST);
    assertThat(awaitScan(alice, harmless).object("scan")).containsEntry("state", "passed");
    assertThat(awaitScan(alice, harmful).object("scan")).containsEntry("state", "quarantined");
    assertThat(alice.bytes(harmless)).asString().isEqualTo("harmless");
    assertThat(alice.send(alice.anonymous(ticket)).is(200).bytes())
        .asString()
        .isEqualTo("harmless");
  }

  @Test
  void aScannerThatSaysNothingOfUseLetsNothingPass() throws Exception {
    clamd.behave(Manner.CONFUSED);
    String id = complete(alice, Bytes.utf8("harmless"));
    Await.until("two attempts", PATIENCE, () -> clamd.scans() > 1);
    alice.content(id).isProblem(409, "scanning");

    clamd.behave(Manner.ANSWERS);
    assertThat(awaitScan(alice, id).object("scan")).containsEntry("state", "passed");
  }

  @Test
  void whatIsTooLargeForTheScannerIsNotTakenForClean() throws Exception {
    String id = complete(alice, new byte[MOST + 1]);

    assertThat(awaitScan(alice, id).object("scan"))
        .isEqualTo(Map.of("state", "quarantined", "finding", "INSTREAM size limit exceeded"));
  }

  @Test
  void anOwnerWhoseFilesAreNotScannedReadsAtOnce() throws Exception {
    Caller admin = admin();
    admin
        .put("/admin/owners/bob/scan", Json.of("policy", "none"))
        .is(200)
        .has("scan", "none")
        .has("own_scan", "none");
    int before = clamd.scans();

    String id = complete(bob, Eicar.bytes());

    assertThat(bob.bytes(id)).isEqualTo(Eicar.bytes());
    assertThat(bob.find(id).is(200).json()).doesNotContainKeys("scan", "detected_type");
    String other = complete(alice, Bytes.utf8("harmless"));
    awaitScan(alice, other);
    assertThat(clamd.scans()).isEqualTo(before + 1);

    admin.delete("/admin/owners/bob/scan").is(204);
    admin.get("/admin/owners/bob").is(200).has("scan", "all");
    admin
        .put("/admin/owners/bob/scan", Json.of("policy", "some"))
        .isProblem(422, "invalid-field")
        .has("field", "policy");
  }

  @Test
  void anOperatorReleasesAFileOrHasItScannedAgain() throws Exception {
    Caller admin = admin();
    String id = complete(alice, Eicar.bytes());
    awaitScan(alice, id);
    alice.post("/admin/files/" + id + "/release", "").isProblem(403, "forbidden");

    Answer released =
        admin.post("/admin/files/" + id + "/release", "").is(200).has("owner", "alice");
    assertThat(released.object("scan")).containsEntry("state", "released");
    assertThat(alice.bytes(id)).isEqualTo(Eicar.bytes());

    admin.post("/admin/files/" + id + "/scan", "").is(200);
    assertThat(awaitScan(alice, id).object("scan")).containsEntry("state", "quarantined");
    alice.content(id).isProblem(403, "quarantined");
    admin.post("/admin/files/nonsense/release", "").isProblem(404, "not-found");
    admin.post("/admin/files/" + "0".repeat(32) + "/scan", "").isProblem(404, "not-found");
    assertThat(types()).contains("file.released");
    assertThat(Files.readString(trail))
        .contains("\"file-quarantined\"", "\"file-released\"", "\"file-rescanned\"");
  }
}
