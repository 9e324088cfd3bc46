package io.piecemeal.tus.suite;

import static io.piecemeal.tus.suite.Case.core;
import static io.piecemeal.tus.suite.Level.HELPS;
import static io.piecemeal.tus.suite.Level.MUST;
import static io.piecemeal.tus.suite.Level.SHOULD;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/** Bytes that are appended. */
final class PatchCases {

  private PatchCases() {}

  static List<Case> all() {
    return List.of(
        core("patch", MUST, "PATCH is 204 and tells the new offset", PatchCases::patch),
        core("patch-offset", MUST, "another offset is 409 and changes nothing", PatchCases::offset),
        core("patch-no-offset", MUST, "PATCH without an offset is refused", PatchCases::noOffset),
        core("patch-bad-offset", MUST, "what is no offset is refused", PatchCases::badOffset),
        core("patch-type", SHOULD, "another Content-Type is 415", PatchCases::type),
        core(
            "patch-type-refused",
            MUST,
            "another Content-Type changes nothing",
            server -> {
              URI upload = server.create("Upload-Length: 3");
              wrongType(server, upload).isRefused();
              server.requireOffset(upload, 0);
            }),
        core(
            "patch-unknown",
            SHOULD,
            "PATCH of no upload is 404 or 410",
            server -> server.patch(VersionCases.none(server), 0, "x").is(404, 410)),
        core(
            "patch-too-long",
            MUST,
            "more bytes than the length are not stored",
            PatchCases::tooLong),
        core(
            "patch-nothing",
            HELPS,
            "PATCH of nothing on a complete upload is 204",
            PatchCases::nothing),
        core("patch-complete", MUST, "a complete upload takes no bytes", PatchCases::complete),
        core("patch-chunked", MUST, "a body may come in chunks", PatchCases::chunked),
        core("patch-method", MUST, "X-HTTP-Method-Override on POST is taken", PatchCases::override),
        core("patch-names", MUST, "names of fields have no case", PatchCases::names),
        core(
            "patch-pieces",
            MUST,
            "what is sent in pieces is stored as it was sent",
            PatchCases::pieces));
  }

  private static void patch(Server server) throws IOException {
    URI upload = server.create("Upload-Length: 11");
    server.patch(upload, 0, "hello ").is(204).has("Upload-Offset", "6");
    server.requireOffset(upload, 6);
    server.patch(upload, 6, "world").is(204).has("Upload-Offset", "11");
    server.requireContent(upload, "hello world");
  }

  private static void offset(Server server) throws IOException {
    URI upload = server.create("Upload-Length: 6");
    server.patch(upload, 0, "abc").is(204);
    server.patch(upload, 2, "x").is(409);
    server.patch(upload, 4, "x").is(409);
    server.patch(upload, 0, "abc").is(409);
    server.requireOffset(upload, 3);
  }

  private static void noOffset(Server server) throws IOException {
    URI upload = server.create("Upload-Length: 6");
    server.send(Call.of("PATCH", upload, Call.BYTES).sending("abc")).isRefused();
    server.requireOffset(upload, 0);
  }

  private static void badOffset(Server server) throws IOException {
    URI upload = server.create("Upload-Length: 6");
    for (String bad : List.of("-0", "+0", "0x0", "a", "0.0", "99999999999999999999")) {
      server
          .send(Call.of("PATCH", upload, Call.BYTES, "Upload-Offset: " + bad).sending("abc"))
          .isRefused();
    }
    server.requireOffset(upload, 0);
  }

  private static Answer wrongType(Server server, URI upload) throws IOException {
    return server.send(
        Call.of("PATCH", upload, "Content-Type: text/plain", "Upload-Offset: 0").sending("abc"));
  }

  private static void type(Server server) throws IOException {
    wrongType(server, server.create("Upload-Length: 3")).is(415);
  }

  private static void tooLong(Server server) throws IOException {
    URI upload = server.create("Upload-Length: 3");
    server.patch(upload, 0, "abcdef").isRefused();
    if (server.offset(upload) > 3) {
      throw new Difference("the upload has more bytes than its length");
    }
  }

  private static void nothing(Server server) throws IOException {
    URI upload = server.create("Upload-Length: 3");
    server.patch(upload, 0, "abc").is(204);
    server.patch(upload, 3, "").is(204).has("Upload-Offset", "3");
  }

  private static void complete(Server server) throws IOException {
    URI upload = server.create("Upload-Length: 3");
    server.patch(upload, 0, "abc").is(204);
    server.patch(upload, 3, "d").isRefused();
    server.requireOffset(upload, 3);
    server.requireContent(upload, "abc");
  }

  private static void chunked(Server server) throws IOException {
    URI upload = server.create("Upload-Length: 6");
    server
        .send(
            Call.of("PATCH", upload, Call.BYTES, "Upload-Offset: 0", "Transfer-Encoding: chunked")
                .sending("2\r\nab\r\n4\r\ncdef\r\n0\r\n\r\n"))
        .is(204)
        .has("Upload-Offset", "6");
    server.requireContent(upload, "abcdef");
  }

  private static void override(Server server) throws IOException {
    URI upload = server.create("Upload-Length: 3");
    server
        .send(
            Call.of("POST", upload, "X-HTTP-Method-Override: PATCH", Call.BYTES, "Upload-Offset: 0")
                .sending("abc"))
        .is(204)
        .has("Upload-Offset", "3");
  }

  private static void names(Server server) throws IOException {
    URI upload =
        server.location(
            server.send(
                Call.bare("POST", server.endpoint(), "tus-resumable: 1.0.0", "UPLOAD-LENGTH: 3")));
    server
        .send(
            Call.bare(
                    "PATCH",
                    upload,
                    "TUS-RESUMABLE: 1.0.0",
                    "content-type: application/offset+octet-stream",
                    "upload-offset: 0")
                .sending("abc"))
        .is(204);
  }

  private static void pieces(Server server) throws IOException {
    String bytes = ConnectionCases.bytes(300_000);
    URI upload = server.create("Upload-Length: 300000");
    for (int from = 0; from < bytes.length(); from += 70_000) {
      server
          .patch(upload, from, bytes.substring(from, Math.min(bytes.length(), from + 70_000)))
          .is(204);
    }
    server.requireContent(upload, bytes);
  }
}
