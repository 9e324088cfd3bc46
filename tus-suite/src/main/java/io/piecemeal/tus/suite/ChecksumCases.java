package io.piecemeal.tus.suite;

import static io.piecemeal.tus.suite.Case.within;
import static io.piecemeal.tus.suite.Level.HELPS;
import static io.piecemeal.tus.suite.Level.MUST;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Checksums, before and behind the body. */
final class ChecksumCases {

  private static final String NAME = "checksum";
  private static final String TRAILER = "checksum-trailer";

  /** Of the digits 1 to 9, as everybody reckons them. */
  private static final Map<String, String> OF_DIGITS =
      Map.of(
          "md5", "JfnnlDI7RTiF9RgfG2JNCw==",
          "sha1", "98O8HYCOBHMq32eZZczDTKeuNEE=",
          "sha256", "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=",
          "crc32c", "4waSgw==");

  private static final String DIGITS = "123456789";

  private ChecksumCases() {}

  static List<Case> all() {
    return List.of(
        within(
            NAME,
            "sha1",
            MUST,
            "sha1 is among the algorithms",
            server ->
                server
                    .send(Call.bare("OPTIONS", server.endpoint()))
                    .lists("Tus-Checksum-Algorithm", "sha1")),
        within(
            NAME,
            "right",
            MUST,
            "bytes with their checksum are stored, by each algorithm",
            ChecksumCases::right),
        within(
            NAME,
            "wrong",
            MUST,
            "other bytes are 460, and nothing of them is stored",
            ChecksumCases::wrong),
        within(
            NAME,
            "algorithm",
            MUST,
            "an algorithm that is not known is 400",
            server -> refused(server, "sha0 AAAA")),
        within(
            NAME,
            "malformed",
            HELPS,
            "what is no checksum is 400",
            server -> refused(server, "sha1")),
        within(
            NAME,
            "creation",
            MUST,
            "bytes that come with a POST are checked, too",
            ChecksumCases::creation),
        within(
            TRAILER,
            "right",
            MUST,
            "a checksum may follow the body",
            server -> {
              URI upload = server.create("Upload-Length: 9");
              trailed(server, upload, "sha1").is(204).has("Upload-Offset", "9");
              server.requireContent(upload, DIGITS);
            }),
        within(
            TRAILER,
            "wrong",
            MUST,
            "bytes that are not those of the trailer are 460",
            server -> {
              URI upload = server.create("Upload-Length: 9");
              trailed(server, upload, "other").is(460);
              server.requireOffset(upload, 0);
            }),
        within(
            TRAILER,
            "contradiction",
            HELPS,
            "bytes with the checksum of the head and not that of the trailer are refused",
            server -> {
              URI upload = server.create("Upload-Length: 9");
              trailed(server, upload, "other", field("sha1")).isRefused();
              server.requireOffset(upload, 0);
            }));
  }

  private static String field(String algorithm) {
    return "Upload-Checksum: %s %s".formatted(algorithm, OF_DIGITS.get(algorithm));
  }

  private static void right(Server server) throws IOException {
    String announced =
        server.send(Call.bare("OPTIONS", server.endpoint())).required("Tus-Checksum-Algorithm");
    for (String algorithm : List.of(announced.split(","))) {
      if (OF_DIGITS.containsKey(algorithm.strip())) {
        URI upload = server.create("Upload-Length: 9");
        server.send(Call.patch(upload, 0, DIGITS).with(field(algorithm.strip()))).is(204);
        server.requireOffset(upload, 9);
      }
    }
  }

  private static void wrong(Server server) throws IOException {
    URI upload = server.create("Upload-Length: 9");
    server.send(Call.patch(upload, 0, "987654321").with(field("sha1"))).is(460);
    server.requireOffset(upload, 0);
    server.send(Call.patch(upload, 0, DIGITS).with(field("sha1"))).is(204);
    server.requireContent(upload, DIGITS);
  }

  private static void refused(Server server, String checksum) throws IOException {
    URI upload = server.create("Upload-Length: 9");
    server.send(Call.patch(upload, 0, DIGITS).with("Upload-Checksum: " + checksum)).is(400);
    server.requireOffset(upload, 0);
  }

  private static void creation(Server server) throws IOException {
    server.requireExtension("creation-with-upload");
    Call call = Call.of("POST", server.endpoint(), Call.BYTES, "Upload-Length: 9", field("sha1"));
    server.send(call.sending("987654321")).is(460);
    server.send(call.sending(DIGITS)).is(201).has("Upload-Offset", "9");
  }

  private static Answer trailed(Server server, URI upload, String kind, String... more)
      throws IOException {
    String checksum = kind.equals("sha1") ? field(kind) : "Upload-Checksum: sha1 AAAA";
    return server.send(
        Call.of(
                "PATCH",
                upload,
                Call.BYTES,
                "Upload-Offset: 0",
                "Transfer-Encoding: chunked",
                "Trailer: Upload-Checksum")
            .with(more)
            .sending("9\r\n" + DIGITS + "\r\n0\r\n" + checksum + "\r\n\r\n"));
  }
}
