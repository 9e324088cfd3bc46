package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.e2e.HttpSocket.Came;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Senders that wait for "100 Continue": nobody is asked for a body that is refused for what the
 * head says alone.
 */
class AskedBodyTest {

  private static final String TUS = "application/offset+octet-stream";
  private static final String PARTIAL = "application/partial-upload";
  private static final String FORM = "multipart/form-data; boundary=x";
  private static final String ABSENT = "ako5rgx309ehwlbqprs8s2xxnsp0y85q";

  private final Caller alice = Caller.alice();
  private final String key = "Bearer " + alice.key();

  /** All that is said before a byte of the body was sent, up to the final status. */
  private static List<Integer> said(String method, String path, String... fields)
      throws IOException {
    List<String> all = new ArrayList<>(List.of(fields));
    all.addAll(List.of("Expect", "100-continue", "Connection", "close"));
    if (!all.contains("Content-Length")) {
      all.addAll(List.of("Content-Length", "6"));
    }
    try (HttpSocket socket = new HttpSocket(TestService.port())) {
      return socket.head(method, path, all.toArray(String[]::new)).all().stream()
          .map(Came::status)
          .toList();
    }
  }

  /** Sends the body when it is asked for; interim answers of other kinds may come before. */
  private static Came asked(String body, String method, String path, String... fields)
      throws IOException {
    List<String> all = new ArrayList<>(List.of(fields));
    all.addAll(List.of("Expect", "100-continue", "Connection", "close"));
    all.addAll(List.of("Content-Length", Integer.toString(body.length())));
    try (HttpSocket socket = new HttpSocket(TestService.port())) {
      Came first = socket.head(method, path, all.toArray(String[]::new)).next();
      while (first.status() == 104) {
        first = socket.next();
      }
      assertThat(first.status()).as(first.body()).isEqualTo(100);
      return socket.send(body).answer();
    }
  }

  private String create(String path, String... fields) throws IOException {
    List<String> all = new ArrayList<>(List.of(fields));
    all.addAll(List.of("Authorization", key, "Content-Length", "0", "Connection", "close"));
    try (HttpSocket socket = new HttpSocket(TestService.port())) {
      Came created = socket.head("POST", path, all.toArray(String[]::new)).answer();
      assertThat(created.status()).as(created.body()).isEqualTo(201);
      return created.field("Location");
    }
  }

  private String tus() throws IOException {
    return create("/tus", "Tus-Resumable", "1.0.0", "Upload-Length", "6");
  }

  private String ietf() throws IOException {
    return create("/rufh", "Upload-Complete", "?0", "Upload-Length", "6");
  }

  @Test
  void whatIsTakenIsAskedFor() throws IOException {
    Came patched =
        asked(
            "abcdef",
            "PATCH",
            tus(),
            "Authorization",
            key,
            "Tus-Resumable",
            "1.0.0",
            "Content-Type",
            TUS,
            "Upload-Offset",
            "0");
    assertThat(patched.status()).isEqualTo(204);
    Came appended =
        asked(
            "abcdef",
            "PATCH",
            ietf(),
            "Authorization",
            key,
            "Content-Type",
            PARTIAL,
            "Upload-Offset",
            "0",
            "Upload-Complete",
            "?1");
    assertThat(appended.status()).isEqualTo(200);
    Came created = asked("abc", "POST", "/files", "Authorization", key, "Upload-Complete", "?1");
    assertThat(created.status()).isEqualTo(201);
    Came put = asked("abc", "PUT", ticket(alice.open()), "Content-Type", "");
    assertThat(put.status()).isEqualTo(200);
    for (String path : List.of("/files", "/openai/v1/files", "/anthropic/v1/files")) {
      Came stored = asked(form(), "POST", path, "Authorization", key, "Content-Type", FORM);
      assertThat(stored.status()).as(path).isIn(200, 201, 422, 400);
    }
  }

  private static String form() {
    return "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nabc\r\n--x--";
  }

