package io.piecemeal.tus.suite;

import static io.piecemeal.tus.suite.IetfRevision.ALL;
import static io.piecemeal.tus.suite.IetfRevision.V6;
import static io.piecemeal.tus.suite.IetfRevision.V8;
import static io.piecemeal.tus.suite.IetfRevision.V9;
import static io.piecemeal.tus.suite.IetfRevision.numberedSince;
import static io.piecemeal.tus.suite.IetfRevision.since;
import static io.piecemeal.tus.suite.IetfServer.succeeds;
import static io.piecemeal.tus.suite.Level.MUST;
import static io.piecemeal.tus.suite.Level.SHOULD;

import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;

/** Uploads that are asked for, and that are cancelled. */
final class IetfLooks {

  private IetfLooks() {}

  static List<IetfCase> all() {
    return List.of(
        new IetfCase(
            "head",
            MUST,
            ALL,
            "HEAD has the Upload-Offset",
            server -> server.requireOffset(server.createWith("abc"), 3)),
        new IetfCase(
            "head-not-cached",
            MUST,
            ALL,
            "HEAD has Cache-Control: no-store",
            server -> server.look(server.create()).lists("Cache-Control", "no-store")),
        new IetfCase(
            "head-goes-on",
            MUST,
            EnumSet.range(IetfRevision.V3, V9),
            "HEAD says that the upload goes on",
            server -> server.requireComplete(server.look(server.create()), false)),
        new IetfCase(
            "head-complete",
            MUST,
            EnumSet.range(IetfRevision.V3, V9),
            "HEAD of an upload that was ended says so, and has its Upload-Offset",
            IetfLooks::complete),
        new IetfCase(
            "head-length",
            MUST,
            numberedSince(V6),
            "HEAD has the Upload-Length that is known",
            server -> server.look(server.create("Upload-Length: 9")).has("Upload-Length", "9")),
        new IetfCase(
            "head-limits",
            MUST,
            since(V8),
            "HEAD has Upload-Limit",
            server -> server.look(server.create()).required("Upload-Limit")),
        new IetfCase(
            "head-other-fields",
            SHOULD,
            since(V8),
            "Upload-Offset and Upload-Complete in a HEAD are passed over",
            server ->
                server
                    .send(
                        server.call(
                            "HEAD", server.create(), "Upload-Offset: 1", "Upload-Complete: ?1"))
                    .is(200, 204)
                    .has("Upload-Offset", "0")),
        new IetfCase(
            "head-unknown",
            MUST,
            ALL,
            "HEAD of an upload that is not there is 404 or 410",
            server -> server.look(gone(server)).is(404, 410)),
        new IetfCase("get", SHOULD, since(V9), "GET tells what HEAD does", IetfLooks::get),
        new IetfCase(
            "cancel",
            SHOULD,
            ALL,
            "DELETE ends an upload",
            server -> server.look(gone(server)).lacks("Upload-Offset")),
        new IetfCase(
            "cancel-append",
            MUST,
            ALL,
            "an upload that was ended takes no bytes",
            server -> server.send(server.append(gone(server), 0, "abc")).is(404, 410)));
  }

  private static URI gone(IetfServer server) throws IOException {
    URI upload = server.create();
    succeeds(server.send(server.call("DELETE", upload)));
    return upload;
  }

  private static void complete(IetfServer server) throws IOException {
    URI upload = server.create();
    succeeds(server.send(server.lastAppend(upload, 0, "abc")));
    Answer seen = server.look(upload);
    if (List.of(404, 410).contains(seen.status())) {
      throw new NotApplicable("the server forgets uploads that are complete");
    }
    server.requireComplete(seen.is(200, 204), true).has("Upload-Offset", "3");
  }

  private static void get(IetfServer server) throws IOException {
    Answer answer = server.send(server.call("GET", server.createWith("abc"))).is(200, 204);
    answer.has("Upload-Offset", "3").lists("Cache-Control", "no-store");
    if (answer.body().equals("abc")) {
      throw new Difference(answer + " with the bytes of the upload");
    }
  }
}
