package io.piecemeal.faults.flood;

import io.piecemeal.harness.http.HttpConnection;
import io.piecemeal.harness.http.RequestHead;
import io.piecemeal.harness.http.Response;
import io.piecemeal.harness.proc.Loopback;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Another owner, who stores a small file, reads it and deletes it, each time on a connection of its
 * own, and notes how long each answer took.
 */
final class Bystander {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String KEY = "bystander-key-of-at-least-32-characters";
  static final String OWNER = "bob=" + KEY;
  private static final String AUTHORIZATION = "Authorization: Bearer " + KEY;
  private static final String JSON = "Content-Type: application/json";

  private final int port;

  Bystander(int port) {
    this.port = port;
  }

  /**
   * What a visit showed.
   *
   * @param slowest how long the slowest answer took
   * @param failures what went wrong, one line each
   */
  record Visit(int answers, Duration slowest, List<String> failures) {

    Visit and(Visit other) {
      List<String> all = new ArrayList<>(failures);
      all.addAll(other.failures);
      Duration slower = slowest.compareTo(other.slowest) > 0 ? slowest : other.slowest;
      return new Visit(answers + other.answers, slower, all);
    }

    static Visit none() {
      return new Visit(0, Duration.ZERO, List.of());
    }
  }

  /** Comes again and again until the flood is over. */
  Visit visitUntil(Flood over, Duration pause) throws InterruptedException {
    Visit all = Visit.none();
    do {
      all = all.and(visit());
    } while (!over.isOverAfter(pause));
    return all;
  }

  /** Comes so many times. */
  Visit visit(int times) {
    Visit all = Visit.none();
    for (int i = 0; i < times; i++) {
      all = all.and(visit());
    }
    return all;
  }

  private Visit visit() {
    Stopwatch watch = new Stopwatch();
    try (HttpConnection connection = HttpConnection.open(Loopback.port(port), PATIENCE)) {
      watch.lap();
      String id = send(connection, "POST /uploads", "{\"filename\":\"bob.txt\"}").member("file_id");
      watch.lap();
      send(connection, "PUT /uploads/" + id, "{\"data\":\"SGVsbG8s\"}");
      watch.lap();
      String content = send(connection, "GET /files/" + id + "/content", "").body();
      watch.lap();
      send(connection, "DELETE /files/" + id, "");
      watch.lap();
      return watch.visit("Hello,".equals(content) ? List.of() : List.of("other bytes: " + content));
    } catch (IOException failure) {
      watch.lap();
      return watch.visit(List.of(String.valueOf(failure.getMessage())));
    }
  }

  private static Response send(HttpConnection connection, String line, String json)
      throws IOException {
    RequestHead head = new RequestHead(line, List.of(AUTHORIZATION, JSON));
    return connection.exchange(head, json);
  }

  /** The slowest of several laps. */
  private static final class Stopwatch {

    private long start = System.nanoTime();
    private long slowest;
    private int laps;

    void lap() {
      long now = System.nanoTime();
      slowest = Math.max(slowest, now - start);
      start = now;
      laps++;
    }

    Visit visit(List<String> failures) {
      return new Visit(laps, Duration.ofNanos(slowest), failures);
    }
  }
}
