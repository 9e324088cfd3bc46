package io.piecemeal.interop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client that sends again what may be sent twice, as {@code docs/api.md} says: it opens with an
 * {@code Idempotency-Key}, appends with {@code offset}, and waits as {@code Retry-After} asks. For
 * any number of threads.
 */
final class SteadyClient {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;
  private static final Pattern ID = Pattern.compile("\"file_id\":\"([a-z0-9]+)\"");

  private final HttpClient http;
  private final String url;
  private final String token;
  private final LongAdder answers = new LongAdder();
  private final LongAdder retries = new LongAdder();

  SteadyClient(HttpClient http, String url, String token) {
    this.http = http;
    this.url = url;
    this.token = token;
  }

  /** Requests that were answered for good. */
  long answers() {
    return answers.sum();
  }

  /** Requests that were sent again. */
  long retries() {
    return retries.sum();
  }

  String open() throws InterruptedException {
    String once = UUID.randomUUID().toString();
    HttpRequest.Builder request =
        json("/uploads")
            .header("Idempotency-Key", once)
            .POST(BodyPublishers.ofString("{\"filename\":\"a file.bin\"}"));
    Matcher id = ID.matcher(text(patiently(request, 201)));
    if (!id.find()) {
      throw new AssertionError("no id was told");
    }
    return id.group(1);
  }

  /** Appends a chunk, once, however often it has to be sent. */
  void append(String id, long offset, byte[] chunk) throws InterruptedException {
    String data = Base64.getEncoder().encodeToString(chunk);
    String body = "{\"offset\":%d,\"data\":\"%s\"}".formatted(offset, data);
    patiently(json("/uploads/" + id).PUT(BodyPublishers.ofString(body)), 200);
  }

  void complete(String id, long size) throws InterruptedException {
    String body = "{\"size\":%d}".formatted(size);
    patiently(json("/uploads/" + id + "/complete").POST(BodyPublishers.ofString(body)), 200);
  }

  byte[] content(String id) throws InterruptedException {
    return patiently(request("/files/" + id + "/content"), 200).body();
  }

  /** What a GET answers. */
  String get(String path) throws InterruptedException {
    return text(patiently(request(path), 200));
  }

  private HttpResponse<byte[]> patiently(HttpRequest.Builder request, int expected)
      throws InterruptedException {
    HttpRequest built = request.build();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      String failure;
      Duration pause = PAUSE;
      try {
        HttpResponse<byte[]> answer = http.send(built, BodyHandlers.ofByteArray());
        int status = answer.statusCode();
        if (status == expected) {
          answers.increment();
          return answer;
        }
        failure = "%s answered %d: %s".formatted(built, status, text(answer));
        if (status != TOO_MANY && status < SERVER_ERROR) {
          throw new AssertionError(failure);
        }
        pause =
            answer
                .headers()
                .firstValue("Retry-After")
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(PAUSE);
      } catch (IOException brokenOff) {
        failure = brokenOff.toString();
      }
      if (System.nanoTime() + pause.toNanos() > end) {
        throw new AssertionError("gave up: " + failure);
      }
      retries.increment();
      LockSupport.parkNanos(pause.toNanos());
    }
  }

  private HttpRequest.Builder json(String path) {
    return request(path).header("Content-Type", "application/json");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + token);
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
