package io.piecemeal.tus.suite;

import static io.piecemeal.tus.suite.Case.core;
import static io.piecemeal.tus.suite.Level.HELPS;
import static io.piecemeal.tus.suite.Level.MUST;
import static io.piecemeal.tus.suite.Level.SHOULD;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Connections that break, hang or are too many. */
final class ConnectionCases {

  private static final int SENT = 400_000;
  private static final String LENGTH = "Upload-Length: 1000000";

  private ConnectionCases() {}

  static List<Case> all() {
    return List.of(
        core(
            "continue",
            MUST,
            "Expect: 100-continue is answered before the body",
            ConnectionCases::goOn),
        core(
            "continue-refused",
            HELPS,
            "a PATCH that is refused for its head is not asked for its body",
            ConnectionCases::refusedBefore),
        core(
            "broken",
            SHOULD,
            "what arrived before a connection broke is kept",
            ConnectionCases::broken),
        core(
            "broken-resumed",
            MUST,
            "a broken upload is resumed where HEAD says",
            ConnectionCases::resumed),
        core(
            "hanging-head",
            HELPS,
            "HEAD does not wait for a PATCH that hangs",
            ConnectionCases::headBesideHanging),
        core(
            "hanging-resumed",
            HELPS,
            "a PATCH that hangs does not lock a new one out",
            ConnectionCases::resumedBesideHanging),
        core(
            "two-patches",
            MUST,
            "of two PATCHes at once one is stored",
            ConnectionCases::twoPatches),
        core(
            "too-many",
            HELPS,
            "a caller who sends too much is told when to go on (429)",
            ConnectionCases::tooMany));
  }

  /** Bytes that are the same each time, and repeat nowhere. */
  static String bytes(int length) {
    Random random = new Random(length);
    StringBuilder bytes = new StringBuilder(length);
    random.ints(length, 0, 256).forEach(one -> bytes.append((char) one));
    return bytes.toString();
  }

  private static Call expecting(URI upload, long offset) {
    return Call.of(
        "PATCH",
        upload,
        Call.BYTES,
        "Upload-Offset: " + offset,
        "Content-Length: 3",
        "Expect: 100-continue",
        "Connection: close");
  }

  private static void goOn(Server server) throws IOException {
    Call call = expecting(server.create("Upload-Length: 3"), 0);
    try (Wire wire = server.open()) {
      wire.send(call.head(server.fields())).next(call).is(100);
      wire.send("abc").answer(call).is(204);
    }
  }

  private static void refusedBefore(Server server) throws IOException {
    Call call = expecting(server.create("Upload-Length: 9"), 5);
    try (Wire wire = server.open()) {
      wire.send(call.head(server.fields())).next(call).is(409);
    }
  }

  /** Sends a part of a body and then nothing more. */
  private static Wire hanging(Server server, URI upload) throws IOException {
    Call call = Call.of("PATCH", upload, Call.BYTES, "Upload-Offset: 0", "Content-Length: 1000000");
    Wire wire = server.open();
    try {
      return wire.send(call.head(server.fields())).send(bytes(1_000_000).substring(0, SENT));
    } catch (IOException e) {
      wire.close();
      throw e;
    }
  }

  private static URI brokenUpload(Server server) throws IOException {
    URI upload = server.create(LENGTH);
    hanging(server, upload).close();
    return upload;
  }

  /** Waits until the server has noticed, and tells an offset; then that stays. */
  private static long settledOffset(Server server, URI upload) throws IOException {
    long end = System.nanoTime() + Server.PATIENCE.toNanos();
    long offset = 0;
    while (offset == 0 && System.nanoTime() < end) {
      Answer seen = server.look(upload);
      offset = seen.field("Upload-Offset").isPresent() ? seen.number("Upload-Offset") : 0;
      pause();
    }
    return offset;
  }

  static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotApplicable("interrupted");
    }
  }

  private static void broken(Server server) throws IOException {
    long offset = settledOffset(server, brokenUpload(server));
    if (offset == 0 || offset > SENT) {
      throw new Difference("of %d bytes that were sent %d are kept".formatted(SENT, offset));
    }
  }

  private static void resumed(Server server) throws IOException {
    URI upload = brokenUpload(server);
    long offset = settledOffset(server, upload);
    String rest = bytes(1_000_000).substring((int) offset);
    Answer sent = server.patch(upload, offset, rest);
    // The broken one may be at its end just now.
    for (int tries = 0; tries < 20 && List.of(409, 423).contains(sent.status()); tries++) {
      pause();
      offset = server.offset(upload);
      sent = server.patch(upload, offset, bytes(1_000_000).substring((int) offset));
    }
    sent.is(204).has("Upload-Offset", "1000000");
    server.requireContent(upload, bytes(1_000_000));
  }

  private static void headBesideHanging(Server server) throws IOException {
    URI upload = server.create(LENGTH);
    try (Wire _ = hanging(server, upload);
        Wire other = Wire.open(server.endpoint(), Duration.ofSeconds(5))) {
      Call head = Call.of("HEAD", upload, "Connection: close");
      other.send(head.head(server.fields())).answer(head).is(200, 204).number("Upload-Offset");
    } catch (SocketTimeoutException _) {
      throw new Difference("HEAD was not answered in 5 s");
    }
  }

  private static void resumedBesideHanging(Server server) throws IOException {
    URI upload = server.create(LENGTH);
    try (Wire _ = hanging(server, upload)) {
      long offset = server.offset(upload);
      server.patch(upload, offset, bytes(1_000_000).substring((int) offset)).is(204);
    }
    server.requireContent(upload, bytes(1_000_000));
  }

  private static void twoPatches(Server server) throws IOException {
    String bytes = bytes(200_000);
    URI upload = server.create("Upload-Length: 200000");
    Call call =
        Call.of(
            "PATCH",
            upload,
            Call.BYTES,
            "Upload-Offset: 0",
            "Content-Length: 200000",
            "Connection: close");
    List<Integer> statuses = new ArrayList<>();
    try (Wire one = server.open();
        Wire two = server.open()) {
      one.send(call.head(server.fields())).send(bytes.substring(0, 1000));
      two.send(call.head(server.fields())).send(bytes.substring(0, 1000));
      statuses.add(finish(one, call, bytes));
      statuses.add(finish(two, call, bytes));
    }
    if (statuses.stream().filter(status -> status == 204).count() != 1) {
      throw new Difference("two PATCHes at once were answered " + statuses);
    }
    server.requireOffset(upload, 200_000);
    server.requireContent(upload, bytes);
  }

  /** The status; 0 for one that was broken off, since the other one takes its place. */
  private static int finish(Wire wire, Call call, String bytes) {
    try {
      return wire.send(bytes.substring(1000)).answer(call).status();
    } catch (IOException _) {
      return 0;
    }
  }

  private static void tooMany(Server server) throws IOException {
    if (!server.limited()) {
      throw new NotApplicable("the server is not said to have a limit (--limited)");
    }
    URI upload = server.create("Upload-Length: 3");
    for (int i = 0; i < 2000; i++) {
      Answer answer = server.look(upload);
      if (answer.status() == 429) {
        answer.has("Tus-Resumable", "1.0.0").number("Retry-After");
        return;
      }
    }
    throw new Difference("2,000 requests were answered");
  }
}