  @ParameterizedTest
  @CsvSource({
    "0, application/offset+octet-stream, 1.0.0, 6, nobody, 401",
    "0, application/offset+octet-stream, 0.2.2, 6, alice, 412",
    "0, text/plain, 1.0.0, 6, alice, 415",
    "3, application/offset+octet-stream, 1.0.0, 6, alice, 409",
    "x, application/offset+octet-stream, 1.0.0, 6, alice, 400",
    "0, application/offset+octet-stream, 1.0.0, 7, alice, 413",
    "0, application/offset+octet-stream, 1.0.0, 9000000000000, alice, 413",
  })
  void aPatchOfTusIsRefusedBeforeItsBody(
      String offset, String type, String version, String length, String caller, int status)
      throws IOException {
    String upload = tus();
    List<Integer> said =
        said(
            "PATCH",
            upload,
            "Authorization",
            caller.equals("alice") ? key : "Bearer " + caller,
            "Tus-Resumable",
            version,
            "Content-Type",
            type,
            "Upload-Offset",
            offset,
            "Content-Length",
            length);

    assertThat(said).containsExactly(status);
  }

  @ParameterizedTest
  @CsvSource({
    "6, application/offset+octet-stream, '', 5, 413",
    "6, text/plain, '', 6, 415",
    "6, application/offset+octet-stream, a !, 6, 400",
    "6, application/offset+octet-stream, '', x, 400",
  })
  void aCreationOfTusIsRefusedBeforeItsBody(
      String bytes, String type, String metadata, String length, int status) throws IOException {
    List<Integer> said =
        said(
            "POST",
            "/tus",
            "Authorization",
            key,
            "Tus-Resumable",
            "1.0.0",
            "Content-Type",
            type,
            "Upload-Metadata",
            metadata,
            "Upload-Length",
            length,
            "Content-Length",
            bytes);

    assertThat(said).containsExactly(status);
  }

  @Test
  void anUploadThatIsNotThereIsNotSentTo() throws IOException {
    assertThat(
            said(
                "PATCH",
                "/tus/" + ABSENT,
                "Authorization",
                key,
                "Tus-Resumable",
                "1.0.0",
                "Content-Type",
                TUS,
                "Upload-Offset",
                "0"))
        .containsExactly(404);
    assertThat(
            said(
                "PATCH",
                "/rufh/" + ABSENT,
                "Authorization",
                key,
                "Content-Type",
                PARTIAL,
                "Upload-Offset",
                "0",
                "Upload-Complete",
                "?1"))
        .containsExactly(404);
    assertThat(said("PUT", "/tickets/pmt_nothing")).containsExactly(404);
    for (String type : List.of(FORM, "application/json")) {
      assertThat(
              said(
                  "POST",
                  "/openai/v1/uploads/upload_" + ABSENT + "/parts",
                  "Authorization",
                  key,
                  "Content-Type",
                  type))
          .as(type)
          .containsExactly(404);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, application/partial-upload, ?0, 6, nobody, 401",
    "0, text/plain, ?0, 6, alice, 415",
    "3, application/partial-upload, ?0, 6, alice, 409",
    "'', application/partial-upload, ?0, 6, alice, 400",
    "0, application/partial-upload, '', 6, alice, 400",
    "0, application/partial-upload, ?1, 5, alice, 400",
    "0, application/partial-upload, ?0, 7, alice, 400",
  })
  void anAppendOfTheIetfIsRefusedBeforeItsBody(
      String offset, String type, String complete, String length, String caller, int status)
      throws IOException {
    String upload = ietf();
    List<Integer> said =
        said(
            "PATCH",
            upload,
            "Authorization",
            caller.equals("alice") ? key : "Bearer " + caller,
            "Upload-Draft-Interop-Version",
            "8",
            "Content-Type",
            type,
            "Upload-Offset",
            offset,
            "Upload-Complete",
            complete,
            "Content-Length",
            length);

    assertThat(said).containsExactly(status);
  }

