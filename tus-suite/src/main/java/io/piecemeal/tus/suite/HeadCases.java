package io.piecemeal.tus.suite;

import static io.piecemeal.tus.suite.Case.core;
import static io.piecemeal.tus.suite.Level.HELPS;
import static io.piecemeal.tus.suite.Level.MUST;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/** What HEAD tells. */
final class HeadCases {

  private HeadCases() {}

  static List<Case> all() {
    return List.of(
        core(
            "head",
            MUST,
            "HEAD tells offset and length, also an offset of 0",
            server ->
                server
                    .look(server.create("Upload-Length: 7"))
                    .is(200, 204)
                    .has("Upload-Offset", "0")
                    .has("Upload-Length", "7")),
        core(
            "head-no-store",
            MUST,
            "an answer to HEAD is not to be kept by caches",
            server ->
                server.look(server.create("Upload-Length: 7")).lists("Cache-Control", "no-store")),
        core(
            "head-unknown",
            MUST,
            "HEAD of no upload is 404, 410 or 403, without an offset",
            server ->
                server.look(VersionCases.none(server)).is(403, 404, 410).lacks("Upload-Offset")),
        core(
            "head-complete",
            MUST,
            "HEAD tells the offset of a complete upload",
            HeadCases::complete),
        core(
            "head-no-length",
            HELPS,
            "HEAD says no Content-Length that is not that of its answer",
            HeadCases::contentLength));
  }

  private static void complete(Server server) throws IOException {
    URI upload = server.create("Upload-Length: 3");
    server.patch(upload, 0, "abc").is(204);
    server.look(upload).is(200, 204).has("Upload-Offset", "3").has("Upload-Length", "3");
  }

  private static void contentLength(Server server) throws IOException {
    URI upload = server.create("Upload-Length: 12345");
    if (server.look(upload).field("Content-Length").filter("12345"::equals).isPresent()) {
      throw new Difference("HEAD says the upload's length as its own, which misleads proxies");
    }
  }
}
