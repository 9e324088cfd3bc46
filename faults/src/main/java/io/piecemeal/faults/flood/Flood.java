package io.piecemeal.faults.flood;

import io.piecemeal.harness.http.HttpConnection;
import io.piecemeal.harness.http.RequestHead;
import io.piecemeal.harness.http.Response;
import io.piecemeal.harness.proc.Loopback;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What an attack has: a key, a large file of its owner, and connections until it is over. */
final class Flood {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** An attacker that is cut off comes back, and not at once: this is no race for the processor. */
  private static final Duration COMING_BACK = Duration.ofMillis(500);

  private static final String KEY = "attacker-key-of-at-least-32-characters";
  private static final String SECOND_KEY = "a-second-attacker-key-of-32-characters";
  static final String OWNERS = "mallory=" + KEY + ",eve=" + SECOND_KEY;
  static final String AUTHORIZATION = "Authorization: Bearer " + KEY;
  private static final String JSON = "Content-Type: application/json";

  private final int port;
  private final String address;
  private final String authorization;
  private final CountDownLatch over;

  Flood(int port) {
    this(port, "127.0.0.2", AUTHORIZATION, new CountDownLatch(1));
  }

  private Flood(int port, String address, String authorization, CountDownLatch over) {
    this.port = port;
    this.address = address;
    this.authorization = authorization;
    this.over = over;
  }

  /** The same attack by a second owner, from another address. It is over when this one is. */
  Flood ofSecondOwner() {
    return new Flood(port, "127.0.0.3", "Authorization: Bearer " + SECOND_KEY, over);
  }

  /** The header that names the owner. */
  String authorization() {
    return authorization;
  }

  /** What one connection does; it is opened again when it fails or returns. */
  @FunctionalInterface
  interface Script {
    void play(HostileConnection connection) throws IOException, InterruptedException;
  }

  /** Ends all that goes on. */
  void end() {
    over.countDown();
  }

  /** Waits until it is over, or for so long. True once it is over. */
  boolean isOverAfter(Duration pause) throws InterruptedException {
    return over.await(pause.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Waits until it is over. */
  void awaitEnd() throws InterruptedException {
    over.await();
  }

  /** Plays a script on so many connections at once, again and again until it is over. */
  void onConnections(int count, Script script) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      threads.add(Thread.ofVirtual().start(() -> playUntilOver(script)));
    }
    awaitEnd();
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void playUntilOver(Script script) {
    try {
      do {
        try (HostileConnection connection = HostileConnection.open(port, address)) {
          script.play(connection);
        } catch (IOException _) {
          // It was refused or cut off, as it should be.
        }
      } while (!isOverAfter(COMING_BACK));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends a request of the attacking owner on a connection of its own. */
  Response call(String method, String target, String json) throws IOException {
    try (HttpConnection connection = HttpConnection.open(Loopback.port(port), PATIENCE)) {
      return connection.exchange(RequestHead.of(method, target, authorization, JSON), json);
    }
  }

  /** Opens an upload session and gives its id. */
  String open() throws IOException {
    return call("POST", "/uploads", "{\"filename\":\"flood.bin\"}").member("file_id");
  }
}
