package io.piecemeal.tus.suite;

import static io.piecemeal.tus.suite.Case.within;
import static io.piecemeal.tus.suite.Level.HELPS;
import static io.piecemeal.tus.suite.Level.MUST;
import static io.piecemeal.tus.suite.Level.SHOULD;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/** Uploads that are made of others. */
final class ConcatenationCases {

  private static final String NAME = "concatenation";
  private static final String UNFINISHED = "concatenation-unfinished";
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
            "commas",
            HELPS,
            "parts that are separated by a comma are refused, and not the first one passed over",
            server -> {
              URI one = part(server, "one");
              URI two = part(server, "two");
              server
                  .post("Upload-Concat: final;%s,%s".formatted(one.getPath(), two.getPath()))
                  .isRefused();
              server.requireOffset(two, 3);
            }),
        within(
            NAME,
            "elsewhere",
            HELPS,
            "a part at another host is refused",
            server -> {
              URI one = part(server, "one");
              server.post("Upload-Concat: final;http://other.example" + one.getPath()).isRefused();
              server.requireOffset(one, 3);
            }),
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
            ConcatenationCases::unfinished),
        within(
            UNFINISHED,
            "joined",
            MUST,
            "a final upload of parts that are still being sent has their bytes with the last of them",
            ConcatenationCases::joinedLater),
        within(
            UNFINISHED,
            "head",
            SHOULD,
            "HEAD has no Upload-Offset of a final upload whose parts are not finished",
            server -> server.look(waiting(server)).is(200, 204).lacks("Upload-Offset")),
        within(
            UNFINISHED,
            "says-so",
            MUST,
            "HEAD gives Upload-Concat back before the parts are finished",
            ConcatenationCases::waitingSaysSo),
        within(
            UNFINISHED,
            "length",
            SHOULD,
            "HEAD has the Upload-Length of a final upload whose parts have told theirs",
            server -> server.look(waiting(server)).has("Upload-Length", "6")),
        within(
            UNFINISHED,
            "patch",
            MUST,
            "PATCH of a final upload is 403 before its parts are finished",
            server -> server.patch(waiting(server), 0, "x").is(403)),
        within(
            UNFINISHED,
            "deferred",
            HELPS,
            "a part may tell its length after the final upload was created",
            ConcatenationCases::deferredPart));
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

  private static URI waiting(Server server) throws IOException {
    return join(server, part(server, "one"), server.create("Upload-Length: 3", PARTIAL));
  }

  private static void joinedLater(Server server) throws IOException {
    URI one = server.create("Upload-Length: 6", PARTIAL);
    URI two = server.create("Upload-Length: 5", PARTIAL);
    URI whole = join(server, one, two);
    server.patch(two, 0, "world").is(204);
    server.patch(one, 0, "hello ").is(204);
    server.look(whole).is(200, 204).has("Upload-Length", "11").has("Upload-Offset", "11");
    server.requireContent(whole, "hello world");
  }

  private static void waitingSaysSo(Server server) throws IOException {
    URI one = part(server, "a");
    URI two = server.create("Upload-Length: 3", PARTIAL);
    server
        .look(join(server, one, two))
        .has("Upload-Concat", "final;%s %s".formatted(one.getPath(), two.getPath()));
  }

  private static void deferredPart(Server server) throws IOException {
    server.requireExtension("creation-defer-length");
    URI one = server.create("Upload-Defer-Length: 1", PARTIAL);
    URI two = part(server, "two");
    URI whole = join(server, one, two);
    server.send(Call.patch(one, 0, "one").with("Upload-Length: 3")).is(204);
    server.look(whole).has("Upload-Offset", "6");
    server.requireContent(whole, "onetwo");
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
