package io.piecemeal.e2e;

import static io.piecemeal.e2e.ModelCaller.field;
import static io.piecemeal.e2e.ModelCaller.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.in.ManageKeys;
import io.piecemeal.domain.access.KeyLabel;
import io.piecemeal.domain.access.KeyTerms;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.e2e.ModelCaller.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** /openai/v1/files, with bodies as OpenAI's clients send them. */
class OpenAiFilesTest {

  private final ModelCaller openAi = ModelCaller.openAi();
  private final Caller alice = Caller.alice();

  private Reply create(String filename, byte[] content, String purpose) {
    return openAi
        .form("/files", file("file", filename, content), field("purpose", purpose))
        .is(200);
  }

  /** An owner of its own, so that its list has nothing else. */
  private static ModelCaller alone() {
    KeyTerms terms =
        new KeyTerms(
            new Owner("model-" + UUID.randomUUID().toString().substring(0, 8)),
            KeyLabel.NONE,
            Scope.OF_FILES,
            Optional.empty());
    ManageKeys keys = TestService.service().bean(ManageKeys.class);
    return ModelCaller.openAi().with(keys.create(terms).token().reveal());
  }

  @Test
  void aFileIsCreatedWithItsFieldsBehindIt() {
    byte[] bytes = Bytes.patterned((8 << 20) + 5);
    Reply created =
        openAi
            .form(
                "/files",
                file("file", "train.jsonl", bytes),
                field("purpose", "fine-tune"),
                field("expires_after[anchor]", "created_at"),
                field("expires_after[seconds]", "3600"))
            .is(200);

    created
        .has("object", "file")
        .has("filename", "train.jsonl")
        .has("purpose", "fine-tune")
        .has("status", "processed");
    assertThat(created.id()).matches("file-[a-z2-7]{32}");
    assertThat(created.number("bytes")).isEqualTo(bytes.length);
    assertThat(created.number("expires_at")).isEqualTo(created.number("created_at") + 3600);
    assertThat(created.header("x-request-id")).isNotEmpty();
    assertThat(openAi.get("/files/" + created.id()).is(200).json()).isEqualTo(created.json());
    assertThat(openAi.get("/files/" + created.bareId()).is(200).json()).isEqualTo(created.json());
  }

  @Test
  void aFileIsCreatedWithItsFieldsBeforeIt() {
    openAi
        .form("/files", field("purpose", "batch"), file("file", "a", Bytes.utf8("x")))
        .is(200)
        .has("purpose", "batch");
  }

  @Test
  void contentIsReadWholeAndInPart() {
    byte[] bytes = Bytes.patterned(100_000);
    String id = create("a.bin", bytes, "user_data").id();
    String path = "/files/" + id + "/content";

    Reply whole = openAi.send(openAi.request(path).header("Accept", "application/binary")).is(200);
    assertThat(whole.response().body()).isEqualTo(bytes);
    Reply part = openAi.send(openAi.request(path).header("Range", "bytes=10-19")).is(206);
    assertThat(part.response().body()).isEqualTo(Bytes.cut(bytes, 10, 20));
  }

  @Test
  void whatOneDialectStoresTheOtherReads() {
    byte[] bytes = Bytes.utf8("{\"custom_id\": 1}\n");
    String id = create("batch.jsonl", bytes, "batch").bareId();
    alice.find(id).is(200).has("filename", "batch.jsonl").has("content_type", "application/jsonl");
    assertThat(alice.bytes(id)).isEqualTo(bytes);

    String ours = alice.store(Multipart.TYPE, Multipart.of("ours.bin", bytes)).is(201).fileId();
    openAi
        .get("/files/file-" + ours)
        .is(200)
        .has("filename", "ours.bin")
        .has("purpose", "user_data");
    assertThat(openAi.get("/files/file-" + ours + "/content").is(200).response().body())
        .isEqualTo(bytes);
    assertThat(openAi.get("/files?limit=3").ids()).contains("file-" + ours, "file-" + id);
  }

