package io.piecemeal.faults.flood;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/** All ways to flood a service, in the order in which they are tried. */
final class Attacks {

  private static final Duration DRIBBLE = Duration.ofSeconds(1);
  private static final int HEAD_BYTES = 16_000;
  private static final int CHUNK_JSON = 6_990_000;
  private static final int DECODED_AT_ONCE = 200_000;
  private static final int BOMB_BYTES = 11_000_000;
  private static final String JSON = "Content-Type: application/json";
  private static final String ACCEPT = "Accept: application/json, text/event-stream";
  private static final String TUS = "Tus-Resumable: 1.0.0";
  private static final String CHUNKED = "Transfer-Encoding: chunked";
  private static final String WRONG_DIGEST = "{\"sha256\":\"" + "0".repeat(64) + "\"}";

  private Attacks() {}

  /**
   * The attacks by name.
   *
   * @param file a large file of the attacking owner, complete
   * @param session a large upload session of the same owner
   */
  static SequencedMap<String, Attack> all(String file, String session) {
    SequencedMap<String, Attack> all = new LinkedHashMap<>();
    all.put("head-lines", flood -> flood.onConnections(1200, Attacks::headOfManyLines));
    all.put("long-heads", flood -> flood.onConnections(2000, Attacks::headOfLongLine));
    all.put("dribbled-heads", flood -> flood.onConnections(500, c -> dribble(flood, c, "GET /f")));
    all.put("idle", flood -> flood.onConnections(6000, HostileConnection::awaitClose));
    all.put("half-bodies", flood -> halfBodies(flood, CHUNK_JSON / 2));
    all.put("half-bodies-of-two", Attacks::halfBodiesOfTwo);
    all.put("byte-chunks", Attacks::byteChunks);
    all.put("slow-appends", Attacks::slowAppends);
    all.put("one-ticket", Attacks::oneTicket);
    all.put("unread-downloads", flood -> flood.onConnections(300, c -> unread(flood, c, file)));
    all.put("halves-and-unread", flood -> halvesAndUnread(flood, file));
    all.put("json-bombs", flood -> flood.onConnections(12, Attacks::bomb));
    all.put("slow-calls", flood -> flood.onConnections(40, c -> slowCall(flood, c)));
    all.put("wrong-digests", flood -> flood.onConnections(40, c -> wrongDigest(c, session)));
    all.put("wrong-keys", flood -> flood.onConnections(32, Attacks::wrongKey));
    all.put("unread-metrics", flood -> flood.onConnections(100, c -> pipeline(flood, c)));
    all.put("deleted-bytes", flood -> flood.onConnections(4, _ -> storeAndDelete(flood)));
    all.put("empty-sessions", flood -> flood.onConnections(8, _ -> openMany(flood)));
    return all;
  }

  private static void headOfManyLines(HostileConnection connection) throws IOException {
    connection.send("GET /health/live HTTP/1.1\r\n" + "a:\r\n".repeat(HEAD_BYTES / 4));
    connection.awaitClose();
  }

  private static void headOfLongLine(HostileConnection connection) throws IOException {
    connection.send("GET /health/live HTTP/1.1\r\nX-Padding: " + "a".repeat(HEAD_BYTES - 1000));
    connection.awaitClose();
  }

  private static void dribble(Flood flood, HostileConnection connection, String first)
      throws IOException, InterruptedException {
    connection.send(first);
    while (!flood.isOverAfter(DRIBBLE)) {
      connection.send("a");
    }
  }

  private static void halfBodies(Flood flood, int bytes) throws IOException, InterruptedException {
    String id = flood.open();
    String half = "{\"data\":\"" + "A".repeat(bytes);
    flood.onConnections(
        400,
        connection -> {
          connection.head("PUT /uploads/" + id, CHUNK_JSON, flood.authorization(), JSON);
          connection.send(half);
          connection.awaitClose();
        });
  }

  /** Each owner may have half of the uploads: two have all, and all buffers that decode them. */
  private static void halfBodiesOfTwo(Flood flood) {
    Flood second = flood.ofSecondOwner();
    atOnce(
        flood, own -> halfBodies(own, DECODED_AT_ONCE), _ -> halfBodies(second, DECODED_AT_ONCE));
  }

  /** Each of these has a bound of its own; all at their bounds have to leave others some memory. */
  private static void halvesAndUnread(Flood flood, String file) {
    Flood second = flood.ofSecondOwner();
    atOnce(
        flood,
        own -> own.onConnections(300, c -> unread(own, c, file)),
        own -> own.onConnections(150, c -> halfOfStream(own, c)),
        _ -> second.onConnections(240, c -> halfOfForm(second, c)));
  }

  private static void halfOfForm(Flood flood, HostileConnection connection) throws IOException {
    String type = "Content-Type: multipart/form-data; boundary=x";
    connection.head("POST /files", CHUNK_JSON, flood.authorization(), type);
    connection.send("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n");
    connection.send("A".repeat(DECODED_AT_ONCE));
    connection.awaitClose();
  }

