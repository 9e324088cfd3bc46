package io.piecemeal.tus.suite;

import static io.piecemeal.tus.suite.Case.within;
import static io.piecemeal.tus.suite.Level.MUST;
import static io.piecemeal.tus.suite.Level.SHOULD;

import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Uploads that are terminated, or expire. */
final class EndCases {

  private static final String TERMINATION = "termination";
  private static final String EXPIRATION = "expiration";

  private EndCases() {}

  static List<Case> all() {
    return List.of(
        within(
            TERMINATION,
            "delete",
            MUST,
            "DELETE is 204, and the upload is gone then",
            EndCases::delete),
        within(
            TERMINATION,
            "complete",
            MUST,
            "a complete upload is terminated, too",
            EndCases::deleteComplete),
        within(
            TERMINATION,
            "unknown",
            SHOULD,
            "DELETE of no upload is 404 or 410",
            server -> server.send(Call.of("DELETE", VersionCases.none(server))).is(404, 410)),
        within(TERMINATION, "method", MUST, "POST may stand for DELETE", EndCases::override),
        within(
            EXPIRATION,
            "date",
            MUST,
            "Upload-Expires is a date of HTTP in the future",
            EndCases::date),
        within(
            EXPIRATION,
            "gone",
            SHOULD,
            "an upload that has expired is 404 or 410",
            EndCases::expired));
  }

  private static void requireGone(Server server, URI upload) throws IOException {
    server.look(upload).is(404, 410).lacks("Upload-Offset");
    server.patch(upload, 0, "x").is(404, 410);
  }

  private static void delete(Server server) throws IOException {
    URI upload = server.create("Upload-Length: 6");
    server.patch(upload, 0, "abc").is(204);
    server.send(Call.of("DELETE", upload)).is(204);
    requireGone(server, upload);
  }

  private static void deleteComplete(Server server) throws IOException {
    URI upload = server.create("Upload-Length: 3");
    server.patch(upload, 0, "abc").is(204);
    server.send(Call.of("DELETE", upload)).is(204);
    requireGone(server, upload);
  }

  private static void override(Server server) throws IOException {
    URI upload = server.create("Upload-Length: 3");
    server.send(Call.of("POST", upload, "X-HTTP-Method-Override: DELETE")).is(204);
    requireGone(server, upload);
  }

  private static void date(Server server) throws IOException {
    URI upload = server.create("Upload-Length: 3");
    String expires =
        server
            .patch(upload, 0, "a")
            .is(204)
            .field("Upload-Expires")
            .orElseThrow(() -> new NotApplicable("the upload is not said to expire"));
    try {
      Instant at = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(expires));
      if (at.isBefore(Instant.now().minusSeconds(1))) {
        throw new Difference("an upload that was just changed expired at " + expires);
      }
    } catch (DateTimeException _) {
      throw new Difference("no date of HTTP: " + expires);
    }
  }

  private static void expired(Server server) throws IOException {
    Duration most =
        server
            .expiry()
            .orElseThrow(() -> new NotApplicable("uploads live too long to wait (--expiry)"));
    URI upload = server.create("Upload-Length: 3");
    long end = System.nanoTime() + most.plus(Server.PATIENCE).toNanos();
    while (server.look(upload).status() < 400) {
      if (System.nanoTime() > end) {
        throw new Difference("the upload is there after " + most);
      }
      ConnectionCases.pause();
    }
    requireGone(server, upload);
  }
}