  @Test
  void aFileThatIsStillUploadedIsNone() {
    String open = alice.openWith(Bytes.utf8("half"));
    openAi.get("/files/" + open).isError(404, "not-found");
    openAi.get("/files/" + open + "/content").isError(404, "not-found");
    openAi.delete("/files/" + open).isError(404, "not-found");
    assertThat(openAi.get("/files?limit=5").ids()).doesNotContain("file-" + open);
  }

  @Test
  void deletingIsAnsweredWithABody() {
    String id = create("a", Bytes.utf8("x"), "vision").id();
    openAi.delete("/files/" + id).is(200).has("id", id).has("object", "file").has("deleted", true);
    openAi.get("/files/" + id).isError(404, "gone");
    alice.find(id.substring("file-".length())).isProblem(410, "gone");
  }

  @Test
  void filesAreListedInPages() {
    ModelCaller caller = alone();
    List<String> ids =
        List.of("a", "b", "c").stream()
            .map(
                name ->
                    caller
                        .form(
                            "/files",
                            file("file", name, Bytes.utf8(name)),
                            field("purpose", name.equals("b") ? "batch" : "evals"))
                        .is(200)
                        .id())
            .toList();

    Reply first = caller.get("/files?limit=2").is(200).has("object", "list").has("has_more", true);
    assertThat(first.ids()).containsExactly(ids.get(2), ids.get(1));
    first.has("first_id", ids.get(2)).has("last_id", ids.get(1));
    Reply second = caller.get("/files?limit=2&after=" + ids.get(1)).is(200).has("has_more", false);
    assertThat(second.ids()).containsExactly(ids.get(0));
    assertThat(caller.get("/files?purpose=evals&limit=1").is(200).has("has_more", true).ids())
        .containsExactly(ids.get(2));
    assertThat(caller.get("/files?purpose=evals&after=" + ids.get(2)).has("has_more", false).ids())
        .containsExactly(ids.get(0));
    assertThat(caller.get("/files?purpose=vision").is(200).has("has_more", false).ids()).isEmpty();
    Reply oldest = caller.get("/files?limit=2&order=asc").is(200).has("has_more", true);
    assertThat(oldest.ids()).containsExactly(ids.get(0), ids.get(1));
    assertThat(caller.get("/files?order=asc&after=" + ids.get(1)).is(200).ids())
        .containsExactly(ids.get(2));
    caller.get("/files?order=up").isError(400, "invalid-field");
    caller.get("/files?limit=10000").is(200);
    caller.get("/files?limit=10001").isError(400, "invalid-field");
    caller.get("/files?purpos=batch").isError(400, "unknown-field");
  }

  @Test
  void whereAFieldIsRefusedNothingIsStored() {
    ModelCaller caller = alone();
    var objects = ObjectsOnDisk.ofTestService();
    byte[] large = file("file", "a", Bytes.patterned(9 << 20));

    refuses(caller, "purpose", "missing-field", large);
    refuses(caller, "purpose", "invalid-field", large, field("purpose", "fun"));
    refuses(
        caller, "purpos", "unknown-field", large, field("purpose", "batch"), field("purpos", "a"));
    refuses(
        caller,
        "expires_after[seconds]",
        "invalid-field",
        large,
        field("purpose", "batch"),
        field("expires_after[anchor]", "created_at"),
        field("expires_after[seconds]", "2592000"));
    refuses(
        caller,
        "expires_after[anchor]",
        "invalid-field",
        large,
        field("purpose", "batch"),
        field("expires_after[anchor]", "last_active_at"));

    assertThat(caller.get("/files").is(200).ids()).isEmpty();
    assertThat(ObjectsOnDisk.ofTestService()).isSubsetOf(objects);
  }

  private static void refuses(ModelCaller caller, String param, String code, byte[]... parts) {
    Reply refused = caller.form("/files", parts).isError(400, code);
    assertThat(refused.error())
        .containsEntry("param", param)
        .containsEntry("type", "invalid_request_error");
    assertThat(refused.header("x-should-retry")).isEqualTo("false");
  }

