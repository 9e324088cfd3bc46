package io.piecemeal.adapters.mcp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.mcp.protocol.rpc.RpcRejected;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments that are not what a tool takes are answered in a way that an agent can mend. */
class McpArgumentsTest {

  private final McpCalls calls = new McpCalls();

  @Test
  void unknownArgumentIsAnsweredWithTheNearestKnownOne() {
    assertThat(calls.error("upload_create", "file_name", "a"))
        .containsEntry("error", "unknown_field")
        .containsEntry("nearest", "filename");
    assertThat(calls.error("upload_create", "filename", "a", "zzzzzzzz", 1))
        .doesNotContainKey("nearest");
  }

  @Test
  void missingArgumentIsNamed() {
    assertThat(calls.error("upload_append", "file_id", "x", "data", "eA=="))
        .containsEntry(
            "text",
            "missing_field: add the argument 'offset'.\n"
                + "Next call, with offset, data added: upload_append {\"file_id\":\"x\"}");
  }

  @Test
  void wrongTypeIsRefusedByItsName() {
    assertThat(calls.error("upload_append", "file_id", "x", "offset", "one", "data", "eA=="))
        .containsEntry("error", "invalid_field")
        .containsEntry("field", "offset");
    assertThat(calls.error("upload_create", "filename", 5)).containsEntry("field", "filename");
    assertThat(calls.error("upload_create", "filename", "a", "size", -1))
        .containsEntry("field", "size");
    assertThat(calls.error("upload_create", "filename", "a", "size", "1e3"))
        .containsEntry("field", "size");
    assertThat(calls.error("upload_create", "filename", "a", "size", 1.5))
        .containsEntry("field", "size");
    assertThat(calls.error("upload_create", "filename", "a", "sha256", "abc"))
        .containsEntry("field", "sha256");
    assertThat(calls.error("file_read", "file_id", "x", "encoding", "hex"))
        .containsEntry("field", "encoding");
    assertThat(calls.error("upload_text", "filename", "a", "text", Map.of("a", 1)))
        .containsEntry("field", "text");
  }

  @Test
  void numbersAndFlagsInQuotesAreTaken() {
    String id = calls.create();
    assertThat(calls.facts("upload_append", "file_id", id, "offset", "0", "data", "aGVs"))
        .containsEntry("size", 3L);
    assertThat(calls.facts("file_list", "limit", "1")).containsEntry("has_more", false);
    assertThat(calls.facts("upload_ticket", "file_id", id, "complete", "False"))
        .containsKey("upload");
  }

  @ParameterizedTest
  @ValueSource(strings = {"utf8", "utf-8", "UTF8", "UTF-8", "utf_8"})
  void encodingIsTakenInEverySpelling(String encoding) {
    assertThat(
            calls.facts(
                "upload_append",
                "file_id",
                calls.create(),
                "offset",
                0,
                "encoding",
                encoding,
                "data",
                "abc"))
        .containsEntry("size", 3L);
  }

  @Test
  void addressThatTheServiceGaveIsTakenForTheId() {
    String id = calls.create();
    String uri = (String) calls.facts("upload_status", "file_id", id).get("uri");
    assertThat(calls.facts("upload_status", "file_id", uri)).containsEntry("file_id", id);
    assertThat(calls.facts("file_read", "uri", uri)).containsEntry("file_id", id);
    assertThat(calls.error("file_read", "uri", uri, "file_id", id)).containsEntry("field", "uri");
    assertThat(calls.error("upload_status", "file_id", "")).containsEntry("field", "file_id");
  }

  @ParameterizedTest
  @NullAndEmptySource
  void whatIsOptionalMayBeLeftEmpty(@Nullable String empty) {
    assertThat(
            calls.facts(
                "upload_create",
                "filename",
                "a",
                "size",
                empty,
                "sha256",
                empty,
                "content_type",
                empty,
                "idempotency_key",
                empty))
        .containsEntry("content_type", "application/octet-stream");
    assertThat(calls.facts("file_list", "after", empty, "status", empty)).containsKey("files");
    assertThat(
            calls.error("upload_append", "file_id", calls.create(), "offset", empty, "data", "a"))
        .containsEntry("error", "missing_field")
        .containsEntry("field", "offset");
  }

