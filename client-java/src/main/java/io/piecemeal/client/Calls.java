package io.piecemeal.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Sends requests, once or until they succeed. */
final class Calls {

  /** A page of a thousand files has half a megabyte. */
  private static final int MAX_ANSWER = 16 * 1024 * 1024;

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration LONGEST_ASKED = Duration.ofHours(1);
  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]+");

  private final ClientOptions options;
  private final HttpClient http;

  Calls(ClientOptions options) {
    this.options = options;
    // It follows no redirects: a key is for the address that it was given for. One connection for
    // each transfer is
    // what HTTP/1.1 gives.
    HttpClient.Builder builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
    options.tls().ifPresent(builder::sslContext);
    this.http = builder.build();
  }

  ClientOptions options() {
    return options;
  }

  Attempts attempts() {
    return new Attempts(options.patience());
  }

  void close() {
    http.shutdownNow();
  }

  /** What a call gives that is repeated until it succeeds. It must be one that may be. */
  <T> T ask(Call call, Function<Map<String, @Nullable Object>, T> reading) {
    return askAnswer(call, answer -> reading.apply(answer.json()));
  }

  /** The same of the whole answer; the reading throws if it is a foreign one. */
  <T> T askAnswer(Call call, Function<Answer, T> reading) {
    Attempts attempts = attempts();
    while (true) {
      Answer answer = patiently(call, failure -> false);
      try {
        return reading.apply(answer);
      } catch (IllegalArgumentException e) {
        // A page for signing in to a network, perhaps: it goes away.
        attempts.failed(broken(call, new ForeignAnswer(e)), Duration.ZERO);
      }
    }
  }

  /**
   * Repeats a call until it succeeds.
   *
   * @param doneBefore whether a refusal says that an attempt whose answer was lost did it
   * @return the answer, a refusal only if it is one of those
   */
  Answer patiently(Call call, Predicate<ServiceException> doneBefore) {
    Attempts attempts = attempts();
    boolean lost = false;
    while (true) {
      try {
        Answer answer = once(call);
        if (answer.succeeded()) {
          return answer;
        }
        ServiceException refusal = ServiceException.of(answer);
        if (lost && doneBefore.test(refusal)) {
          return answer;
        }
        if (!refusal.repeatable()) {
          throw refusal;
        }
        lost |= refusal.status() >= 500;
        attempts.failed(refusal, asked(answer));
      } catch (IOException e) {
        lost = true;
        attempts.failed(broken(call, e), Duration.ZERO);
      }
    }
  }

  /**
   * Sends a request once and reads its answer.
   *
   * @throws IOException if there was none
   */
  Answer once(Call call) throws IOException {
    HttpResponse<byte[]> response =
        send(call, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER));
    return new Answer(
        response.statusCode(),
        response.headers(),
        new String(response.body(), StandardCharsets.UTF_8));
  }

  /** The same with the body as it comes. */
  <T> HttpResponse<T> send(Call call, BodyHandler<T> handler) throws IOException {
    CompletableFuture<HttpResponse<T>> future = http.sendAsync(request(call), handler);
    try {
      return future.get(options.requestTimeout().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      future.cancel(true);
      throw new IOException("no answer in " + options.requestTimeout(), e);
    } catch (InterruptedException e) {
      future.cancel(true);
      throw cancelled(e);
    } catch (ExecutionException e) {
      throw cause(e);
    }
  }

  private static IOException cause(ExecutionException failure) {
    return switch (failure.getCause()) {
      case IOException e -> e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> new IOException(failure.getCause());
    };
  }

  private HttpRequest request(Call call) {
    String key = options.key().get();
    // The JDK's own message would have the key in it.
    if (!VISIBLE.matcher(key).matches()) {
      throw new IllegalArgumentException("no API key: it is empty or has characters that none has");
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(options.url() + call.path()))
            .header("Authorization", "Bearer " + key)
            .header("User-Agent", "piecemeal-client-java");
    call.headers().forEach(request::header);
    return request.method(call.method(), call.body()).build();
  }

  /** What an answer asks to wait for, in either of the two forms of RFC 9110. */
  static Duration asked(Answer answer) {
    String text = answer.headers().firstValue("Retry-After").orElse("0").strip();
    Duration asked;
    if (text.matches("[0-9]{1,9}")) {
      asked = Duration.ofSeconds(Long.parseLong(text));
    } else {
      try {
        Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        asked = Duration.between(Instant.now(), until);
      } catch (DateTimeParseException unreadable) {
        // It is a wish; without it there is a pause all the same.
        asked = Duration.ZERO;
      }
    }
    return asked.isNegative() ? Duration.ZERO : min(asked, LONGEST_ASKED);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /**
   * A connection that broke.
   *
   * @throws UnreachableException if trying again is of no use
   */
  UnreachableException broken(Call call, IOException e) {
    UnreachableException failure =
        new UnreachableException(
            "%s %s of %s failed: %s"
                .formatted(call.method(), resource(call), options.url(), reason(e)),
            e);
    if (e instanceof SSLException && !(e.getCause() instanceof java.net.SocketException)) {
      throw failure;
    }
    return failure;
  }

  private static String reason(IOException e) {
    if (e instanceof ConnectException && e.getMessage() == null) {
      // The JDK says why by the kind of the cause only.
      boolean unresolved =
          Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
              .anyMatch(UnresolvedAddressException.class::isInstance);
      return unresolved ? "there is no such host" : "nothing listens there";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static String resource(Call call) {
    return call.path().replaceFirst("\\?.*", "");
  }

  /** Keeps the thread interrupted. */
  static CancelledException cancelled(@Nullable Exception e) {
    Thread.currentThread().interrupt();
    return new CancelledException("cancelled; what was stored stays", e);
  }
}
