package io.piecemeal.tus.suite;

import static io.piecemeal.tus.suite.Case.within;
import static io.piecemeal.tus.suite.Level.HELPS;
import static io.piecemeal.tus.suite.Level.MUST;
import static io.piecemeal.tus.suite.Level.SHOULD;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Uploads that are created: creation, creation-with-upload, creation-defer-length. */
final class CreationCases {

  private static final String NAME = "creation";
  private static final String WITH_UPLOAD = "creation-with-upload";
  private static final String DEFERRED = "creation-defer-length";

  private CreationCases() {}

  static List<Case> all() {
    return List.of(
        within(
            NAME,
            "post",
            MUST,
            "POST is 201 with a Location that HEAD finds",
            server -> server.requireOffset(server.create("Upload-Length: 5"), 0)),
        within(
            NAME,
            "empty",
            MUST,
            "an upload of no bytes is complete",
            server ->
                server
                    .look(server.create("Upload-Length: 0"))
                    .is(200, 204)
                    .has("Upload-Offset", "0")
                    .has("Upload-Length", "0")),
        within(
            NAME,
            "no-length",
            SHOULD,
            "POST without a length is refused",
            server -> server.post().isRefused()),
        within(
            NAME, "bad-length", SHOULD, "what is no length is refused", CreationCases::badLength),
        within(
            NAME,
            "metadata",
            MUST,
            "Upload-Metadata is given back as it came",
            CreationCases::metadata),
        within(
            NAME,
            "metadata-key-alone",
            MUST,
            "a key may have no value",
            server -> echo(server, "filename YQ==,is_public")),
        within(
            NAME,
            "metadata-bytes",
            HELPS,
            "a value may be any bytes",
            server -> echo(server, "filename YQ==,raw /wCAgQ==")),
        within(
            NAME,
            "metadata-twice",
            HELPS,
            "a key that comes twice is refused",
            server -> refusesMetadata(server, "a YQ==,a Yg==")),
        within(
            NAME,
            "metadata-base64",
            SHOULD,
            "a value that is no Base64 is refused",
            server -> refusesMetadata(server, "a !!!")),
        within(
            NAME,
            "metadata-no-key",
            HELPS,
            "a pair without a key is refused",
            server -> refusesMetadata(server, "a YQ==, ,b Yg==")),
        within(
            WITH_UPLOAD,
            "bytes",
            MUST,
            "POST may bring bytes, and tells the offset",
            CreationCases::withBytes),
        within(
            WITH_UPLOAD,
            "too-long",
            MUST,
            "more bytes than the length are not stored",
            CreationCases::tooLong),
        within(
            WITH_UPLOAD,
            "type",
            SHOULD,
            "bytes of another Content-Type are not stored",
            CreationCases::otherType),
        within(
            DEFERRED, "later", MUST, "a length is declared with a PATCH", CreationCases::deferred),
        within(
            DEFERRED,
            "bad",
            SHOULD,
            "Upload-Defer-Length is 1, and alone",
            CreationCases::badDeferred),
        within(
            DEFERRED,
            "once",
            MUST,
            "a length that was declared does not change",
            CreationCases::once),
        within(
            DEFERRED,
            "short",
            HELPS,
            "a length below the offset is refused",
            CreationCases::tooShort));
  }

  private static void badLength(Server server) throws IOException {
    for (String bad : List.of("-1", "+1", "1.5", "0x10", "a", "99999999999999999999")) {
      server.post("Upload-Length: " + bad).isRefused();
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void metadata(Server server) throws IOException {
    echo(server, "filename " + base64("Ünïcode 世界.txt") + ",filetype " + base64("text/plain"));
  }

  private static void echo(Server server, String metadata) throws IOException {
    URI upload = server.create("Upload-Length: 1", "Upload-Metadata: " + metadata);
    server.look(upload).has("Upload-Metadata", metadata);
  }

  private static void refusesMetadata(Server server, String metadata) throws IOException {
    server.post("Upload-Length: 1", "Upload-Metadata: " + metadata).isRefused();
  }

  private static void withBytes(Server server) throws IOException {
    Answer created =
        server.send(
            Call.of("POST", server.endpoint(), Call.BYTES, "Upload-Length: 6").sending("abc"));
    URI upload = server.location(created.has("Upload-Offset", "3"));
    server.patch(upload, 3, "def").is(204);
    server.requireContent(upload, "abcdef");
  }

  private static void tooLong(Server server) throws IOException {
    server
        .send(Call.of("POST", server.endpoint(), Call.BYTES, "Upload-Length: 2").sending("abc"))
        .isRefused();
  }

  private static void otherType(Server server) throws IOException {
    Answer answer =
        server.send(
            Call.of("POST", server.endpoint(), "Content-Type: text/plain", "Upload-Length: 3")
                .sending("abc"));
    if (answer.status() == 201) {
      server.requireOffset(server.location(answer), 0);
    } else {
      answer.isRefused();
    }
  }

  private static void deferred(Server server) throws IOException {
    URI upload = server.create("Upload-Defer-Length: 1");
    server.look(upload).has("Upload-Defer-Length", "1").lacks("Upload-Length");
    server.patch(upload, 0, "abc").is(204);
    server.send(Call.patch(upload, 3, "de").with("Upload-Length: 5")).is(204);
    server
        .look(upload)
        .has("Upload-Length", "5")
        .has("Upload-Offset", "5")
        .lacks("Upload-Defer-Length");
    server.requireContent(upload, "abcde");
  }

  private static void badDeferred(Server server) throws IOException {
    server.post("Upload-Defer-Length: 2").isRefused();
    server.post("Upload-Defer-Length: 0").isRefused();
    server.post("Upload-Defer-Length: 1", "Upload-Length: 5").isRefused();
  }

  private static void once(Server server) throws IOException {
    URI upload = server.create("Upload-Defer-Length: 1");
    server.send(Call.patch(upload, 0, "abc").with("Upload-Length: 5")).is(204);
    // Whatever it says to that.
    Answer _ = server.send(Call.patch(upload, 3, "d").with("Upload-Length: 9"));
    server.look(upload).has("Upload-Length", "5");
  }

  private static void tooShort(Server server) throws IOException {
    URI upload = server.create("Upload-Defer-Length: 1");
    server.patch(upload, 0, "abc").is(204);
    server.send(Call.patch(upload, 3, "").with("Upload-Length: 2")).isRefused();
  }
}