  @Test
  void aCreationOfTheIetfIsRefusedBeforeItsBodyAndBeforeItsPlaceIsAnnounced() throws IOException {
    for (String path : List.of("/rufh", "/files")) {
      assertThat(
              said(
                  "POST",
                  path,
                  "Authorization",
                  key,
                  "Upload-Draft-Interop-Version",
                  "8",
                  "Upload-Complete",
                  "?1",
                  "Upload-Length",
                  "5"))
          .as(path)
          .containsExactly(400);
      assertThat(
              said(
                  "POST",
                  path,
                  "Authorization",
                  key,
                  "Upload-Draft-Interop-Version",
                  "8",
                  "Upload-Complete",
                  "?1",
                  "Content-Digest",
                  "sha-256=:no:"))
          .as(path)
          .containsExactly(400);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/openai/v1/files, nobody, multipart/form-data; boundary=x, 6, 401",
    "/openai/v1/files, alice, multipart/form-data, 6, 400",
    "/openai/v1/files, alice, text/plain, 6, 415",
    "/openai/v1/files, alice, multipart/form-data; boundary=x, 9000000000000, 413",
    "/anthropic/v1/files, nobody, multipart/form-data; boundary=x, 6, 401",
    "/anthropic/v1/files, alice, multipart/form-data, 6, 400",
    "/anthropic/v1/files, alice, text/plain, 6, 415",
    "/anthropic/v1/files, alice, multipart/form-data; boundary=x, 9000000000000, 413",
    "/files, nobody, multipart/form-data; boundary=x, 6, 401",
    "/files, alice, multipart/form-data; boundary=x, 9000000000000, 413",
  })
  void aFormIsRefusedBeforeItsBody(
      String path, String caller, String type, String length, int status) throws IOException {
    List<Integer> said =
        said(
            "POST",
            path,
            "Authorization",
            caller.equals("alice") ? key : "Bearer " + caller,
            "Content-Type",
            type,
            "Content-Length",
            length);

    assertThat(said).containsExactly(status);
  }

  @Test
  void aKeyOfOnceThatIsNoneIsRefusedBeforeItsForm() throws IOException {
    assertThat(
            said(
                "POST",
                "/files",
                "Authorization",
                key,
                "Content-Type",
                FORM,
                "Idempotency-Key",
                "x".repeat(1000)))
        .hasSize(1)
        .allMatch(status -> status >= 400 && status < 500);
  }

  @Test
  void aPartIsRefusedBeforeItsBody() throws IOException {
    ModelCaller openAi = ModelCaller.openAi();
    String upload =
        openAi
            .post(
                "/uploads",
                Json.of("bytes", 3, "filename", "a", "mime_type", "text/plain", "purpose", "batch"))
            .is(200)
            .id();
    String parts = "/openai/v1/uploads/" + upload + "/parts";
    String tooLong = Integer.toString(65 << 20);
    assertThat(said("POST", parts, "Authorization", "Bearer nobody", "Content-Type", FORM))
        .containsExactly(401);
    assertThat(
            said(
                "POST",
                parts,
                "Authorization",
                key,
                "Content-Type",
                FORM,
                "Content-Length",
                tooLong))
        .containsExactly(413);
    openAi.post("/uploads/" + upload + "/cancel", "").is(200);
    for (String type : List.of(FORM, "application/json")) {
      assertThat(said("POST", parts, "Authorization", key, "Content-Type", type))
          .as(type)
          .containsExactly(400);
    }
  }

  private String ticket(String file) {
    return alice
        .send(alice.request("/uploads/" + file + "/ticket").POST(BodyPublishers.noBody()))
        .is(201)
        .text("url")
        .substring(alice.baseUrl().length());
  }

  @ParameterizedTest
  @CsvSource({
    "'', multipart/form-data; boundary=x, 6, 415",
    "bytes 2-1/6, '', 6, 400",
    "bytes 0-4/5, '', 6, 400",
    "bytes 5-10/11, '', 6, 409",
    "'', '', 9000000000000, 413",
  })
  void whatIsSentWithATicketIsRefusedBeforeItsBody(
      String range, String type, String length, int status) throws IOException {
    List<Integer> said =
        said(
            "PUT",
            ticket(alice.open()),
            "Content-Range",
            range,
            "Content-Type",
            type,
            "Content-Length",
            length);

    assertThat(said).containsExactly(status);
  }
}
