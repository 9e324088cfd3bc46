package io.piecemeal.tus.suite;

import static io.piecemeal.tus.suite.Case.within;
import static io.piecemeal.tus.suite.Level.HELPS;
import static io.piecemeal.tus.suite.Level.MUST;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/** Uploads that are made of others. */
final class ConcatenationCases {

  private static final String NAME = "concatenation";
  private static final String PARTIAL = "Upload-Concat: partial";

  private ConcatenationCases() {}

  static List<Case> all() {
    return List.of(
        within(
            NAME,
            "partial",
            MUST,
            "HEAD of a partial upload says so",
            server ->
                server
                    .look(server.create("Upload-Length: 3", PARTIAL))
                    .has("Upload-Concat", "partial")),
        within(
            NAME,
            "final",
            MUST,
            "a final upload has the bytes of its parts in their order",
            ConcatenationCases::joined),
        within(
            NAME,
            "final-says-so",
            MUST,
            "HEAD of a final upload gives Upload-Concat back",
            ConcatenationCases::saysSo),
        within(
            NAME,
            "urls",
            MUST,
            "parts are named by absolute or relative URLs",
            ConcatenationCases::urls),
        within(
            NAME,
            "metadata",
            MUST,
            "a final upload has its own metadata, and none of its parts'",
            ConcatenationCases::metadata),
        within(NAME, "patch", MUST, "PATCH of a final upload is 403", ConcatenationCases::patch),
        within(
            NAME,
            "unknown",
            HELPS,
            "a part that is not there is refused",
            server ->
                server
                    .post("Upload-Concat: final;" + VersionCases.none(server).getPath())
                    .isRefused()),
        within(
            NAME,
            "whole",
            HELPS,
            "an upload that is not partial is no part",
            ConcatenationCases::whole),
        within(
            NAME,
            "bad",
            HELPS,
            "Upload-Concat of another kind is refused",
            server -> server.post("Upload-Length: 3", "Upload-Concat: half").isRefused()),
        within(
            NAME,
            "unfinished",
            HELPS,
            "without concatenation-unfinished, a part that is not finished is refused",
            ConcatenationCases::unfinished));
  }

  private static URI part(Server server, String bytes, String... more) throws IOException {
    URI part =
        server.location(
            server.send(
                Call.of("POST", server.endpoint(), "Upload-Length: " + bytes.length(), PARTIAL)
                    .with(more)));
    server.patch(part, 0, bytes).is(204);
    return part;
  }

  private static URI join(Server server, URI one, URI two, String... more) throws IOException {
    return server.location(
        server.send(
            Call.of(
                    "POST",
                    server.endpoint(),
                    "Upload-Concat: final;%s %s".formatted(one.getPath(), two.getPath()))
                .with(more)));
  }

  private static void joined(Server server) throws IOException {
    URI two = part(server, "world");
    URI one = part(server, "hello ");
    URI whole = join(server, one, two);
    server.look(whole).is(200, 204).has("Upload-Length", "11").has("Upload-Offset", "11");
    server.requireContent(whole, "hello world");
  }

  private static void saysSo(Server server) throws IOException {
    URI one = part(server, "a");
    URI two = part(server, "b");
    server
        .look(join(server, one, two))
        .has("Upload-Concat", "final;%s %s".formatted(one.getPath(), two.getPath()));
  }

  private static void urls(Server server) throws IOException {
    URI one = part(server, "one");
    URI two = part(server, "two");
    URI whole = server.create("Upload-Concat: final;%s %s".formatted(one, two.getPath()));
    server.look(whole).has("Upload-Length", "6");
  }

  private static void metadata(Server server) throws IOException {
    URI one = part(server, "one", "Upload-Metadata: filename cGFydA==,secret eA==");
    URI two = part(server, "two");
    String metadata = "filename d2hvbGU=";
    server
        .look(join(server, one, two, "Upload-Metadata: " + metadata))
        .has("Upload-Metadata", metadata);
  }

  private static void patch(Server server) throws IOException {
    URI whole = join(server, part(server, "one"), part(server, "two"));
    server.patch(whole, 6, "x").is(403);
    server.patch(whole, 0, "x").is(403);
    server.requireOffset(whole, 6);
  }

  private static void whole(Server server) throws IOException {
    URI one = part(server, "one");
    URI whole = server.create("Upload-Length: 3");
    server.patch(whole, 0, "abc").is(204);
    server.post("Upload-Concat: final;%s %s".formatted(one.getPath(), whole.getPath())).isRefused();
  }

  private static void unfinished(Server server) throws IOException {
    String extensions =
        server.send(Call.bare("OPTIONS", server.endpoint())).required("Tus-Extension");
    if (extensions.contains("concatenation-unfinished")) {
      throw new NotApplicable("the server joins parts that are not finished");
    }
    URI open = server.create("Upload-Length: 3", PARTIAL);
    URI one = part(server, "one");
    server.post("Upload-Concat: final;%s %s".formatted(one.getPath(), open.getPath())).isRefused();
  }
}
