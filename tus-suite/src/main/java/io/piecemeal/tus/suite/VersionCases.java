package io.piecemeal.tus.suite;

import static io.piecemeal.tus.suite.Case.core;
import static io.piecemeal.tus.suite.Level.HELPS;
import static io.piecemeal.tus.suite.Level.MUST;
import static io.piecemeal.tus.suite.Level.SHOULD;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/** Which version is spoken, and who has to say so. */
final class VersionCases {

  private VersionCases() {}

  static List<Case> all() {
    return List.of(
        core("options", MUST, "OPTIONS tells the versions", VersionCases::options),
        core(
            "options-other-version",
            MUST,
            "OPTIONS is answered whatever version it names",
            server ->
                server
                    .send(Call.bare("OPTIONS", server.endpoint(), "Tus-Resumable: 9.9.9"))
                    .is(200, 204)
                    .lists("Tus-Version", "1.0.0")),
        core("max-size", SHOULD, "OPTIONS tells the longest upload", VersionCases::maxSize),
        core("no-version", MUST, "a request without a version is 412", VersionCases::noVersion),
        core("other-version", MUST, "another version is 412", VersionCases::otherVersion),
        core(
            "other-version-of-head",
            MUST,
            "HEAD of another version is 412, without an offset",
            server ->
                server
                    .send(
                        Call.bare(
                            "HEAD", server.create("Upload-Length: 1"), "Tus-Resumable: 0.2.2"))
                    .is(412)
                    .lists("Tus-Version", "1.0.0")
                    .lacks("Upload-Offset")),
        core(
            "version-of-refusals",
            MUST,
            "Tus-Resumable is in each answer, also in refusals",
            server -> {
              URI upload = server.create("Upload-Length: 1");
              server.look(upload).has("Tus-Resumable", "1.0.0");
              server.patch(upload, 1, "").isRefused().has("Tus-Resumable", "1.0.0");
              server.look(none(server)).isRefused().has("Tus-Resumable", "1.0.0");
            }),
        core(
            "no-key",
            HELPS,
            "without its key a caller is refused, with Tus-Resumable",
            VersionCases::noKey));
  }

  /** An upload that there is not. */
  static URI none(Server server) {
    return URI.create(
        server.endpoint().toString().replaceFirst("/$", "") + "/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
  }

  private static void options(Server server) throws IOException {
    server.send(Call.bare("OPTIONS", server.endpoint())).is(200, 204).lists("Tus-Version", "1.0.0");
  }

  private static void maxSize(Server server) throws IOException {
    Answer options = server.send(Call.bare("OPTIONS", server.endpoint()));
    if (options.field("Tus-Max-Size").isEmpty()) {
      throw new NotApplicable("the server names no longest upload");
    }
    long most = options.number("Tus-Max-Size");
    server.post("Upload-Length: " + (most + 1)).is(413);
  }

  private static void noVersion(Server server) throws IOException {
    server
        .send(Call.bare("POST", server.endpoint(), "Upload-Length: 1"))
        .is(412)
        .lists("Tus-Version", "1.0.0");
  }

  private static void otherVersion(Server server) throws IOException {
    URI upload = server.create("Upload-Length: 1");
    server
        .send(
            Call.bare("PATCH", upload, "Tus-Resumable: 0.2.2", Call.BYTES, "Upload-Offset: 0")
                .sending("x"))
        .is(412)
        .lists("Tus-Version", "1.0.0");
    server.requireOffset(upload, 0);
  }

  private static void noKey(Server server) throws IOException {
    if (server.fields().isEmpty()) {
      throw new NotApplicable("no field with a key was named");
    }
    server
        .sendWithoutKey(Call.of("POST", server.endpoint(), "Upload-Length: 1"))
        .is(401, 403)
        .has("Tus-Resumable", "1.0.0");
    server.sendWithoutKey(Call.bare("OPTIONS", server.endpoint())).is(200, 204);
  }
}
