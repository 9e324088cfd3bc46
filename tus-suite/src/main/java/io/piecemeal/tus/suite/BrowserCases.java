package io.piecemeal.tus.suite;

import static io.piecemeal.tus.suite.Case.core;
import static io.piecemeal.tus.suite.Level.HELPS;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/** Pages of other origins (CORS), which the protocol leaves to servers. */
final class BrowserCases {

  private BrowserCases() {}

  static List<Case> all() {
    return List.of(
        core(
            "page-preflight",
            HELPS,
            "a browser may ask, without a key, what a page may send",
            BrowserCases::preflight),
        core("page-reads", HELPS, "a page can read what a client needs", BrowserCases::reads),
        core("page-refusal", HELPS, "a page can read refusals", BrowserCases::refusal),
        core("page-other", HELPS, "a page of another origin is not let in", BrowserCases::other));
  }

  private static String origin(Server server) {
    return server
        .origin()
        .orElseThrow(() -> new NotApplicable("no page's origin was named (--origin)"));
  }

  private static Answer ask(Server server, URI target, String method, String origin)
      throws IOException {
    return server.sendWithoutKey(
        Call.bare(
            "OPTIONS",
            target,
            "Origin: " + origin,
            "Access-Control-Request-Method: " + method,
            "Access-Control-Request-Headers: authorization,content-type,tus-resumable,upload-offset"));
  }

  private static void preflight(Server server) throws IOException {
    String origin = origin(server);
    URI upload = server.create("Upload-Length: 3");
    for (String method : List.of("PATCH", "HEAD", "DELETE")) {
      requireAllowed(ask(server, upload, method, origin), method);
    }
    requireAllowed(ask(server, server.endpoint(), "POST", origin), "POST");
  }

  private static void requireAllowed(Answer answer, String method) {
    answer.is(200, 204).lists("Access-Control-Allow-Methods", method);
    for (String field :
        List.of(
            "Authorization",
            "Content-Type",
            "Tus-Resumable",
            "Upload-Offset",
            "Upload-Length",
            "Upload-Metadata",
            "Upload-Defer-Length",
            "Upload-Concat",
            "X-HTTP-Method-Override")) {
      answer.lists("Access-Control-Allow-Headers", field);
    }
    answer.required("Access-Control-Allow-Origin");
  }

  private static void reads(Server server) throws IOException {
    String from = "Origin: " + origin(server);
    Answer created = server.post("Upload-Length: 3", from).is(201);
    created.required("Access-Control-Allow-Origin");
    created.lists("Access-Control-Expose-Headers", "Location");
    Answer looked = server.send(Call.of("HEAD", server.location(created), from));
    for (String field :
        List.of("Upload-Offset", "Upload-Length", "Upload-Metadata", "Tus-Resumable")) {
      looked.lists("Access-Control-Expose-Headers", field);
    }
  }

  private static void refusal(Server server) throws IOException {
    String from = "Origin: " + origin(server);
    server
        .send(Call.of("HEAD", VersionCases.none(server), from))
        .isRefused()
        .required("Access-Control-Allow-Origin");
  }

  private static void other(Server server) throws IOException {
    origin(server);
    Answer answer = ask(server, server.endpoint(), "POST", "https://other.example");
    String allowed = answer.field("Access-Control-Allow-Origin").orElse("");
    if (allowed.equals("*") || allowed.equals("https://other.example")) {
      throw new Difference("any page is let in: Access-Control-Allow-Origin: " + allowed);
    }
  }
}
