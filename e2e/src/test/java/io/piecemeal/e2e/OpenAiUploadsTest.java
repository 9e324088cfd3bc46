package io.piecemeal.e2e;

import static io.piecemeal.e2e.ModelCaller.field;
import static io.piecemeal.e2e.ModelCaller.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.e2e.ModelCaller.Reply;
import java.math.BigInteger;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** /openai/v1/uploads: parts side by side, and the file that they become. */
class OpenAiUploadsTest {

  private final ModelCaller openAi = ModelCaller.openAi();
  private final Caller alice = Caller.alice();

  private Reply create(long bytes) {
    return openAi
        .post(
            "/uploads",
            Json.of(
                "bytes",
                bytes,
                "filename",
                "big.jsonl",
                "mime_type",
                "text/jsonl",
                "purpose",
                "batch"))
        .is(200);
  }

  private Reply part(String upload, byte[] content) {
    return openAi.form("/uploads/" + upload + "/parts", file("data", "blob", content));
  }

  private Reply complete(String upload, Object... parts) {
    return openAi.post("/uploads/" + upload + "/complete", Json.of("part_ids", List.of(parts)));
  }

  private static String md5(byte[] bytes) throws Exception {
    return "%032x".formatted(new BigInteger(1, MessageDigest.getInstance("MD5").digest(bytes)));
  }

  @Test
  void partsOfAnyOrderBecomeTheFile() throws Exception {
    byte[] bytes = Bytes.patterned(3 * 1_000_000);
    Reply upload =
        create(bytes.length)
            .has("object", "upload")
            .has("status", "pending")
            .has("purpose", "batch")
            .has("filename", "big.jsonl")
            .has("file", null);
    assertThat(upload.id()).matches("upload_[a-z2-7]{32}");
    String[] parts = new String[3];
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<String>> calls =
          List.of(2, 0, 1).stream()
              .<Callable<String>>map(
                  i ->
                      () ->
                          parts[i] =
                              part(
                                      upload.id(),
                                      Arrays.copyOfRange(bytes, i * 1_000_000, (i + 1) * 1_000_000))
                                  .is(200)
                                  .has("object", "upload.part")
                                  .has("upload_id", upload.id())
                                  .id())
              .toList();
      for (Future<String> call : threads.invokeAll(calls)) {
        call.get();
      }
    }
    openAi.get("/uploads/" + upload.id()).is(200).has("status", "pending");
    assertThat(openAi.get("/uploads/" + upload.id() + "/parts").is(200).ids())
        .containsExactlyInAnyOrder((Object[]) parts);
    openAi.get("/files/" + upload.bareId()).isError(404, "not-found");

    String body = Json.of("part_ids", List.of(parts), "md5", md5(bytes));
    Reply done = openAi.post("/uploads/" + upload.id() + "/complete", body).is(200);

