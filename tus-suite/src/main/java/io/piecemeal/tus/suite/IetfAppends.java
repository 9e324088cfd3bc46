package io.piecemeal.tus.suite;

import static io.piecemeal.tus.suite.IetfRevision.ALL;
import static io.piecemeal.tus.suite.IetfRevision.V6;
import static io.piecemeal.tus.suite.IetfRevision.V8;
import static io.piecemeal.tus.suite.IetfRevision.since;
import static io.piecemeal.tus.suite.IetfServer.succeeds;
import static io.piecemeal.tus.suite.Level.HELPS;
import static io.piecemeal.tus.suite.Level.MUST;
import static io.piecemeal.tus.suite.Level.SHOULD;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/** Bytes that are appended to an upload. */
final class IetfAppends {

  private static final String MISMATCH = "mismatching-upload-offset";

  private IetfAppends() {}

  static List<IetfCase> all() {
    return List.of(
        new IetfCase(
            "append",
            MUST,
            ALL,
            "an upload is sent in appends, and ended by the last",
            IetfAppends::inSteps),
        new IetfCase(
            "append-goes-on",
            MUST,
            since(V8),
            "the answer to an append that is not the last says that the upload goes on",
            server ->
                server.requireComplete(
                    succeeds(server.send(server.append(server.create(), 0, "abc"))), false)),
        new IetfCase(
            "append-ended",
            MUST,
            since(V8),
            "the answer to the last append says that the upload is complete",
            server ->
                server.requireComplete(
                    succeeds(server.send(server.lastAppend(server.create(), 0, "abc"))), true)),
        new IetfCase(
            "append-nothing",
            MUST,
            ALL,
            "an append without bytes ends the upload",
            IetfAppends::nothing),
        new IetfCase("append-chunked", MUST, ALL, "an append may be chunked", IetfAppends::chunked),
        new IetfCase(
            "append-elsewhere",
            MUST,
            ALL,
            "an append that does not begin where the upload ends is 409, and changes nothing",
            IetfAppends::elsewhere),
        new IetfCase(
            "append-elsewhere-offset",
            MUST,
            since(V6),
            "that 409 has the Upload-Offset",
            server ->
                server
                    .send(server.append(server.createWith("abc"), 1, "x"))
                    .has("Upload-Offset", "3")),
        new IetfCase(
            "append-elsewhere-problem",
            SHOULD,
            since(V6),
            "that 409 has the problem type " + MISMATCH,
            IetfAppends::mismatchProblem),
        new IetfCase(
            "append-type",
            MUST,
            since(V6),
            "an append of another media type is refused (415)",
            IetfAppends::otherType),
        new IetfCase(
            "append-without-offset",
            MUST,
            ALL,
            "an append without Upload-Offset is 400",
            server ->
                server
                    .send(server.appendOf(server.create(), server.goesOn()).sending("abc"))
                    .is(400)),
        new IetfCase(
            "append-bad-offset",
            HELPS,
            ALL,
            "an Upload-Offset that is no number is 400",
            IetfAppends::badOffset),
        new IetfCase(
            "append-without-completeness",
            MUST,
            ALL,
            "an append that does not say whether it is the last is 400",
            IetfAppends::withoutCompleteness),
        new IetfCase(
            "append-behind-end",
            MUST,
            ALL,
            "an upload that is complete takes no more bytes",
            IetfAppends::behindEnd),
        new IetfCase(
            "append-last-again",
            HELPS,
            ALL,
            "the last append that comes again, since its answer was lost, succeeds",
            IetfAppends::lastAgain),
        new IetfCase(
            "append-too-long",
            MUST,
            since(V6),
            "more bytes than Upload-Length are refused",
            server ->
                server
                    .send(server.append(server.create("Upload-Length: 3"), 0, "abcd"))
                    .isRefused()),
        new IetfCase(
            "append-too-long-chunked",
            MUST,
            since(V6),
            "also where they come in chunks, and the upload is not complete with them",
            IetfAppends::tooLongInChunks),
        new IetfCase(
            "append-too-short",
            MUST,
            since(V8),
            "the last append has to reach Upload-Length",
            server ->
                server
                    .send(server.lastAppend(server.create("Upload-Length: 5"), 0, "abc"))
                    .isRefused()));
  }