  private static void halfOfStream(Flood flood, HostileConnection connection) throws IOException {
    String type = "Content-Type: application/offset+octet-stream";
    String total = "Upload-Length: " + CHUNK_JSON;
    connection.head("POST /tus", CHUNK_JSON, flood.authorization(), type, total, TUS);
    connection.send("A".repeat(DECODED_AT_ONCE));
    connection.awaitClose();
  }

  private static void atOnce(Flood flood, Attack... attacks) {
    Stream.of(attacks)
        .map(
            attack ->
                CompletableFuture.runAsync(() -> run(attack, flood), Thread::startVirtualThread))
        .toList()
        .forEach(CompletableFuture::join);
  }

  private static void run(Attack attack, Flood flood) {
    try {
      attack.run(flood);
    } catch (IOException | InterruptedException e) {
      throw new CompletionException(e);
    }
  }

  /** Each byte of a body takes six on the way, and as a piece of its own far more in memory. */
  private static void byteChunks(Flood flood) throws IOException, InterruptedException {
    String id = flood.open();
    String blanks = "1\r\n \r\n".repeat(20_000);
    flood.onConnections(
        400,
        connection -> {
          connection.head("PUT /uploads/" + id, Flood.AUTHORIZATION, JSON, CHUNKED);
          while (!flood.isOverAfter(Duration.ZERO)) {
            connection.send(blanks);
          }
        });
  }

  private static void slowAppends(Flood flood) throws IOException, InterruptedException {
    String id = flood.open();
    flood.onConnections(
        1000,
        connection -> {
          connection.head("PUT /uploads/" + id, CHUNK_JSON, Flood.AUTHORIZATION, JSON);
          dribble(flood, connection, "{\"data\":\"");
        });
  }

  private static void oneTicket(Flood flood) throws IOException, InterruptedException {
    String url = flood.call("POST", "/uploads/" + flood.open() + "/ticket", "").member("url");
    String path = url.substring(url.indexOf("/tickets/"));
    flood.onConnections(
        1000,
        connection -> {
          connection.head("PUT " + path, BOMB_BYTES, "Content-Type: application/octet-stream");
          dribble(flood, connection, "a");
        });
  }

  private static void unread(Flood flood, HostileConnection connection, String file)
      throws IOException, InterruptedException {
    connection.head("GET /files/" + file + "/content", 0, Flood.AUTHORIZATION);
    flood.awaitEnd();
  }

  private static void bomb(HostileConnection connection) throws IOException {
    String open =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"file_list\",\"arguments\":[";
    String cell = "{\"\":0},";
    connection.head("POST /mcp", BOMB_BYTES, Flood.AUTHORIZATION, JSON, ACCEPT);
    connection.send(open);
    int cells = (BOMB_BYTES - open.length() - "0]}}".length()) / cell.length();
    String thousand = cell.repeat(1000);
    for (int sent = 0; sent < cells / 1000; sent++) {
      connection.send(thousand);
    }
    connection.send(cell.repeat(cells % 1000));
    connection.send(
        " ".repeat(BOMB_BYTES - open.length() - cells * cell.length() - "0]}}".length()) + "0]}}");
    connection.awaitAnswer();
  }

  private static void slowCall(Flood flood, HostileConnection connection)
      throws IOException, InterruptedException {
    connection.head("POST /mcp", BOMB_BYTES, Flood.AUTHORIZATION, JSON, ACCEPT);
    dribble(flood, connection, "{\"jsonrpc\":\"");
  }

  private static void wrongDigest(HostileConnection connection, String session) throws IOException {
    String target = "POST /uploads/" + session + "/complete";
    connection.head(target, WRONG_DIGEST.length(), Flood.AUTHORIZATION, JSON);
    connection.send(WRONG_DIGEST);
    connection.awaitAnswer();
  }

  private static void wrongKey(HostileConnection connection) throws IOException {
    for (int i = 0; i < 100; i++) {
      connection.head("GET /files", 0, "Authorization: Bearer pm_not-a-key");
      connection.awaitAnswer();
    }
  }

  /** What anybody may ask for, and as often as a connection takes requests. */
  private static void pipeline(Flood flood, HostileConnection connection)
      throws IOException, InterruptedException {
    connection.send("GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".repeat(4000));
    flood.awaitEnd();
  }

  /** What was deleted is on the disk for a while, and has to count until it is gone. */
  private static void storeAndDelete(Flood flood) throws IOException {
    String id = flood.open();
    String chunk = "{\"data\":\"" + "A".repeat(CHUNK_JSON / 4 * 4) + "\"}";
    flood.call("PUT", "/uploads/" + id, chunk);
    flood.call("DELETE", "/uploads/" + id, "");
  }

  private static void openMany(Flood flood) throws IOException {
    for (int i = 0; i < 50; i++) {
      flood.open();
    }
  }
}
