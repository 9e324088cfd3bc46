package io.piecemeal.adapters.mcp.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Arguments that are not what a tool takes are answered in a way that an agent can mend. */
class McpArgumentsTest {

  private final McpCalls calls = new McpCalls();

  @Test
  void unknownArgumentIsAnsweredWithTheNearestKnownOne() {
    assertThat(calls.trouble("upload_create", "file_name", "a"))
        .containsEntry("error", "unknown_field")
        .containsEntry("nearest", "filename");
    assertThat(calls.trouble("upload_create", "filename", "a", "zzzzzzzz", 1))
        .doesNotContainKey("nearest");
  }

  @Test
  void missingArgumentIsNamed() {
    assertThat(calls.trouble("upload_append", "file_id", "x", "data", "eA=="))
        .containsEntry("text", "missing_field: add the argument 'offset'.");
  }

  @Test
  void wrongTypeIsRefusedAndNotConverted() {
    assertThat(calls.trouble("upload_append", "file_id", "x", "offset", "0", "data", "eA=="))
        .containsEntry("error", "invalid_field")
        .containsEntry("field", "offset");
    assertThat(calls.trouble("upload_create", "filename", 5)).containsEntry("field", "filename");
    assertThat(calls.trouble("upload_create", "filename", "a", "size", -1))
        .containsEntry("field", "size");
    assertThat(calls.trouble("upload_create", "filename", "a", "size", 1.5))
        .containsEntry("field", "size");
    assertThat(calls.trouble("upload_create", "filename", "a", "sha256", "abc"))
        .containsEntry("field", "sha256");
    assertThat(calls.trouble("file_read", "file_id", "x", "encoding", "hex"))
        .containsEntry("field", "encoding");
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
    assertThat(calls.trouble("upload_create", "filename", "a/b"))
        .containsEntry("error", "bad_filename");
    assertThat(calls.trouble("upload_create", "filename", "a", "idempotency_key", "\u00e4"))
        .containsEntry("field", "idempotency_key");
  }
}