  private static void inSteps(IetfServer server) throws IOException {
    URI upload = server.create();
    succeeds(server.send(server.append(upload, 0, "one ")));
    server.requireOffset(upload, 4);
    succeeds(server.send(server.append(upload, 4, "two ")));
    succeeds(server.send(server.lastAppend(upload, 8, "three")));
    server.server().requireContent(upload, "one two three");
  }

  private static void nothing(IetfServer server) throws IOException {
    URI upload = server.createWith("abc");
    succeeds(server.send(server.lastAppend(upload, 3, "")));
    server.server().requireContent(upload, "abc");
  }

  private static Call inChunks(Call call) {
    return call.with("Transfer-Encoding: chunked");
  }

  private static void chunked(IetfServer server) throws IOException {
    URI upload = server.create();
    succeeds(server.send(inChunks(server.lastAppend(upload, 0, "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"))));
    server.server().requireContent(upload, "abc");
  }

  private static void elsewhere(IetfServer server) throws IOException {
    URI upload = server.createWith("abc");
    server.send(server.append(upload, 2, "x")).is(409);
    server.send(server.append(upload, 4, "x")).is(409);
    server.requireOffset(upload, 3);
  }

  private static void mismatchProblem(IetfServer server) throws IOException {
    Answer answer = server.send(server.append(server.createWith("abc"), 1, "x"));
    IetfCreations.requireProblem(answer, MISMATCH);
    for (String member : List.of("\"expected-offset\"", "\"provided-offset\"")) {
      if (!answer.body().contains(member)) {
        throw new Difference("%s without %s".formatted(answer, member));
      }
    }
  }

  private static void otherType(IetfServer server) throws IOException {
    URI upload = server.create();
    server
        .send(
            server
                .call(
                    "PATCH",
                    upload,
                    "Upload-Offset: 0",
                    server.goesOn(),
                    "Content-Type: application/octet-stream")
                .sending("abc"))
        .is(415);
    server.requireOffset(upload, 0);
  }

  private static void badOffset(IetfServer server) throws IOException {
    URI upload = server.create();
    for (String offset : List.of("x", "-1", "0.0", "\"0\"")) {
      server
          .send(server.appendOf(upload, "Upload-Offset: " + offset, server.goesOn()).sending("abc"))
          .is(400);
    }
    server.requireOffset(upload, 0);
  }

  private static void withoutCompleteness(IetfServer server) throws IOException {
    URI upload = server.create();
    server.send(server.appendOf(upload, "Upload-Offset: 0").sending("abc")).is(400);
    server.requireOffset(upload, 0);
  }

  private static void behindEnd(IetfServer server) throws IOException {
    URI upload = server.create();
    succeeds(server.send(server.lastAppend(upload, 0, "abc")));
    server.send(server.append(upload, 3, "d")).isRefused();
    server.send(server.lastAppend(upload, 3, "d")).isRefused();
    server.server().requireContent(upload, "abc");
  }

  private static void lastAgain(IetfServer server) throws IOException {
    URI upload = server.createWith("abc");
    Call last = server.lastAppend(upload, 3, "def");
    succeeds(server.send(last));
    succeeds(server.send(last));
    server.server().requireContent(upload, "abcdef");
  }

  private static void tooLongInChunks(IetfServer server) throws IOException {
    URI upload = server.create("Upload-Length: 3");
    server
        .send(inChunks(server.lastAppend(upload, 0, "2\r\nab\r\n2\r\ncd\r\n0\r\n\r\n")))
        .isRefused();
    Answer seen = server.look(upload);
    if (seen.status() < 300 && seen.number("Upload-Offset") > 3) {
      throw new Difference("the upload has %s bytes".formatted(seen.required("Upload-Offset")));
    }
  }
}