  @Test
  void theLimitOfALifetimeIsSaid() {
    Reply refused =
        openAi.form(
            "/files",
            file("file", "a", Bytes.utf8("x")),
            field("purpose", "batch"),
            field("expires_after[anchor]", "created_at"),
            field("expires_after[seconds]", "604801"));
    assertThat(refused.is(400).message()).contains("'expires_after[seconds]'", "604800");
  }

  /** What the server refuses before any of this dialect's code runs. */
  @Test
  void errorsOfTheServerHaveTheFormToo() {
    Reply unknown =
        openAi.with("mallory-" + "0".repeat(32)).get("/files").isError(401, "unauthenticated");
    assertThat(unknown.error()).containsEntry("type", "authentication_error");
    openAi.get("/nothing").isError(404, "not-found");
    Reply method = openAi.send(openAi.request("/files").PUT(BodyPublishers.ofString("x")));
    method.isError(405, "method-not-allowed");
    assertThat(method.header("Allow")).contains("POST");
    openAi.post("/files", "{}").isError(415, "unsupported-media-type");
    // Refused on the connection, which knows of no routes.
    openAi
        .send(openAi.request("/files").method("BREW", BodyPublishers.noBody()))
        .isError(501, "not-implemented");
    assertThat(alice.get("/nothing").isProblem(404, "not-found").json()).containsKey("detail");
  }

  @Test
  void aFileThatIsTooLargeIsRefused() throws Exception {
    try (InProcessService small = TestService.beside("--max-direct", "10000")) {
      ModelCaller caller = new ModelCaller(small.port(), "/openai/v1", TestService.ALICE);
      Reply refused =
          caller.form(
              "/files", file("file", "a", Bytes.patterned(20_000)), field("purpose", "batch"));
      refused.isError(413, "file-too-large");
      assertThat(refused.header("x-should-retry")).isEqualTo("false");
    }
  }

  @Test
  void tooManyRequestsMayBeSentAgain() throws Exception {
    try (InProcessService busy = TestService.beside("--rate-limit", "1")) {
      ModelCaller caller = new ModelCaller(busy.port(), "/openai/v1", TestService.ALICE);
      caller.get("/files?limit=1").is(200);
      Reply refused = caller.get("/files?limit=1").isError(429, "rate-limited");
      assertThat(refused.error()).containsEntry("type", "rate_limit_error");
      assertThat(refused.header("x-should-retry")).isEqualTo("true");
      assertThat(refused.header("Retry-After")).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "READ,   GET,    /files",
    "READ,   GET,    /files/%s",
    "READ,   GET,    /files/%s/content",
    "READ,   GET,    /uploads/%s",
    "READ,   GET,    /uploads/%s/parts",
    "WRITE,  POST,   /files",
    "WRITE,  POST,   /uploads",
    "WRITE,  POST,   /uploads/%s/parts",
    "WRITE,  POST,   /uploads/%s/complete",
    "DELETE, POST,   /uploads/%s/cancel",
    "DELETE, DELETE, /files/%s"
  })
  void aKeyWithoutTheScopeIsRefused(Scope scope, String method, String path) {
    KeyTerms terms =
        new KeyTerms(
            new Owner("alice"),
            KeyLabel.NONE,
            EnumSet.complementOf(EnumSet.of(scope)),
            Optional.empty());
    ManageKeys keys = TestService.service().bean(ManageKeys.class);
    ModelCaller caller = openAi.with(keys.create(terms).token().reveal());
    String id = create("a", Bytes.utf8("x"), "batch").id();

    Reply refused =
        caller.send(
            caller.request(path.formatted(id)).method(method, BodyPublishers.ofString("{}")));
    refused.isError(403, "forbidden");
    assertThat(refused.error()).containsEntry("needed_scope", scope.wireName());
  }
}
