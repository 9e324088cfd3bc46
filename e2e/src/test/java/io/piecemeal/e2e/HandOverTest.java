package io.piecemeal.e2e;

import static io.piecemeal.e2e.ModelCaller.file;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A file that one dialect began is ended by each other one. */
class HandOverTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Caller ALICE = Caller.alice();
  private static final byte[] WHOLE = Bytes.patterned(300_000);
  private static final int HALF = 123_456;

  /** The ways in which bytes come. */
  enum Dialect {
    JSON,
    TUS,
    IETF,
    OPENAI,
    GEMINI,
    MCP;

    private static final String GEMINI_UPLOADS = "/gemini/upload/v1beta/files";

    /** Begins a file, with so many bytes; gives its id. */
    String begin(int bytes) {
      byte[] first = Bytes.cut(WHOLE, 0, bytes);
      return switch (this) {
        case JSON -> {
          String id = ALICE.open();
          if (bytes > 0) {
            ALICE.append(id, first).is(200);
          }
          yield id;
        }
        case TUS ->
            id(
                raw(
                    "POST",
                    "/tus",
                    first,
                    "Tus-Resumable",
                    "1.0.0",
                    "Upload-Defer-Length",
                    "1",
                    "Content-Type",
                    "application/offset+octet-stream"));
        case IETF -> id(raw("POST", "/rufh", first, "Upload-Complete", "?0"));
        case OPENAI -> {
          String id = openAi().substring("upload_".length());
          part(id, first);
          yield id;
        }
        case GEMINI -> {
          String id =
              id(
                  raw(
                      "POST",
                      GEMINI_UPLOADS,
                      Bytes.utf8("{}"),
                      "X-Goog-Upload-Protocol",
                      "resumable",
                      "X-Goog-Upload-Command",
                      "start"),
                  "X-Goog-Upload-URL");
          if (bytes > 0) {
            gemini(id, "upload", 0, first);
          }
          yield id;
        }
        case MCP -> {
          String id = McpCaller.alice().create();
          if (bytes > 0) {
            McpCaller.alice()
                .facts("upload_append", "file_id", id, "offset", 0, "data", Json.base64(first));
          }
          yield id;
        }
      };
    }

    private static String openAi() {
      return ModelCaller.openAi()
          .post(
              "/uploads",
              Json.of(
                  "bytes",
                  WHOLE.length,
                  "filename",
                  "a",
                  "mime_type",
                  "text/plain",
                  "purpose",
                  "batch"))
          .is(200)
          .id();
    }

    private static String part(String id, byte[] bytes) {
      return ModelCaller.openAi()
          .form("/uploads/upload_" + id + "/parts", file("data", "blob", bytes))
          .is(200)
          .id();
    }

    /** Asks how far the file is, and sends the rest of it. */
    void end(String id) {
      switch (this) {
        case JSON -> {
          int size = (int) ALICE.find(id).number("size");
          ALICE.append(id, rest(size), "offset", size).is(200);
          ALICE.post("/uploads/" + id + "/complete", Json.of()).is(200);
        }
        case TUS -> {
          int offset = offset("/tus/" + id);
          raw(
              "PATCH",
              "/tus/" + id,
              rest(offset),
              "Tus-Resumable",
              "1.0.0",
              "Upload-Offset",
              Integer.toString(offset),
              "Upload-Length",
              Integer.toString(WHOLE.length),
              "Content-Type",
              "application/offset+octet-stream");
        }
        case IETF -> {
          int offset = offset("/rufh/" + id);
          raw(
              "PATCH",
              "/rufh/" + id,
              rest(offset),
              "Upload-Offset",
              Integer.toString(offset),
              "Upload-Complete",
              "?1",
              "Content-Type",
              "application/partial-upload");
        }
        case OPENAI ->
            ModelCaller.openAi()
                .post(
                    "/uploads/upload_" + id + "/complete",
                    Json.of("part_ids", List.of(part(id, WHOLE))))
                .is(200);
        case GEMINI -> {
          int received =
              Integer.parseInt(
                  gemini(id, "query", 0, new byte[0])
                      .firstValue("X-Goog-Upload-Size-Received")
                      .orElseThrow());
          gemini(id, "upload, finalize", received, rest(received));
        }
        case MCP -> {
          McpCaller agent = McpCaller.alice();
          int size =
              ((Number) Json.require(agent.facts("upload_status", "file_id", id), "size"))
                  .intValue();
          agent.facts(
              "upload_append", "file_id", id, "offset", size, "data", Json.base64(rest(size)));
          agent.facts("upload_complete", "file_id", id, "size", WHOLE.length);
        }
      }
    }

    private static HttpHeaders gemini(String id, String command, int offset, byte[] bytes) {
      return raw(
          "POST",
          GEMINI_UPLOADS + "/" + id,
          bytes,
          "X-Goog-Upload-Command",
          command,
          "X-Goog-Upload-Offset",
          Integer.toString(offset));
    }

    private static byte[] rest(int offset) {
      return Bytes.cut(WHOLE, offset, WHOLE.length);
    }

    private static int offset(String path) {
      HttpHeaders head = raw("HEAD", path, new byte[0], "Tus-Resumable", "1.0.0");
      return Integer.parseInt(head.firstValue("Upload-Offset").orElseThrow());
    }

    /** Of paths that the document of the JSON API does not have. */
    private static HttpHeaders raw(String method, String path, byte[] body, String... fields) {
      HttpRequest request =
          ALICE
              .request(path, fields)
              .method(
                  method,
                  body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
              .build();
      try {
        HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
        return answer.headers();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }

    private static String id(HttpHeaders created) {
      return id(created, "Location");
    }

    private static String id(HttpHeaders created, String field) {
      String location = created.firstValue(field).orElseThrow();
      return location.substring(location.lastIndexOf('/') + 1);
    }
  }

  private static Stream<Arguments> pairs() {
    return Stream.of(Dialect.values())
        .flatMap(
            first ->
                Stream.of(Dialect.values())
                    .filter(second -> first != second)
                    .map(second -> Arguments.of(first, second)));
  }

  /** OpenAI makes a file of parts from its first byte on, so it ends those that have none yet. */
  @ParameterizedTest
  @MethodSource("pairs")
  void whatOneBeganAnotherEnds(Dialect first, Dialect second) {
    String id = first.begin(second == Dialect.OPENAI ? 0 : HALF);

    second.end(id);

    ALICE.find(id).has("status", "complete").has("sha256", Bytes.sha256(WHOLE));
    assertThat(Bytes.sha256(ALICE.bytes(id))).isEqualTo(Bytes.sha256(WHOLE));
  }

  @Test
  void openAiDoesNotEndWhatHasBytes() {
    String id = Dialect.JSON.begin(HALF);

    ModelCaller.openAi()
        .post(
            "/uploads/upload_" + id + "/complete",
            Json.of("part_ids", List.of(Dialect.part(id, Dialect.rest(HALF)))))
        .isError(400, "offset-mismatch");
    ALICE.find(id).has("status", "uploading").has("size", HALF);
  }
}