    done.has("status", "completed").has("id", upload.id());
    assertThat(done.json().get("file"))
        .isEqualTo(openAi.get("/files/file-" + upload.bareId()).is(200).json());
    assertThat(alice.bytes(upload.bareId())).isEqualTo(bytes);
    assertThat(openAi.post("/uploads/" + upload.id() + "/complete", body).is(200).json())
        .isEqualTo(done.json());
    openAi.get("/uploads/" + upload.id()).is(200).has("status", "completed");
    alice.find(upload.bareId()).is(200).has("status", "complete").has("content_type", "text/jsonl");
  }

  @Test
  void aPartMayBeJsonForCallersThatSendNoForms() {
    String upload = create(11).id();
    String parts = "/uploads/" + upload + "/parts";
    Reply first = openAi.post(parts, Json.of("data", "aGVsbG8g")).is(200);
    first.has("object", "upload.part").has("upload_id", upload);
    String second = openAi.post(parts, Json.of("data", "world", "encoding", "utf8")).is(200).id();

    openAi.post(parts, Json.of("data", "aGVsbG8*")).isError(400, "invalid-base64");
    openAi.post(parts, Json.of("data", "aGVsbG8g", "offset", 3)).isError(400, "invalid-field");
    openAi.post(parts, Json.of("dat", "aGVsbG8g")).isError(400, "unknown-field");
    assertThat(openAi.get(parts).is(200).ids()).containsExactlyInAnyOrder(first.id(), second);

    complete(upload, first.id(), second).is(200);
    assertThat(alice.bytes(upload.substring("upload_".length())))
        .isEqualTo(Bytes.utf8("hello world"));
  }

  @Test
  void aPartHasAtMostWhatOpenAiLets() {
    String upload = create(100L << 20).id();

    Reply refused = part(upload, new byte[(64 << 20) + 1]);

    refused.isError(413, "body-too-large");
    assertThat(refused.message()).contains("67108864");
    assertThat(openAi.get("/uploads/" + upload + "/parts").is(200).ids()).isEmpty();
    part(upload, new byte[64 << 20]).is(200).has("bytes", 64 << 20);
  }

  @Test
  void onlyThePartsThatAreNamedCount() {
    String upload = create(6).id();
    String one = part(upload, Bytes.utf8("abc")).id();
    part(upload, Bytes.utf8("not wanted")).is(200);
    String two = openAi.form("/uploads/" + upload + "/parts", field("data", "def")).is(200).id();

    complete(upload, two, one).is(200);

    assertThat(alice.bytes(upload.substring("upload_".length()))).isEqualTo(Bytes.utf8("defabc"));
  }

  @Test
  void whatDoesNotFitIsRefusedAndTheUploadStaysPending() {
    String upload = create(6).id();
    String one = part(upload, Bytes.utf8("abc")).id();
    String more = part(upload, Bytes.utf8("defg")).id();
    String foreign = part(create(6).id(), Bytes.utf8("def")).id();

    complete(upload, one).isError(400, "size-mismatch");
    complete(upload).isError(400, "size-mismatch");
    refusesParts(complete(upload, one, more));
    refusesParts(complete(upload, one, one));
    refusesParts(complete(upload, one, foreign));
    refusesParts(complete(upload, one, "part_none"));
    refusesParts(complete(upload, one, "part_" + "a".repeat(32)));
    refusesParts(openAi.post("/uploads/" + upload + "/complete", "{\"part_ids\":\"" + one + "\"}"));
    openAi
        .post("/uploads/" + upload + "/complete", "{\"part_ids\":[],\"sha\":\"\"}")
        .isError(400, "unknown-field");
    String last = part(upload, Bytes.utf8("def")).id();
    Reply digest =
        openAi.post(
            "/uploads/" + upload + "/complete",
            Json.of("part_ids", List.of(one, last), "md5", "0".repeat(32)));
    assertThat(digest.isError(400, "checksum-mismatch").error()).containsEntry("param", "md5");
    openAi.get("/uploads/" + upload).is(200).has("status", "pending");

    complete(upload, one, last).is(200).has("status", "completed");
    assertThat(complete(upload, last, one).isError(400, "upload-complete").header("x-should-retry"))
        .isEqualTo("false");
    part(upload, Bytes.utf8("x")).isError(400, "upload-complete");
    openAi.post("/uploads/" + upload + "/cancel", "").isError(400, "upload-complete");
  }

  private static void refusesParts(Reply reply) {
    assertThat(reply.isError(400, "invalid-field").error()).containsEntry("param", "part_ids");
  }

  @Test
  void aCancelledUploadTakesNothing() {
    String upload = create(3).id();
    String one = part(upload, Bytes.utf8("abc")).id();
    Reply cancelled =
        openAi.send(openAi.request("/uploads/" + upload + "/cancel").POST(BodyPublishers.noBody()));
    cancelled.is(200).has("status", "cancelled").has("id", upload);

    part(upload, Bytes.utf8("abc")).isError(400, "bad-request");
    complete(upload, one).isError(400, "bad-request");
    openAi.post("/uploads/" + upload + "/cancel", "").isError(400, "bad-request");
    openAi.get("/uploads/" + upload).isError(404, "gone");
  }

  @Test
  void aLifetimeHoldsForTheFileToo() {
    Map<String, Object> members = new HashMap<>();
    members.put("bytes", 3);
    members.put("filename", "a");
    members.put("mime_type", "text/plain");
    members.put("purpose", "batch");
    members.put("expires_after", Map.of("anchor", "created_at", "seconds", 7200));
    Reply upload = openAi.post("/uploads", Json.write(members)).is(200);
    assertThat(upload.number("expires_at")).isEqualTo(upload.number("created_at") + 7200);
    Reply done = complete(upload.id(), part(upload.id(), Bytes.utf8("abc")).id()).is(200);
    assertThat(done.number("expires_at")).isEqualTo(upload.number("expires_at"));

    members.put("expires_after", Map.of("anchor", "created_at", "seconds", 2592000));
    Reply refused = openAi.post("/uploads", Json.write(members)).isError(400, "invalid-field");
    assertThat(refused.error()).containsEntry("param", "expires_after[seconds]");
  }

  @Test
  void partsAreListedInPages() {
    String upload = create(9).id();
    List<String> ids =
        List.of("abc", "def", "ghi").stream()
            .map(text -> part(upload, Bytes.utf8(text)).is(200).id())
            .toList();
    String path = "/uploads/" + upload + "/parts";
    assertThat(openAi.get(path + "?limit=2").is(200).has("has_more", true).ids())
        .containsExactly(ids.get(0), ids.get(1));
    Reply rest = openAi.get(path + "?limit=2&after=" + ids.get(1)).is(200).has("has_more", false);
    assertThat(rest.ids()).containsExactly(ids.get(2));
    assertThat(rest.data().getFirst()).containsEntry("bytes", 3);
  }

  @Test
  void badBodiesAreRefused() {
    openAi.post("/uploads", "{").isError(400, "invalid-json");
    openAi.post("/uploads", "[]").isError(400, "invalid-json");
    openAi.post("/uploads", "{\"a\":{\"b\":{\"c\":{}}}}").isError(400, "invalid-json");
    openAi.post("/uploads", "{\"bytes\":1}").isError(400, "missing-field");
    openAi.post("/uploads", "{\"bytes\":-1}").isError(400, "missing-field");
    openAi.post("/uploads/none/complete", "{\"part_ids\":[]}").isError(404, "not-found");
    openAi.get("/uploads/none").isError(404, "not-found");
  }
}
