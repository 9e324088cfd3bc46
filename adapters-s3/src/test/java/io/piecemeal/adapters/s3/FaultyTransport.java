package io.piecemeal.adapters.s3;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Between the SDK and the store: records requests, and lets some go wrong. */
final class FaultyTransport implements Function<SdkHttpClient, SdkHttpClient> {

  /** What becomes of a request. */
  @FunctionalInterface
  interface Fault {
    HttpExecuteResponse apply(ExecutableHttpRequest request) throws IOException;
  }

  private record Rule(Predicate<SdkHttpRequest> requests, AtomicInteger times, Fault fault) {

    boolean takes(SdkHttpRequest request) {
      return requests.test(request) && times.getAndDecrement() > 0;
    }
  }

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger openBodies = new AtomicInteger();
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private volatile @Nullable Rule rule;

  static Predicate<SdkHttpRequest> any() {
    return request -> true;
  }

  static Predicate<SdkHttpRequest> of(SdkHttpMethod method) {
    return request -> request.method() == method;
  }

  /** Lets matching requests go wrong from now on. */
  void fail(Predicate<SdkHttpRequest> matching, Fault fault) {
    fail(matching, Integer.MAX_VALUE, fault);
  }

  /** The same for the next few. */
  void fail(Predicate<SdkHttpRequest> matching, int times, Fault fault) {
    rule = new Rule(matching, new AtomicInteger(times), fault);
  }

  void heal() {
    rule = null;
  }

  /** Methods and paths of the requests since the last call. */
  List<String> takeRequests() {
    List<String> taken = List.copyOf(requests);
    requests.clear();
    return taken;
  }

  /** Answers whose bodies were neither read to their ends and closed nor aborted. */
  int openBodies() {
    return openBodies.get();
  }

  /** The store refuses. */
  static Fault answer(int status, String code) {
    return request -> response(status, code);
  }

  private static HttpExecuteResponse response(int status, String code) {
    byte[] body =
        "<Error><Code>%s</Code><Message>injected</Message></Error>"
            .formatted(code)
            .getBytes(StandardCharsets.UTF_8);
    return HttpExecuteResponse.builder()
        .response(
            SdkHttpResponse.builder()
                .statusCode(status)
                .putHeader("Content-Type", "application/xml")
                .putHeader("Content-Length", String.valueOf(body.length))
                .build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
        .build();
  }

  /** The store does what it is asked to, and its answer is lost. */
  static Fault answerLost() {
    return request -> {
      request.call();
      throw new IOException("injected: connection reset");
    };
  }

  /** The answer does not say which part of the object it has. */
  static Fault withoutRange() {
    return request -> {
      HttpExecuteResponse response = request.call();
      return HttpExecuteResponse.builder()
          .response(response.httpResponse().toBuilder().removeHeader("Content-Range").build())
          .responseBody(response.responseBody().orElseThrow())
          .build();
    };
  }

  /** The store forgot what it was told of an object; for answers without a body. */
  static Fault withoutMetadata() {
    return request -> {
      HttpExecuteResponse response = request.call();
      SdkHttpResponse.Builder bare = response.httpResponse().toBuilder();
      response.httpResponse().headers().keySet().stream()
          .filter(name -> name.toLowerCase(Locale.ROOT).startsWith("x-amz-meta-"))
          .forEach(bare::removeHeader);
      return HttpExecuteResponse.builder().response(bare.build()).build();
    };
  }

  /** The answer's body breaks off. */
  static Fault brokenOffAfter(int bytes) {
    return request -> {
      HttpExecuteResponse response = request.call();
      AbortableInputStream body = response.responseBody().orElseThrow();
      return HttpExecuteResponse.builder()
          .response(response.httpResponse())
          .responseBody(AbortableInputStream.create(new BrokenOff(body, bytes), body))
          .build();
    };
  }

  @Override
  public SdkHttpClient apply(SdkHttpClient http) {
    return new SdkHttpClient() {
      @Override
      public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new Executed(request.httpRequest(), http.prepareRequest(request));
      }

      @Override
      public String clientName() {
        return http.clientName();
      }

      @Override
      public void close() {
        http.close();
      }
    };
  }

  private final class Executed implements ExecutableHttpRequest {

    private final SdkHttpRequest request;
    private final ExecutableHttpRequest execution;

    Executed(SdkHttpRequest request, ExecutableHttpRequest execution) {
      this.request = request;
      this.execution = execution;
    }

    @Override
    public HttpExecuteResponse call() throws IOException {
      requests.add(request.method() + " " + request.encodedPath());
      Rule current = rule;
      if (current != null && current.takes(request)) {
        return counted(current.fault().apply(execution));
      }
      return counted(execution.call());
    }

    @Override
    public void abort() {
      execution.abort();
    }
  }

  /** Lets the store's clock, by which it tells the age of objects, go ahead. */
  void letTimePass(Duration time) {
    ahead.updateAndGet(time::plus);
  }

  private SdkHttpResponse later(SdkHttpResponse response) {
    Optional<String> date = response.firstMatchingHeader("Date");
    if (date.isEmpty()) {
      return response;
    }
    DateTimeFormatter format = DateTimeFormatter.RFC_1123_DATE_TIME;
    ZonedDateTime shown = ZonedDateTime.parse(date.get(), format).plus(ahead.get());
    return response.toBuilder().putHeader("Date", shown.format(format)).build();
  }

  private HttpExecuteResponse counted(HttpExecuteResponse response) {
    if (response.responseBody().isEmpty()) {
      return HttpExecuteResponse.builder().response(later(response.httpResponse())).build();
    }
    openBodies.incrementAndGet();
    AbortableInputStream body = response.responseBody().get();
    CountedBody counted = new CountedBody(body);
    return HttpExecuteResponse.builder()
        .response(later(response.httpResponse()))
        .responseBody(
            AbortableInputStream.create(
                counted,
                () -> {
                  counted.end();
                  body.abort();
                }))
        .build();
  }

  private final class CountedBody extends FilterInputStream {

    private boolean ended;

    CountedBody(InputStream body) {
      super(body);
    }

    void end() {
      if (!ended) {
        ended = true;
        openBodies.decrementAndGet();
      }
    }

    @Override
    public void close() throws IOException {
      end();
      super.close();
    }
  }

  private static final class BrokenOff extends FilterInputStream {

    private int left;

    BrokenOff(InputStream body, int left) {
      super(body);
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (left == 0) {
        throw new IOException("injected: connection reset");
      }
      int count = super.read(target, offset, Math.min(left, length));
      left -= Math.max(count, 0);
      return count;
    }
  }
}