  @Test
  void argumentsMayBeTheTextOfAnObject() {
    Map<String, Object> params =
        Map.of("name", "upload_text", "arguments", "{\"filename\":\"a\",\"text\":\"hello\"}");
    assertThat(McpCalls.structured(calls.ask("tools/call", params))).containsEntry("size", 5L);
    assertThat(
            McpCalls.structured(
                calls.ask("tools/call", Map.of("name", "file_list", "arguments", ""))))
        .containsKey("files");
    for (Object arguments : List.of("{", "[]", "5", "{} {}", List.of())) {
      assertThatThrownBy(
              () -> calls.ask("tools/call", Map.of("name", "file_list", "arguments", arguments)))
          .isInstanceOf(RpcRejected.class)
          .hasMessageContaining("'arguments'");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Test", "path/to/file", "README", "two words"})
  void wordsWithoutAnEncodingAreNotTakenForBase64(String words) {
    String id = calls.create();
    Map<String, Object> error =
        calls.error("upload_append", "file_id", id, "offset", 0, "data", words);
    assertThat((String) error.get("text")).contains("encoding");
    assertThat(calls.facts("upload_status", "file_id", id)).containsEntry("size", 0L);
  }

  @Test
  void textWithoutAnEncodingIsAnsweredWithTheCallThatStoresIt() {
    String id = calls.create();
    Map<String, Object> error =
        calls.error("upload_append", "file_id", id, "offset", 0, "data", "Hello, w\u00f6rld!");
    assertThat((String) error.get("text"))
        .contains("encoding: utf8")
        .endsWith(
            "Next call, with data added: upload_append {\"file_id\":\"%s\",\"offset\":0,\"encoding\":\"utf8\"}"
                .formatted(id));
  }

  @Test
  void dataThatMayBeATextOrBrokenBase64IsAnsweredWithBoth() {
    String id = calls.create();
    Object[] call = {"file_id", id, "offset", 0, "data", "Hello"};
    Map<String, Object> error = calls.error("upload_append", call);
    assertThat(error).containsEntry("error", "invalid_base64").containsEntry("position", 5);
    assertThat((String) error.get("text"))
        .contains("encoding: utf8")
        .endsWith(
            "Next call, with data, encoding added: upload_append {\"file_id\":\"%s\",\"offset\":0}"
                .formatted(id));
  }

  @Test
  void misspelledArgumentIsSpelledRightInTheNextCall() {
    assertThat((String) calls.error("upload_create", "file_name", "a").get("text"))
        .endsWith("Next call: upload_create {\"filename\":\"a\"}");
  }

  @Test
  void answerSaysWhatDataWasReadAsAndHowMuchItWas() {
    String id = calls.create();
    assertThat(calls.facts("upload_append", "file_id", id, "offset", 0, "data", "AAAA"))
        .containsEntry("encoding", "base64")
        .containsEntry("chunk_size", 3L);
    assertThat(
            calls.facts(
                "upload_append", "file_id", id, "offset", 3, "encoding", "utf8", "data", "Test"))
        .containsEntry("encoding", "utf8")
        .containsEntry("chunk_size", 4L);
  }

  @Test
  void badTextIsNamedAsWhatItIs() {
    assertThat(calls.error("upload_text", "filename", "a", "text", "\ud800"))
        .containsEntry("field", "text");
  }

  @Test
  void whatJsonSchemaTakesForAnIntegerIsOne() {
    assertThat(calls.facts("upload_create", "filename", "a", "size", 5.0)).containsKey("file_id");
  }

  @Test
  void nullIsNotSent() {
    assertThat(calls.facts("upload_create", "filename", "a", "size", null)).containsKey("file_id");
  }

  @Test
  void rulesOfTheDomainAreNamedLikeTheArguments() {
    assertThat(calls.error("upload_create", "filename", "a/b"))
        .containsEntry("error", "bad_filename");
    assertThat(calls.error("upload_create", "filename", "a", "idempotency_key", "\u00e4"))
        .containsEntry("field", "idempotency_key");
  }
}
