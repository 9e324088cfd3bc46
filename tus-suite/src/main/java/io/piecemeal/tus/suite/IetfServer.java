package io.piecemeal.tus.suite;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A server that is spoken to in one revision of the IETF's draft. */
record IetfServer(Server server, IetfRevision revision) {

  /** How long an interim answer may take that is to come at once. */
  private static final Duration AT_ONCE = Duration.ofSeconds(5);

  private static final int INTERIM = 104;

  /** A request of this revision. */
  Call call(String method, URI target, String... fields) {
    List<String> all = new ArrayList<>(List.of(fields));
    revision.interop().ifPresent(all::add);
    return Call.bare(method, target, all.toArray(String[]::new));
  }

  private String completeness(boolean ends) {
    return revision.completeness() + ": " + (ends ? revision.ended() : revision.goingOn());
  }

  /** The creation of an upload that goes on. */
  Call creation(String body, String... fields) {
    return call("POST", server.endpoint(), fields).with(completeness(false)).sending(body);
  }

  /** The creation of an upload that this request brings all of. */
  Call wholeCreation(String body, String... fields) {
    return call("POST", server.endpoint(), fields).with(completeness(true)).sending(body);
  }

  /** An append behind which more is to come. */
  Call append(URI upload, long offset, String body) {
    return appendOf(upload, "Upload-Offset: " + offset, completeness(false)).sending(body);
  }

  /** The last append. */
  Call lastAppend(URI upload, long offset, String body) {
    return appendOf(upload, "Upload-Offset: " + offset, completeness(true)).sending(body);
  }

  /** An append with these fields and its media type. */
  Call appendOf(URI upload, String... fields) {
    Call call = call("PATCH", upload, fields);
    return revision.appendType().isEmpty()
        ? call
        : call.with("Content-Type: " + revision.appendType());
  }

  String goesOn() {
    return completeness(false);
  }

  Answer send(Call call) throws IOException {
    return server.send(call);
  }

  Answer look(URI upload) throws IOException {
    return send(call("HEAD", upload));
  }

  /** Creates an upload without bytes. */
  URI create(String... fields) throws IOException {
    return server.location(send(creation("", fields)));
  }

  /** Creates one with these bytes. */
  URI createWith(String body, String... fields) throws IOException {
    URI upload = create(fields);
    succeeds(send(append(upload, 0, body)));
    return upload;
  }

  long offset(URI upload) throws IOException {
    return look(upload).is(200, 204).number("Upload-Offset");
  }

  void requireOffset(URI upload, long expected) throws IOException {
    long actual = offset(upload);
    if (actual != expected) {
      throw new Difference("the upload has %d bytes, expected %d".formatted(actual, expected));
    }
  }

  /** That an answer says that the upload is complete, or that it is not. */
  Answer requireComplete(Answer answer, boolean complete) {
    return answer.has(revision.completeness(), complete ? revision.ended() : revision.goingOn());
  }

  static Answer succeeds(Answer answer) {
    return answer.is(200, 201, 204);
  }

  /** A connection on which an answer is not waited for long. */
  Wire impatient() throws IOException {
    return Wire.open(server.endpoint(), AT_ONCE);
  }

  /**
   * The next interim answer of an upload, past a 100.
   *
   * @return empty if none came, or another answer did
   */
  static Optional<Answer> interim(Wire wire, Call to) throws IOException {
    try {
      Answer answer = wire.next(to);
      while (answer.status() == 100) {
        answer = wire.next(to);
      }
      return Optional.of(answer).filter(one -> one.status() == INTERIM);
    } catch (SocketTimeoutException _) {
      return Optional.empty();
    }
  }

  static Answer requireInterim(Wire wire, Call to) throws IOException {
    return interim(wire, to)
        .orElseThrow(() -> new Difference("no 104 came before the body was sent"));
  }
}
