package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.e2e.HttpSocket.Came;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that create a file and send bytes of it, and are refused: no file stays of them. */
class RefusedCreationTest {

  private static final String OTHER_DIGEST =
      "sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:";

  private final Caller alice = Caller.alice();
  private Set<String> before = Set.of();

  @BeforeEach
  void look() {
    before = files();
  }

  private Set<String> files() {
    Set<String> ids = new TreeSet<>();
    alice
        .get("/files?limit=1000")
        .is(200)
        .data()
        .forEach(file -> ids.add((String) Json.require(file, "file_id")));
    return ids;
  }

  private Came send(String body, String path, String... fields) throws IOException {
    List<String> all = new ArrayList<>(List.of(fields));
    all.addAll(List.of("Authorization", "Bearer " + alice.key(), "Connection", "close"));
    try (HttpSocket socket = new HttpSocket(TestService.port())) {
      return socket.head("POST", path, all.toArray(String[]::new)).send(body).answer();
    }
  }

  private static String chunked(String body) {
    return "%x\r\n%s\r\n0\r\n\r\n".formatted(body.length(), body);
  }

  @Test
  void ofTus() throws IOException {
    String[] fields = {"Tus-Resumable", "1.0.0", "Content-Type", "application/offset+octet-stream"};
    assertThat(send("abcdef", "/tus", with(fields, "Upload-Length", "5", "Content-Length", "6")))
        .extracting(Came::status)
        .isEqualTo(413);
    // Its first bytes are all of the upload, which is complete for a moment.
    assertThat(
            send(
                chunked("abcdef"),
                "/tus",
                with(fields, "Upload-Length", "5", "Transfer-Encoding", "chunked")))
        .extracting(Came::status)
        .isIn(403, 413);
    assertThat(
            send(
                "abc",
                "/tus",
                with(
                    fields,
                    "Upload-Length",
                    "5",
                    "Content-Length",
                    "3",
                    "Upload-Checksum",
                    "md5 AAAA")))
        .extracting(Came::status)
        .isEqualTo(460);

    assertThat(files()).isEqualTo(before);
  }

  @Test
  void ofTusThatBreaksOff() throws Exception {
    try (HttpSocket socket = new HttpSocket(TestService.port())) {
      socket
          .head(
              "POST",
              "/tus",
              "Authorization",
              "Bearer " + alice.key(),
              "Tus-Resumable",
              "1.0.0",
              "Content-Type",
              "application/offset+octet-stream",
              "Upload-Length",
              "100000",
              "Content-Length",
              "100000",
              "Expect",
              "100-continue")
          .next();
      socket.send("x".repeat(70_000));
      Await.until("the upload", Duration.ofMinutes(1), () -> !files().equals(before));
    }

    Await.until("its end", Duration.ofMinutes(1), () -> files().equals(before));
  }

  @ParameterizedTest
  @CsvSource({"8, Upload-Complete, ?1", "3, Upload-Incomplete, ?0", "'', Upload-Complete, ?1"})
  void ofTheIetf(String revision, String field, String complete) throws IOException {
    String[] fields = {"Upload-Draft-Interop-Version", revision, field, complete};

    for (String path : List.of("/rufh", "/files")) {
      Stream.of(
              send("abcdef", path, with(fields, "Upload-Length", "5", "Content-Length", "6")),
              send(
                  chunked("abcdef"),
                  path,
                  with(fields, "Upload-Length", "5", "Transfer-Encoding", "chunked")),
              send("abc", path, with(fields, "Content-Length", "3", "Content-Digest", "sha-256=x")),
              send(
                  "abc", path, with(fields, "Content-Length", "3", "Content-Digest", OTHER_DIGEST)),
              send("abc", path, with(fields, "Content-Length", "3", "Repr-Digest", OTHER_DIGEST)),
              send("", path, with(fields, "Content-Length", "0", "Repr-Digest", OTHER_DIGEST)))
          .forEach(answer -> assertThat(answer.status()).as(answer.body()).isEqualTo(400));
    }

    assertThat(files()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "/files, color, red",
    "/openai/v1/files, purpose, nothing",
    "/openai/v1/files, color, red",
    "/anthropic/v1/files, expires_in_seconds, -1",
    "/anthropic/v1/files, color, red",
  })
  void ofForms(String path, String name, String value) throws IOException {
    String form =
        """
        --x
        Content-Disposition: form-data; name="file"; filename="a"

        abc
        --x
        Content-Disposition: form-data; name="%s"

        %s
        --x--
        """
            .formatted(name, value)
            .replace("\n", "\r\n");
    Came refused =
        send(
            form,
            path,
            "Content-Type",
            "multipart/form-data; boundary=x",
            "Content-Length",
            Integer.toString(form.length()));

    assertThat(refused.status()).as(refused.body()).isBetween(400, 499);
    assertThat(files()).isEqualTo(before);
  }

  /** What is not joined would count against the quota, and is in the list of parts. */
  @Test
  void ofPartsOfAnUpload() throws IOException {
    String upload =
        ModelCaller.openAi()
            .post(
                "/uploads",
                Json.of("bytes", 3, "filename", "a", "mime_type", "text/plain", "purpose", "batch"))
            .is(200)
            .id();
    String parts = "/openai/v1/uploads/" + upload + "/parts";
    for (String body : List.of("{\"data\":\"!\"}", "{\"data\":\"YQ==\",\"offset\":0}", "{")) {
      Came refused =
          send(
              body,
              parts,
              "Content-Type",
              "application/json",
              "Content-Length",
              Integer.toString(body.length()));
      assertThat(refused.status()).as(refused.body()).isEqualTo(400);
    }

    assertThat(
            Json.require(
                ModelCaller.openAi().get("/uploads/" + upload + "/parts").is(200).json(), "data"))
        .isEqualTo(List.of());
  }

  private static String[] with(String[] fields, String... more) {
    return Stream.concat(Stream.of(fields), Stream.of(more)).toArray(String[]::new);
  }
}
