package io.piecemeal.tus.suite;

import static io.piecemeal.tus.suite.ConnectionCases.bytes;
import static io.piecemeal.tus.suite.IetfRevision.ALL;
import static io.piecemeal.tus.suite.IetfRevision.NUMBERED;
import static io.piecemeal.tus.suite.IetfServer.succeeds;
import static io.piecemeal.tus.suite.Level.HELPS;
import static io.piecemeal.tus.suite.Level.MUST;
import static io.piecemeal.tus.suite.Level.SHOULD;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Connections that break or hang, and what is told while bytes come. */
final class IetfConnections {

  private static final int WHOLE = 1_000_000;
  private static final int SENT = 400_000;

  /** So much that a server which tells offsets while bytes come has told one. */
  private static final int LONG = 24 << 20;

  private IetfConnections() {}

  static List<IetfCase> all() {
    return List.of(
        new IetfCase(
            "broken-creation",
            SHOULD,
            NUMBERED,
            "a creation that broke off is resumed where 104 and HEAD say",
            IetfConnections::brokenCreation),
        new IetfCase(
            "broken-append",
            MUST,
            ALL,
            "an append that broke off is resumed where HEAD says",
            IetfConnections::brokenAppend),
        new IetfCase(
            "hanging-append",
            MUST,
            ALL,
            "while an append hangs, HEAD tells an offset that can be gone on from",
            IetfConnections::hanging),
        new IetfCase(
            "two-appends",
            MUST,
            ALL,
            "of two appends at once one is stored",
            IetfConnections::twoAppends),
        new IetfCase(
            "told-offsets",
            HELPS,
            NUMBERED,
            "while a long append comes, 104 tells how far its bytes are kept",
            server -> requireTold(server, server.create())),
        new IetfCase(
            "told-offsets-kept",
            MUST,
            NUMBERED,
            "an offset that 104 told is not taken back when the connection breaks",
            IetfConnections::toldOffsetsAreKept));
  }

  private static Call whole(IetfServer server, URI upload) {
    return server.lastAppend(upload, 0, "").with("Content-Length: " + WHOLE);
  }

  /**
   * Sends a part of a body and then nothing more, once the server has asked for it: before that it
   * may not have begun with the request.
   */
  private static Wire hangingWire(IetfServer server, Call call) throws IOException {
    Call asking = call.with("Expect: 100-continue");
    Wire wire = server.impatient();
    try {
      wire.send(asking.head(server.server().fields())).next(asking).is(100);
      return wire.send(bytes(WHOLE).substring(0, SENT));
    } catch (IOException | Difference e) {
      wire.close();
      throw e;
    }
  }

  private static void brokenCreation(IetfServer server) throws IOException {
    Call call = server.wholeCreation("").with("Content-Length: " + WHOLE);
    URI upload;
    try (Wire wire = server.impatient()) {
      wire.send(call.head(server.server().fields())).send(bytes(WHOLE).substring(0, SENT));
      upload =
          server
              .server()
              .endpoint()
              .resolve(IetfServer.requireInterim(wire, call).required("Location"));
    }
    resume(server, upload);
  }

  private static void brokenAppend(IetfServer server) throws IOException {
    URI upload = server.create();
    hangingWire(server, whole(server, upload)).close();
    resume(server, upload);
  }

  /** Goes on until the upload is complete; what broke off may be at its end just now. */
  private static void resume(IetfServer server, URI upload) throws IOException {
    int status = restStatus(server, upload);
    for (int tries = 0; tries < 20 && List.of(0, 409, 423).contains(status); tries++) {
      ConnectionCases.pause();
      status = restStatus(server, upload);
    }
    if (status < 200 || status > 299) {
      throw new Difference("what was left of the upload was answered " + status);
    }
    server.server().requireContent(upload, bytes(WHOLE));
  }

  /** How the rest was answered; 0 if the connection broke, after which clients try again. */
  private static int restStatus(IetfServer server, URI upload) throws IOException {
    long offset = server.offset(upload);
    try {
      return sendRest(server, upload, offset).status();
    } catch (IOException _) {
      return 0;
    }
  }

  private static Answer sendRest(IetfServer server, URI upload, long offset) throws IOException {
    return server.send(server.lastAppend(upload, offset, bytes(WHOLE).substring((int) offset)));
  }

  private static void hanging(IetfServer server) throws IOException {
    URI upload = server.create();
    try (Wire _ = hangingWire(server, whole(server, upload));
        Wire other = server.impatient()) {
      Call head = server.call("HEAD", upload, "Connection: close");
      long offset =
          other
              .send(head.head(server.server().fields()))
              .answer(head)
              .is(200, 204)
              .number("Upload-Offset");
      succeeds(sendRest(server, upload, offset));
    } catch (SocketTimeoutException _) {
      throw new Difference("HEAD was not answered in 5 s");
    }
    server.server().requireContent(upload, bytes(WHOLE));
  }

  private static void twoAppends(IetfServer server) throws IOException {
    URI upload = server.create();
    String bytes = bytes(WHOLE);
    Call call = whole(server, upload);
    try (Wire one = server.impatient();
        Wire two = server.impatient()) {
      String begun = call.head(server.server().fields()) + bytes.substring(0, SENT);
      one.send(begun);
      finish(two, call, begun + bytes.substring(SENT));
      finish(one, call, bytes.substring(SENT));
    }
    Answer seen = server.look(upload);
    if (!List.of(404, 410).contains(seen.status()) && seen.number("Upload-Offset") < WHOLE) {
      // Each has ended the other; what is there can be gone on with.
      resume(server, upload);
      server.requireOffset(upload, WHOLE);
    }
    server.server().requireContent(upload, bytes);
  }

  /** Its answer does not matter: one may be broken off, since the other one takes its place. */
  private static void finish(Wire wire, Call call, String rest) {
    try {
      wire.send(rest).answer(call);
    } catch (IOException _) {
      // As it may.
    }
  }

  private static void toldOffsetsAreKept(IetfServer server) throws IOException {
    URI upload = server.create();
    long told =
        told(server, upload)
            .orElseThrow(() -> new NotApplicable("the server tells no offsets while bytes come"));
    long kept = server.offset(upload);
    if (kept < told) {
      throw new Difference("104 told %d, and HEAD tells %d".formatted(told, kept));
    }
  }

  private static void requireTold(IetfServer server, URI upload) throws IOException {
    if (told(server, upload).isEmpty()) {
      throw new Difference("%d bytes came, and no 104 told of them".formatted(LONG));
    }
  }

  /** Sends a long append without its end, and breaks off once an offset was told. */
  private static Optional<Long> told(IetfServer server, URI upload) throws IOException {
    Call call = server.append(upload, 0, "").with("Content-Length: " + (LONG + 1));
    try (Wire wire = server.impatient()) {
      wire.send(call.head(server.server().fields())).send("x".repeat(LONG));
      Optional<Answer> interim = IetfServer.interim(wire, call);
      while (interim.isPresent() && interim.get().field("Upload-Offset").isEmpty()) {
        interim = IetfServer.interim(wire, call);
      }
      return interim.map(answer -> answer.number("Upload-Offset"));
    }
  }
}
