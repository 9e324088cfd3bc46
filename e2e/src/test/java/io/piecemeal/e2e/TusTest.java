package io.piecemeal.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.testkit.Race;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The requests of tus 1.0. */
class TusTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String BASE = Caller.alice().baseUrl();
  private static final String BYTES = "application/offset+octet-stream";

  private final Caller alice = Caller.alice();

  private static HttpResponse<String> send(
      String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(BASE + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** With a key, and as a client of the protocol. */
  private HttpResponse<String> tus(String method, String path, String body, String... headers) {
    String[] all = new String[headers.length + 4];
    System.arraycopy(headers, 0, all, 4, headers.length);
    all[0] = "Authorization";
    all[1] = "Bearer " + alice.key();
    all[2] = "Tus-Resumable";
    all[3] = "1.0.0";
    return send(method, path, body, all);
  }

  private HttpResponse<String> patch(String path, long offset, String body, String... headers) {
    String[] all = new String[headers.length + 4];
    System.arraycopy(headers, 0, all, 4, headers.length);
    all[0] = "Content-Type";
    all[1] = BYTES;
    all[2] = "Upload-Offset";
    all[3] = Long.toString(offset);
    return tus("PATCH", path, body, all);
  }

  private String create(String... headers) {
    HttpResponse<String> created = tus("POST", "/tus", "", headers);
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    return field(created, "Location");
  }

  private static String field(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static String id(String location) {
    return location.substring(location.lastIndexOf('/') + 1);
  }

  @Test
  void anUploadIsCreatedSentAskedForAndReadByTheJsonApi() {
    String metadata = "filename " + base64("ü.txt") + ",filetype " + base64("text/plain") + ",x";
    String upload = create("Upload-Length", "11", "Upload-Metadata", metadata);

    HttpResponse<String> first = patch(upload, 0, "hello ");
    assertThat(first.statusCode()).as(first.body()).isEqualTo(204);
    assertThat(field(first, "Upload-Offset")).isEqualTo("6");
    assertThat(field(first, "Tus-Resumable")).isEqualTo("1.0.0");
    assertThat(field(first, "Upload-Expires")).endsWith("GMT");
    HttpResponse<String> head = tus("HEAD", upload, "");
    assertThat(head.statusCode()).isEqualTo(204);
    assertThat(field(head, "Upload-Offset")).isEqualTo("6");
    assertThat(field(head, "Upload-Length")).isEqualTo("11");
    assertThat(field(head, "Upload-Metadata")).isEqualTo(metadata);
    assertThat(field(head, "Cache-Control")).contains("no-store");
    assertThat(patch(upload, 6, "world").statusCode()).isEqualTo(204);
    assertThat(patch(upload, 11, "").statusCode()).isEqualTo(204);
    assertThat(patch(upload, 11, "!").statusCode()).isIn(403, 413);

    alice
        .find(id(upload))
        .has("filename", "ü.txt")
        .has("content_type", "text/plain")
        .has("status", "complete");
    assertThat(alice.bytes(id(upload))).asString(UTF_8).isEqualTo("hello world");
  }

  @Test
  void whatIsSaidWithoutAKey() {
    HttpResponse<String> options = send("OPTIONS", "/tus", "");
    assertThat(options.statusCode()).isEqualTo(204);
    assertThat(field(options, "Tus-Version")).isEqualTo("1.0.0");
    assertThat(field(options, "Tus-Extension")).contains("creation-with-upload");
    assertThat(field(options, "Tus-Max-Size")).matches("[0-9]+");
    HttpResponse<String> refused = send("POST", "/tus", "", "Tus-Resumable", "1.0.0");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(field(refused, "Tus-Resumable")).isEqualTo("1.0.0");
  }

  @Test
  void statusesAreThoseOfTheProtocol() {
    String upload = create("Upload-Length", "5");
    String key = "Bearer " + alice.key();

    assertThat(send("POST", "/tus", "", "Authorization", key, "Upload-Length", "1").statusCode())
        .isEqualTo(412);
    for (List<String> bad :
        List.of(
            List.<String>of(),
            List.of("Upload-Length", "1", "Upload-Defer-Length", "1"),
            List.of("Upload-Defer-Length", "2"),
            List.of("Upload-Length", "-1"),
            List.of("Upload-Length", "+1"),
            List.of("Upload-Length", "99999999999999999999"),
            List.of("Upload-Length", "1", "Upload-Metadata", "a !"),
            List.of("Upload-Length", "1", "Upload-Metadata", "a YQ==,a YQ=="),
            List.of("Upload-Length", "1", "Upload-Metadata", "filename " + base64("a/b")),
            List.of("Upload-Length", "1", "Upload-Concat", "half"),
            List.of("Upload-Concat", "final;/tus/none"))) {
      assertThat(tus("POST", "/tus", "", bad.toArray(String[]::new)).statusCode())
          .as("%s", bad)
          .isEqualTo(400);
    }
    assertThat(tus("POST", "/tus", "", "Upload-Length", "99999999999999999").statusCode())
        .isEqualTo(413);
    assertThat(patch(upload, 1, "x").statusCode()).isEqualTo(409);
    assertThat(patch(upload, 0, "123456").statusCode()).isEqualTo(413);
    assertThat(
            tus("PATCH", upload, "x", "Content-Type", "text/plain", "Upload-Offset", "0")
                .statusCode())
        .isEqualTo(415);
    assertThat(tus("PATCH", upload, "x", "Content-Type", BYTES).statusCode()).isEqualTo(400);
    assertThat(patch("/tus/" + "a".repeat(32), 0, "x").statusCode()).isEqualTo(404);
    assertThat(field(tus("HEAD", upload, ""), "Upload-Offset")).isEqualTo("0");
  }

  @Test
  void aLengthIsDeclaredLater() {
    String upload = create("Upload-Defer-Length", "1");
    assertThat(patch(upload, 0, "abc").statusCode()).isEqualTo(204);
    assertThat(field(tus("HEAD", upload, ""), "Upload-Defer-Length")).isEqualTo("1");

    assertThat(patch(upload, 3, "de", "Upload-Length", "5").statusCode()).isEqualTo(204);

    assertThat(field(tus("HEAD", upload, ""), "Upload-Length")).isEqualTo("5");
    alice.find(id(upload)).has("status", "complete");
    assertThat(patch(upload, 5, "", "Upload-Length", "6").statusCode()).isEqualTo(400);
  }

  /** It could not be taken back: the upload would be complete without its last bytes. */
  @Test
  void aLengthIsNotDeclaredByARequestWhoseBytesGoBeyondIt() {
    String upload = create("Upload-Defer-Length", "1");
    patch(upload, 0, "abc");

    assertThat(patch(upload, 3, "de", "Upload-Length", "3").statusCode()).isEqualTo(413);
    assertThat(patch(upload, 3, "de", "Upload-Length", "4").statusCode()).isEqualTo(413);

    alice.find(id(upload)).has("status", "uploading").has("size", 3);
    assertThat(patch(upload, 3, "de", "Upload-Length", "5").statusCode()).isEqualTo(204);
    alice.find(id(upload)).has("status", "complete");
  }

  /** Who appends by another dialect may have seen the upload before its length was told. */
  @Test
  void aLengthThatIsDeclaredCountsForEveryDialectAtOnce() {
    String upload = create("Upload-Defer-Length", "1");
    patch(upload, 0, "abc");
    alice.append(id(upload), "de".getBytes(UTF_8)).is(200);

    assertThat(patch(upload, 5, "", "Upload-Length", "6").statusCode()).isEqualTo(204);

    alice.append(id(upload), "fgh".getBytes(UTF_8)).isProblem(413, "file-too-large");
    alice.find(id(upload)).has("status", "uploading").has("size", 5);
    alice.append(id(upload), "f".getBytes(UTF_8)).is(200);
    alice.find(id(upload)).has("status", "complete").has("size", 6);
  }

  @Test
  void bytesMayComeWithTheCreation() {
    HttpResponse<String> created =
        tus("POST", "/tus", "abc", "Upload-Length", "5", "Content-Type", BYTES);

    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    assertThat(field(created, "Upload-Offset")).isEqualTo("3");
    assertThat(
            tus("POST", "/tus", "abc", "Upload-Length", "5", "Content-Type", "text/plain")
                .statusCode())
        .isEqualTo(415);
  }

  @Test
  void anEmptyUploadIsCompleteAtOnce() {
    alice.find(id(create("Upload-Length", "0"))).has("status", "complete");
  }

  @Test
  void aPostMayStandForAnotherMethod() {
    String upload = create("Upload-Length", "3");
    HttpResponse<String> sent =
        tus(
            "POST",
            upload,
            "abc",
            "X-HTTP-Method-Override",
            "PATCH",
            "Content-Type",
            BYTES,
            "Upload-Offset",
            "0");
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(204);
    assertThat(tus("POST", upload, "", "X-HTTP-Method-Override", "DELETE").statusCode())
        .isEqualTo(204);
    assertThat(tus("HEAD", upload, "").statusCode()).isEqualTo(410);
  }

  @Test
  void bytesWithAnotherChecksumAreNotStored() {
    String upload = create("Upload-Length", "3");
    String right = "qZk+NkcGgWq6PiVxeFDCbJzQ2J0=";

    HttpResponse<String> wrong = patch(upload, 0, "abd", "Upload-Checksum", "sha1 " + right);
    assertThat(wrong.statusCode()).isEqualTo(460);
    assertThat(patch(upload, 0, "abc", "Upload-Checksum", "sha0 " + right).statusCode())
        .isEqualTo(400);
    assertThat(field(tus("HEAD", upload, ""), "Upload-Offset")).isEqualTo("0");
    assertThat(patch(upload, 0, "abc", "Upload-Checksum", "sha1 " + right).statusCode())
        .isEqualTo(204);
    alice.find(id(upload)).has("status", "complete");
  }

  /** In two chunks, so that the trailers do not come with the head. */
  private String patchWithTrailer(String upload, String announced, String trailer)
      throws IOException {
    return patchWithTrailer(upload, "X: y\n", announced, trailer);
  }

  private String patchWithTrailer(String upload, String more, String announced, String trailer)
      throws IOException {
    String request =
        """
        PATCH %s HTTP/1.1
        Host: localhost
        Authorization: Bearer %s
        Tus-Resumable: 1.0.0
        Content-Type: %s
        Upload-Offset: 0
        Transfer-Encoding: chunked
        Trailer: %s
        %sConnection: close

        2
        ab
        1
        c
        0
        """
            .formatted(upload, alice.key(), BYTES, announced, more.replace("\r", ""))
            .replace("\n", "\r\n");
    try (RawSocket socket = new RawSocket(URI.create(BASE).getPort())) {
      return socket.send(request).send(trailer + "\r\n").rest();
    }
  }

  @Test
  void aChecksumMayFollowTheBody() throws IOException {
    String upload = create("Upload-Length", "3");
    String right = "Upload-Checksum: sha1 qZk+NkcGgWq6PiVxeFDCbJzQ2J0=\r\n";
    String other = "Upload-Checksum: crc32c AAAAAA==\r\n";

    assertThat(patchWithTrailer(upload, "Upload-Checksum", other)).startsWith("HTTP/1.1 460 ");
    assertThat(patchWithTrailer(upload, "X, upload-checksum", "")).startsWith("HTTP/1.1 400 ");
    assertThat(patchWithTrailer(upload, "Upload-Checksum", "Upload-Checksum: sha0 AAAA\r\n"))
        .startsWith("HTTP/1.1 400 ");
    assertThat(offset(upload)).isEqualTo("0");
    assertThat(patchWithTrailer(upload, "Upload-Checksum", right)).startsWith("HTTP/1.1 204 ");
    alice.find(id(upload)).has("status", "complete");
  }

  @Test
  void checksumsThatContradictEachOtherAreRefused() throws IOException {
    String upload = create("Upload-Length", "3");
    String right = "Upload-Checksum: sha1 qZk+NkcGgWq6PiVxeFDCbJzQ2J0=\r\n";
    String other = "Upload-Checksum: crc32c AAAAAA==\r\n";
    String name = "Upload-Checksum";

    assertThat(patchWithTrailer(upload, right, name, other)).startsWith("HTTP/1.1 460 ");
    assertThat(patchWithTrailer(upload, other, name, right)).startsWith("HTTP/1.1 460 ");
    assertThat(patchWithTrailer(upload, name, right + other)).startsWith("HTTP/1.1 460 ");
    assertThat(patchWithTrailer(upload, name, other + right)).startsWith("HTTP/1.1 460 ");
    assertThat(patchWithTrailer(upload, right + other, "X", "")).startsWith("HTTP/1.1 460 ");
    assertThat(patchWithTrailer(upload, right, name, "")).startsWith("HTTP/1.1 400 ");
    assertThat(offset(upload)).isEqualTo("0");
    assertThat(patchWithTrailer(upload, right, name, right)).startsWith("HTTP/1.1 204 ");
    alice.find(id(upload)).has("status", "complete");
  }

  @Test
  void aFieldThatIsThereWithTwoValuesIsRefused() throws IOException {
    String upload = create("Upload-Length", "3");

    assertThat(patchWithTrailer(upload, "Upload-Offset: 1\r\n", "X", ""))
        .startsWith("HTTP/1.1 400 ");
    assertThat(offset(upload)).isEqualTo("0");
  }

  @Test
  void fieldsBehindABodyAreNoneOfItsHead() throws IOException {
    String upload = create("Upload-Length", "3");

    String answer =
        patchWithTrailer(upload, "Upload-Offset", "Upload-Offset: 1\r\nUpload-Length: 9\r\n");

    assertThat(answer).startsWith("HTTP/1.1 204 ");
    assertThat(offset(upload)).isEqualTo("3");
  }

  @Test
  void partialUploadsBecomeAFinalOne() {
    String one = create("Upload-Length", "3", "Upload-Concat", "partial");
    String two = create("Upload-Length", "4", "Upload-Concat", "partial");
    patch(two, 0, "two!");
    patch(one, 0, "one");

    String joined =
        create(
            "Upload-Concat",
            "final;" + BASE + one + " " + two,
            "Upload-Metadata",
            "filename " + base64("joined"));

    HttpResponse<String> head = tus("HEAD", joined, "");
    assertThat(field(head, "Upload-Offset")).isEqualTo("7");
    assertThat(field(head, "Upload-Length")).isEqualTo("7");
    assertThat(field(head, "Upload-Concat")).startsWith("final;");
    assertThat(alice.bytes(id(joined))).asString(UTF_8).isEqualTo("onetwo!");
    assertThat(patch(joined, 7, "x").statusCode()).isEqualTo(403);
    assertThat(patch(joined, 7, "").statusCode()).isEqualTo(403);
    assertThat(patch(joined, 3, "x", "Upload-Length", "2").statusCode()).isEqualTo(403);
    assertThat(tus("HEAD", one, "").statusCode()).isEqualTo(410);
  }

  private String partial(int length) {
    return create("Upload-Length", Integer.toString(length), "Upload-Concat", "partial");
  }

  private String finalOf(String... parts) {
    return create("Upload-Concat", "final;" + String.join(" ", parts));
  }

  /** As a client does whose connection broke before the answer came. */
  @Test
  void aFinalUploadThatIsCreatedAgainIsTheSame() {
    String one = partial(3);
    String two = partial(4);
    patch(one, 0, "one");
    String whole = finalOf(one, two);
    assertThat(finalOf(one, two)).isEqualTo(whole);
    assertThat(patch(two, 0, "two!").statusCode()).isEqualTo(204);

    assertThat(finalOf(one, two)).isEqualTo(whole);

    assertThat(alice.bytes(id(whole))).asString(UTF_8).isEqualTo("onetwo!");
    HttpResponse<String> other = tus("POST", "/tus", "", "Upload-Concat", "final;" + two);
    assertThat(other.statusCode()).isEqualTo(400);
  }

  @Test
  void aFinalUploadWaitsForItsPartsAndIsMadeWithTheLastOfThem() {
    String one = partial(3);
    String two = create("Upload-Defer-Length", "1", "Upload-Concat", "partial");
    patch(one, 0, "o");
    String whole = finalOf(two, one);

    HttpResponse<String> head = tus("HEAD", whole, "");
    assertThat(head.statusCode()).isEqualTo(204);
    assertThat(head.headers().firstValue("Upload-Offset")).isEmpty();
    assertThat(field(head, "Upload-Defer-Length")).isEqualTo("1");
    assertThat(field(head, "Upload-Concat")).isEqualTo("final;" + two + " " + one);
    assertThat(patch(whole, 0, "x").statusCode()).isEqualTo(403);
    assertThat(patch(whole, 0, "").statusCode()).isEqualTo(403);
    assertThat(patch(whole, 1, "x", "Upload-Length", "9").statusCode()).isEqualTo(403);
    assertThat(patch(one, 1, "ne").statusCode()).isEqualTo(204);
    assertThat(patch(two, 0, "tw", "Upload-Length", "4").statusCode()).isEqualTo(204);
    assertThat(field(tus("HEAD", whole, ""), "Upload-Length")).isEqualTo("7");
    alice.find(id(whole)).has("status", "uploading");

    HttpResponse<String> last = patch(two, 2, "o!");

    assertThat(last.statusCode()).isEqualTo(204);
    assertThat(field(last, "Upload-Offset")).isEqualTo("4");
    alice.find(id(whole)).has("status", "complete").has("size", 7);
    assertThat(alice.bytes(id(whole))).asString(UTF_8).isEqualTo("two!one");
    HttpResponse<String> after = tus("HEAD", whole, "");
    assertThat(field(after, "Upload-Offset")).isEqualTo("7");
    assertThat(field(after, "Upload-Length")).isEqualTo("7");
    assertThat(tus("HEAD", two, "").statusCode()).isEqualTo(410);
  }

  @Test
  void aFinalUploadThatWasNotMadeIsMadeForWhoAsksForIt() {
    String one = partial(3);
    String two = partial(4);
    String whole = finalOf(one, two);
    patch(one, 0, "one");
    // By another dialect, which knows nothing of final uploads.
    alice.append(id(two), Bytes.utf8("two!")).is(200);
    alice.find(id(whole)).has("status", "uploading");

    assertThat(field(tus("HEAD", whole, ""), "Upload-Offset")).isEqualTo("7");

    alice.find(id(whole)).has("status", "complete");
    assertThat(alice.bytes(id(whole))).asString(UTF_8).isEqualTo("onetwo!");
  }

  @Test
  void partsThatEndAtTheSameTimeMakeOneFinalUpload() {
    for (int round = 0; round < 10; round++) {
      List<String> parts = List.of(partial(3), partial(3), partial(3));
      String whole = finalOf(parts.toArray(String[]::new));

      assertThat(Race.run(3, i -> patch(parts.get(i), 0, "abc").statusCode())).containsOnly(204);

      alice.find(id(whole)).has("status", "complete").has("size", 9);
    }
  }

  @Test
  void aPartThatEndsWhileItsFinalUploadIsCreatedIsNotMissed() {
    for (int round = 0; round < 10; round++) {
      String part = partial(3);
      List<String> finals = new CopyOnWriteArrayList<>();

      Race.run(
          2,
          i -> {
            if (i == 0) {
              return patch(part, 0, "abc").statusCode();
            }
            finals.add(finalOf(part));
            return 201;
          });

      alice.find(id(finals.getFirst())).has("status", "complete").has("size", 3);
    }
  }

  @Test
  void aFinalUploadWhosePartIsGoneIsGone() {
    String one = partial(3);
    String two = partial(3);
    String whole = finalOf(one, two);
    assertThat(tus("DELETE", one, "").statusCode()).isEqualTo(204);

    assertThat(tus("HEAD", whole, "").statusCode()).isEqualTo(410);
    assertThat(patch(two, 0, "two").statusCode()).isEqualTo(204);
    assertThat(tus("HEAD", whole, "").statusCode()).isEqualTo(410);
    assertThat(tus("POST", "/tus", "", "Upload-Concat", "final;" + two).statusCode())
        .isEqualTo(400);

    assertThat(tus("DELETE", whole, "").statusCode()).isEqualTo(204);
    assertThat(field(tus("HEAD", finalOf(two), ""), "Upload-Offset")).isEqualTo("3");
  }

  @Test
  void aFinalUploadThatWaitsTakesNothingElseInAnyDialect() {
    String one = partial(3);
    String two = partial(3);
    patch(one, 0, "one");
    String whole = finalOf(one, two);
    String path = "/uploads/" + id(whole);

    for (Answer answer :
        List.of(
            alice.post(path + "/complete", Json.of()),
            alice.post(path + "/complete", Json.of("parts", List.of(id(one)))),
            alice.append(id(whole), Bytes.utf8("zzz")),
            alice.append(id(whole), Bytes.utf8("zzz"), "complete", true),
            alice.post(path + "/rewind", Json.of("to_size", 0, "if_size", 0)),
            alice.post(path + "/ticket", Json.of()),
            alice.post(path + "/parts", Json.of()))) {
      answer.isProblem(409, "awaits-parts").has("current_size", 0);
      assertThat(answer.text("detail")).contains("Complete them", path + "/parts", "delete");
    }
    String[] sent = {
      "Authorization",
      "Bearer " + alice.key(),
      "Upload-Draft-Interop-Version",
      "6",
      "Content-Type",
      "application/partial-upload",
      "Upload-Offset",
      "0",
      "Upload-Complete",
      "?1"
    };
    HttpResponse<String> ietf = send("PATCH", "/rufh/" + id(whole), "zzz", sent);
    assertThat(ietf.statusCode()).as(ietf.body()).isEqualTo(409);
    assertThat(ietf.body()).contains("awaits-parts");
    assertThat(tus("HEAD", whole, "").headers().firstValue("Upload-Offset")).isEmpty();

    assertThat(patch(two, 0, "two").statusCode()).isEqualTo(204);

    assertThat(field(tus("HEAD", whole, ""), "Upload-Offset")).isEqualTo("6");
    assertThat(alice.bytes(id(whole))).asString(UTF_8).isEqualTo("onetwo");
  }

  @Test
  void partsOfNoBytesMakeAFinalUploadOfNone() {
    String whole = finalOf(partial(0), partial(0));

    assertThat(field(tus("HEAD", whole, ""), "Upload-Offset")).isEqualTo("0");
    alice.find(id(whole)).has("status", "complete").has("size", 0);
  }

  @Test
  void aFinalUploadThatIsDeletedFreesItsParts() {
    String one = partial(3);
    String two = partial(3);
    patch(one, 0, "one");
    String first = finalOf(two, one);

    alice.delete("/files/" + id(first)).is(204);

    assertThat(offset(one)).isEqualTo("3");
    String second = finalOf(one, two);
    assertThat(patch(two, 0, "two").statusCode()).isEqualTo(204);
    assertThat(alice.bytes(id(second))).asString(UTF_8).isEqualTo("onetwo");
    assertThat(tus("HEAD", first, "").statusCode()).isEqualTo(410);
  }

  @Test
  void partsAreNamedByUrlsOfThisServiceSeparatedByBlanks() {
    String one = partial(3);
    String two = partial(3);
    patch(one, 0, "one");
    patch(two, 0, "two");
    int before = files();

    for (String bad :
        List.of(
            one + "," + two,
            one + ", " + two,
            "http://evil.example" + one + " " + two,
            one + " /files/" + id(two),
            id(one) + " " + two,
            one + "?x=1",
            BASE.replace("http:", "ftp:") + one)) {
      HttpResponse<String> refused = tus("POST", "/tus", "", "Upload-Concat", "final;" + bad);
      assertThat(refused.statusCode()).as(bad).isEqualTo(400);
      assertThat(refused.body()).contains("separated by spaces");
    }

    assertThat(files()).isEqualTo(before);
    assertThat(offset(one)).isEqualTo("3");
    assertThat(field(tus("HEAD", finalOf(BASE + one, two), ""), "Upload-Offset")).isEqualTo("6");
  }

  @Test
  void anotherVersionIsRefusedByEachMethodAndNothingIsDone() {
    String upload = create("Upload-Length", "3");

    for (String version : List.of("0.2.2", "1.0", "", "1.0.0, 1.0.1")) {
      for (String method : List.of("HEAD", "GET", "PATCH", "DELETE")) {
        HttpResponse<String> refused =
            tus(
                method,
                upload,
                method.equals("PATCH") ? "abc" : "",
                "Tus-Resumable",
                version,
                "Upload-Offset",
                "0",
                "Content-Type",
                BYTES);
        assertThat(refused.statusCode()).as("%s %s", method, version).isEqualTo(412);
        assertThat(field(refused, "Tus-Version")).isEqualTo("1.0.0");
        assertThat(refused.headers().firstValue("Upload-Offset")).isEmpty();
      }
      int before = files();
      HttpResponse<String> refused =
          tus("POST", "/tus", "", "Tus-Resumable", version, "Upload-Length", "3");
      assertThat(refused.statusCode()).isEqualTo(412);
      assertThat(files()).isEqualTo(before);
      assertThat(tus("OPTIONS", upload, "", "Tus-Resumable", version).statusCode()).isEqualTo(204);
    }

    assertThat(offset(upload)).isEqualTo("0");
    String key = "Bearer " + alice.key();
    assertThat(field(send("HEAD", upload, "", "Authorization", key), "Upload-Offset"))
        .isEqualTo("0");
    assertThat(send("DELETE", upload, "", "Authorization", key).statusCode()).isEqualTo(412);
  }

  @Test
  void ofPatchesAtTheSameTimeOneIsTheFilesEnd() {
    String upload = create("Upload-Length", "500000");
    String bytes = "x".repeat(250_000);

    assertThat(Race.run(2, _ -> patch(upload, 0, bytes).statusCode()))
        .containsExactlyInAnyOrder(204, 409);

    assertThat(offset(upload)).isEqualTo("250000");
  }

  @Test
  void anUploadIsCompletedByTheJsonApi() {
    String upload = create("Upload-Defer-Length", "1");
    assertThat(patch(upload, 0, "abc").statusCode()).isEqualTo(204);

    alice.post("/uploads/" + id(upload) + "/complete", Json.of()).is(200);

    assertThat(field(tus("HEAD", upload, ""), "Upload-Length")).isEqualTo("3");
    assertThat(alice.bytes(id(upload))).asString(UTF_8).isEqualTo("abc");
  }

  @Test
  void aCreationWhoseBytesAreRefusedLeavesNothing() {
    int before = files();

    for (String checksum : List.of("sha0 AAAA", "sha1 AAAA")) {
      assertThat(
              tus(
                      "POST",
                      "/tus",
                      "abc",
                      "Upload-Length",
                      "3",
                      "Content-Type",
                      BYTES,
                      "Upload-Checksum",
                      checksum)
                  .statusCode())
          .isIn(400, 460);
    }

    assertThat(files()).isEqualTo(before);
  }

  private int files() {
    return alice.get("/files?limit=1000").is(200).data().size();
  }

  @Test
  void anUploadIsNeverRewound() {
    String upload = create("Upload-Length", "5");
    patch(upload, 0, "abc");

    alice
        .post("/uploads/" + id(upload) + "/rewind", Json.of("to_size", 0, "if_size", 3))
        .isProblem(409, "rewind-forbidden");
  }

  @Test
  void aFileThatWasBegunByTheJsonApiIsSentToItsEnd() {
    String file = alice.openWith(Bytes.utf8("abc"));

    HttpResponse<String> head = tus("HEAD", "/tus/" + file, "");
    assertThat(field(head, "Upload-Offset")).isEqualTo("3");
    assertThat(field(head, "Upload-Metadata")).startsWith("filename ");
    assertThat(patch("/tus/" + file, 3, "def", "Upload-Length", "6").statusCode()).isEqualTo(204);

    alice.find(file).has("status", "complete").has("size", 6);
  }

  @Test
  void whatWasReadBeforeTheConnectionBrokeIsThere() throws Exception {
    String upload = create("Upload-Length", "100000");
    URI service = URI.create(BASE);
    try (Socket socket = new Socket(service.getHost(), service.getPort())) {
      String head =
          """
          PATCH %s HTTP/1.1
          Host: %s
          Authorization: Bearer %s
          Tus-Resumable: 1.0.0
          Content-Type: %s
          Upload-Offset: 0
          Content-Length: 100000
          Expect: 100-continue

          """
              .formatted(upload, service.getAuthority(), alice.key(), BYTES)
              .replace("\n", "\r\n");
      socket.getOutputStream().write(head.getBytes(UTF_8));
      // The body is read from now on. The answer is taken whole: else closing is a reset.
      String go = "HTTP/1.1 100 Continue\r\n\r\n";
      assertThat(new String(socket.getInputStream().readNBytes(go.length()), UTF_8)).isEqualTo(go);
      socket.getOutputStream().write("x".repeat(70_000).getBytes(UTF_8));
    }

    Await.until("some bytes", Duration.ofMinutes(1), () -> !offset(upload).equals("0"));
    assertThat(Long.parseLong(offset(upload))).isBetween(1L, 70_000L);
  }

  private String offset(String upload) {
    return field(tus("HEAD", upload, ""), "Upload-Offset");
  }
}
