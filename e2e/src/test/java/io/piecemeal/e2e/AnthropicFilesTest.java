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
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** /anthropic/v1/files, with bodies as Anthropic's clients send them. */
class AnthropicFilesTest {

  private final ModelCaller anthropic = ModelCaller.anthropic();

  private static Reply upload(ModelCaller caller, String name, byte[] content) {
    return caller.form("/files?beta=true", file("file", name, content)).is(200);
  }

  @Test
  void aFileIsStoredShownReadAndDeleted() {
    byte[] bytes = Bytes.patterned(10_000);
    Reply stored =
        upload(anthropic, "a.pdf", bytes)
            .has("type", "file")
            .has("filename", "a.pdf")
            .has("mime_type", "application/jsonl")
            .has("downloadable", true);
    assertThat(stored.id()).matches("file_[a-z2-7]{32}");
    assertThat(stored.number("size_bytes")).isEqualTo(bytes.length);
    assertThat(anthropic.get("/files/" + stored.id()).is(200).json()).isEqualTo(stored.json());
    assertThat(anthropic.get("/files/" + stored.id() + "/content").is(200).response().body())
        .isEqualTo(bytes);
    ModelCaller.openAi().get("/files/file-" + stored.bareId()).is(200).has("filename", "a.pdf");

    anthropic
        .delete("/files/" + stored.id())
        .is(200)
        .has("id", stored.id())
        .has("type", "file_deleted");
    Reply gone = anthropic.get("/files/" + stored.id()).is(404).has("type", "error");
    assertThat(gone.error()).containsEntry("type", "not_found_error");
    assertThat(Json.require(gone.error(), "details").toString()).contains("file_expired");
    assertThat(gone.header("request-id")).isEqualTo(gone.json().get("request_id"));
  }

  @Test
  void olderClientsSendTheirKeyInAFieldOfItsOwn() {
    Reply listed = anthropic.send(withKeyField("/anthropic/v1/files?limit=1"));
    listed.is(200);
    anthropic.send(withKeyField("/openai/v1/files?limit=1")).isError(401, "unauthenticated");
    anthropic.send(withKeyField("/files?limit=1")).is(401);
  }

  private static HttpRequest.Builder withKeyField(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + TestService.port() + path))
        .header("x-api-key", TestService.ALICE);
  }

  @Test
  void aLifetimeIsBounded() {
    anthropic
        .form("/files", file("file", "a", Bytes.utf8("x")), field("expires_in_seconds", "3600"))
        .is(200);
    Reply refused =
        anthropic.form(
            "/files", file("file", "a", Bytes.utf8("x")), field("expires_in_seconds", "9999999"));
    assertThat(refused.is(400).error()).containsEntry("type", "invalid_request_error");
    assertThat(refused.message()).contains("'expires_in_seconds'", "604800");
  }

  @Test
  void pagesFollowEachOtherInBothForms() {
    KeyTerms terms =
        new KeyTerms(
            new Owner("model-" + UUID.randomUUID().toString().substring(0, 8)),
            KeyLabel.NONE,
            Scope.OF_FILES,
            Optional.empty());
    ManageKeys keys = TestService.service().bean(ManageKeys.class);
    ModelCaller caller = anthropic.with(keys.create(terms).token().reveal());
    List<String> ids =
        Stream.of("a", "b", "c").map(name -> upload(caller, name, Bytes.utf8(name)).id()).toList();

    Reply first = caller.get("/files?limit=2").is(200).has("has_more", true);
    assertThat(first.ids()).containsExactly(ids.get(2), ids.get(1));
    String next = (String) first.json().get("next_page");
    assertThat(caller.get("/files?limit=2&page=" + next).is(200).ids()).containsExactly(ids.get(0));
    Reply older = caller.get("/files?limit=2&after_id=" + first.json().get("last_id")).is(200);
    assertThat(older.ids()).containsExactly(ids.get(0));
    older.has("has_more", false).has("next_page", null);
    caller.get("/files?page=x").is(400);

    Reply newer = caller.get("/files?limit=1&before_id=" + ids.get(0)).is(200);
    assertThat(newer.ids()).containsExactly(ids.get(1));
    newer.has("has_more", true).has("next_page", null);
    Reply newest = caller.get("/files?limit=2&before_id=" + ids.get(0)).is(200);
    assertThat(newest.ids()).containsExactly(ids.get(2), ids.get(1));
    newest.has("has_more", false).has("first_id", ids.get(2));
    caller.get("/files?before_id=%s&after_id=%s".formatted(ids.get(0), ids.get(1))).is(400);
  }

  @Test
  void filesAreListedByTheirIds() {
    String one = upload(anthropic, "a", Bytes.utf8("a")).id();
    String two = upload(anthropic, "b", Bytes.utf8("b")).id();
    String deleted = upload(anthropic, "c", Bytes.utf8("c")).id();
    anthropic.delete("/files/" + deleted).is(200);

    Reply found =
        anthropic
            .get(
                "/files?ids[]=%s&ids[]=%s&ids[]=file_none&ids[]=%s&ids[]=%s"
                    .formatted(one, two, deleted, one)
                    .replace("[]", "%5B%5D"))
            .is(200);

    assertThat(found.ids()).containsExactly(two, one);
    found.has("has_more", false).has("next_page", null);
    assertThat(anthropic.get("/files?ids=" + one).is(200).ids()).containsExactly(one);
    assertThat(anthropic.get("/files?ids=%s,%s".formatted(one, two)).is(200).ids())
        .containsExactly(two, one);
    assertThat(anthropic.get("/files?ids=%s,%%20%s&ids=%s".formatted(one, one, two)).ids())
        .containsExactly(two, one);
    for (String empty : List.of("", ",", one + ",")) {
      anthropic.get("/files?ids=" + empty).is(400);
    }
    anthropic.get("/files?ids=" + "a,".repeat(100) + "b").is(200);
    anthropic
        .get(
            "/files?ids="
                + IntStream.range(0, 101)
                    .mapToObj("a%d"::formatted)
                    .collect(Collectors.joining(",")))
        .is(400);
    assertThat(anthropic.get("/files?idss=" + one).is(400).error().get("message"))
        .asString()
        .contains("'idss'", "Known are:", " ids, ");
    anthropic.get("/files?limit=1&ids=" + one).is(400);
  }

  @Test
  void errorsOfTheServerHaveTheForm() {
    Reply unknown = anthropic.with("mallory-" + "0".repeat(32)).get("/files").is(401);
    assertThat(unknown.error()).containsEntry("type", "authentication_error");
    Reply absent = anthropic.get("/nothing").is(404).has("type", "error");
    assertThat(absent.error()).containsEntry("type", "not_found_error");
  }
}
