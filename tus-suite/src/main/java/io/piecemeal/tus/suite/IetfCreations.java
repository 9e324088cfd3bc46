package io.piecemeal.tus.suite;

import static io.piecemeal.tus.suite.IetfRevision.ALL;
import static io.piecemeal.tus.suite.IetfRevision.NUMBERED;
import static io.piecemeal.tus.suite.IetfRevision.V6;
import static io.piecemeal.tus.suite.IetfRevision.V8;
import static io.piecemeal.tus.suite.IetfRevision.since;
import static io.piecemeal.tus.suite.IetfServer.succeeds;
import static io.piecemeal.tus.suite.Level.HELPS;
import static io.piecemeal.tus.suite.Level.MUST;
import static io.piecemeal.tus.suite.Level.SHOULD;

import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Uploads that are created, with bytes or without. */
final class IetfCreations {

  static final String INCONSISTENT = "inconsistent-upload-length";

  private static final Pattern MAX_SIZE = Pattern.compile("(?:^|[ ,])max-size=([0-9]{1,18})");

  private IetfCreations() {}

  static List<IetfCase> all() {
    return List.of(
        new IetfCase(
            "create",
            MUST,
            ALL,
            "a creation without bytes is 201 with a Location that HEAD finds",
            server -> server.requireOffset(server.create(), 0)),
        new IetfCase(
            "create-goes-on",
            MUST,
            since(V6),
            "the answer to a creation that is not all says that the upload goes on",
            server -> server.requireComplete(server.send(server.creation("abc")).is(201), false)),
        new IetfCase(
            "create-with-bytes",
            MUST,
            ALL,
            "bytes that come with the creation are kept",
            server ->
                server.requireOffset(
                    server.server().location(server.send(server.creation("abc"))), 3)),
        new IetfCase(
            "create-whole",
            MUST,
            ALL,
            "an upload that one request brings all of is stored",
            IetfCreations::whole),
        new IetfCase(
            "create-whole-says-so",
            MUST,
            since(V8),
            "the answer to a request that brings all says that the upload is complete",
            server ->
                server.requireComplete(succeeds(server.send(server.wholeCreation("abc"))), true)),
        new IetfCase(
            "create-empty",
            MUST,
            ALL,
            "an upload of no bytes is complete with its creation",
            server -> succeeds(server.send(server.wholeCreation("")))),
        new IetfCase(
            "create-interim",
            SHOULD,
            NUMBERED,
            "104 comes with the Location before the body is sent, and the last answer has the same",
            IetfCreations::interim),
        new IetfCase(
            "create-interim-version",
            MUST,
            NUMBERED,
            "104 names the interop version of the request",
            IetfCreations::interimVersion),
        new IetfCase(
            "create-no-interim",
            MUST,
            EnumSet.of(IetfRevision.NONE),
            "without an interop version there is no 104",
            server -> noInterim(server, server.creation("abc"))),
        new IetfCase(
            "create-no-interim-unknown",
            MUST,
            EnumSet.of(IetfRevision.NONE),
            "with an interop version that nobody knows there is no 104",
            server ->
                noInterim(
                    server, server.creation("abc").with("Upload-Draft-Interop-Version: 4711"))),
        new IetfCase(
            "create-continue",
            MUST,
            ALL,
            "Expect: 100-continue is answered by 100, whether 104 comes or not",
            IetfCreations::goOn),
        new IetfCase(
            "create-two-lengths",
            MUST,
            since(V6),
            "a creation that brings all, and other than Upload-Length says, is 400",
            server -> server.send(server.wholeCreation("abc", "Upload-Length: 5")).is(400)),
        new IetfCase(
            "create-two-lengths-problem",
            SHOULD,
            since(V6),
            "and has the problem type " + INCONSISTENT,
            server ->
                requireProblem(
                    server.send(server.wholeCreation("abc", "Upload-Length: 5")), INCONSISTENT)),
        new IetfCase(
            "create-limits",
            SHOULD,
            since(V6),
            "the answer to a creation has Upload-Limit",
            server -> server.send(server.creation("")).is(201).required("Upload-Limit")),
        new IetfCase(
            "create-too-large",
            MUST,
            since(V6),
            "an upload longer than max-size of Upload-Limit is refused",
            IetfCreations::tooLarge),
        new IetfCase(
            "options",
            HELPS,
            since(V8),
            "OPTIONS of where uploads are created has Upload-Limit",
            server ->
                server
                    .send(server.call("OPTIONS", server.server().endpoint()))
                    .is(200, 204)
                    .required("Upload-Limit")),
        new IetfCase(
            "create-digest",
            HELPS,
            since(V8),
            "a body that does not have its Content-Digest is refused",
            server ->
                server
                    .send(
                        server.wholeCreation(
                            "abd",
                            "Content-Digest: sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:"))
                    .isRefused()));
  }

  /** A problem of the draft, in whichever form problems are written. */
  static void requireProblem(Answer answer, String name) {
    if (!answer.body().contains("https://iana.org/assignments/http-problem-types#" + name)) {
      throw new Difference("%s without the problem type %s".formatted(answer, name));
    }
  }

  private static void whole(IetfServer server) throws IOException {
    if (!server.revision().isNumbered()) {
      succeeds(server.send(server.wholeCreation("all of it")));
      return;
    }
    Call call = server.wholeCreation("all of it");
    try (Wire wire = server.impatient()) {
      wire.send(call.head(server.server().fields()));
      Optional<Answer> told = IetfServer.interim(wire, call);
      succeeds(wire.send(call.body()).answer(call));
      if (told.isPresent()) {
        URI upload = server.server().endpoint().resolve(told.get().required("Location"));
        server.server().requireContent(upload, "all of it");
      }
    }
  }

  private static void interim(IetfServer server) throws IOException {
    Call call = server.creation("abc");
    try (Wire wire = server.impatient()) {
      wire.send(call.head(server.server().fields()));
      String place = IetfServer.requireInterim(wire, call).required("Location");
      wire.send(call.body()).answer(call).is(201).has("Location", place);
    }
  }

  private static void interimVersion(IetfServer server) throws IOException {
    Call call = server.creation("abc");
    try (Wire wire = server.impatient()) {
      wire.send(call.head(server.server().fields()));
      Answer told =
          IetfServer.interim(wire, call)
              .orElseThrow(() -> new NotApplicable("the server sends no 104"));
      told.has("Upload-Draft-Interop-Version", server.revision().number());
    }
  }

  private static void noInterim(IetfServer server, Call call) throws IOException {
    try (Wire wire = server.impatient()) {
      wire.send(call.head(server.server().fields()) + call.body()).next(call).is(201);
    }
  }

  private static void goOn(IetfServer server) throws IOException {
    Call call = server.creation("abc").with("Expect: 100-continue");
    try (Wire wire = server.impatient()) {
      wire.send(call.head(server.server().fields()));
      Answer answer = wire.next(call);
      if (answer.status() == 104) {
        answer = wire.next(call);
      }
      answer.is(100);
      wire.send(call.body()).answer(call).is(201);
    }
  }

  private static void tooLarge(IetfServer server) throws IOException {
    String limits =
        server
            .send(server.creation(""))
            .is(201)
            .field("Upload-Limit")
            .orElseThrow(() -> new NotApplicable("the server tells no Upload-Limit"));
    Matcher most = MAX_SIZE.matcher(limits);
    if (!most.find()) {
      throw new NotApplicable("Upload-Limit has no max-size");
    }
    long more = Long.parseLong(most.group(1)) + 1;
    server.send(server.creation("", "Upload-Length: " + more)).isRefused();
  }
}
