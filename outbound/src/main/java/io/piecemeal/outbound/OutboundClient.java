package io.piecemeal.outbound;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HeaderElements;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends requests to URLs that callers named. Each has a connection of its own to an address that
 * was checked; nothing is followed, decoded, remembered or tried again, and no proxy is asked.
 */
public final class OutboundClient implements AutoCloseable {

  private static final int LONGEST_LINE = 8192;
  private static final int MOST_FIELDS = 100;

  private final CheckedResolver resolver;
  private final CloseableHttpClient http;
  private final Duration patience;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("outbound-clock").factory());

  /**
   * What was answered.
   *
   * @param status the status of the answer
   * @param retryAfter as the answer spells it
   */
  public record Answer(int status, Optional<String> retryAfter) {}

  /**
   * @param patience how long a request may take from its first step to the head of its answer
   * @param most requests at once
   */
  public OutboundClient(OutboundPolicy policy, Duration patience, int most) {
    this(
        policy,
        InetAddress::getAllByName,
        DefaultClientTlsStrategy.createDefault(),
        patience,
        most);
  }

  /** The same with a resolver and certificates of one's own. */
  public OutboundClient(
      OutboundPolicy policy, NameLookup names, SSLContext tls, Duration patience, int most) {
    this(policy, names, new DefaultClientTlsStrategy(tls), patience, most);
  }

  private OutboundClient(
      OutboundPolicy policy,
      NameLookup names,
      DefaultClientTlsStrategy tls,
      Duration patience,
      int most) {
    this.patience = patience;
    this.resolver = new CheckedResolver(policy, names, patience);
    Timeout timeout = Timeout.of(patience);
    this.http =
        HttpClientBuilder.create()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(resolver)
                    .setTlsSocketStrategy(tls)
                    .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder()
                            .http1Config(
                                Http1Config.custom()
                                    .setMaxLineLength(LONGEST_LINE)
                                    .setMaxHeaderCount(MOST_FIELDS)
                                    .build())
                            .build())
                    .setMaxConnTotal(most)
                    .setMaxConnPerRoute(most)
                    .setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(timeout).build())
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(timeout)
                            .setSocketTimeout(timeout)
                            .build())
                    .build())
            .setRoutePlanner(new DefaultRoutePlanner(DefaultSchemePortResolver.INSTANCE))
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(timeout)
                    .setResponseTimeout(timeout)
                    .setAuthenticationEnabled(false)
                    .setProtocolUpgradeEnabled(false)
                    .build())
            .setConnectionReuseStrategy((_, _, _) -> false)
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableDefaultUserAgent()
            .build();
  }

  /**
   * Sends a body and waits for the head of the answer; nothing of its body is read. Holds the
   * calling thread.
   *
   * @param fields header fields besides those of HTTP itself
   * @throws OutboundException if there is no answer, or the address is not one to send to
   */
  public Answer post(TargetUrl url, Map<String, String> fields, byte[] body)
      throws OutboundException {
    HttpPost request = new HttpPost(url.uri());
    request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
    try (Fetched answered = send(request, fields, patience)) {
      return new Answer(answered.status(), answered.field("Retry-After"));
    }
  }

  /**
   * Asks for what is at a URL. Holds the calling thread until the head of the answer is there; its
   * body is read as it comes, and fails where nothing came for as long as a head may take.
   *
   * @param fields header fields besides those of HTTP itself
   * @param total how long all of it may take, the body included
   * @return what was answered, whatever the status; to be closed by the caller
   * @throws OutboundException if there is no answer, or the address is not one to send to
   */
  public Fetched get(TargetUrl url, Map<String, String> fields, Duration total)
      throws OutboundException {
    return send(new HttpGet(url.uri()), fields, total);
  }

  private Fetched send(HttpUriRequestBase request, Map<String, String> fields, Duration total)
      throws OutboundException {
    fields.forEach(request::setHeader);
    // The other end need not wait for another request, nor be told of an error where none comes.
    request.setHeader(HttpHeaders.CONNECTION, HeaderElements.CLOSE);
    Future<?> end = endAfter(total, request);
    Future<?> late = endAfter(patience, request);
    try {
      return new Fetched(http.executeOpen(null, request, null), request, end);
    } catch (IOException | IllegalStateException e) {
      String reason = reason(e, request.isCancelled());
      end.cancel(false);
      request.cancel();
      throw new OutboundException(reason, e);
    } finally {
      late.cancel(false);
    }
  }

  private Future<?> endAfter(Duration time, HttpUriRequestBase request) throws OutboundException {
    try {
      return clock.schedule(request::cancel, time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      throw new OutboundException("nothing is sent any more: the service stops", e);
    }
  }

  /**
   * In words of ours: what the other end made may be in those of an exception.
   *
   * @param e an {@code IllegalStateException} where the request was cancelled between two steps of
   *     the library, or the client was closed
   */
  private static String reason(Exception e, boolean late) {
    if (late) {
      return "there was no answer in time";
    }
    return switch (e) {
      // Not which of both: that would tell what names this network has.
      case UnknownHostException _ -> "the host has no public address";
      case SSLException tls -> "the TLS handshake failed";
      case InterruptedIOException timeout -> "there was no answer in time";
      case ConnectException refused -> "the connection was refused";
      default -> "the connection broke, or the answer is not HTTP";
    };
  }

  @Override
  public void close() throws IOException {
    clock.shutdownNow();
    resolver.close();
    http.close();
  }
}
