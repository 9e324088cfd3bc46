package io.piecemeal.http.server.netty;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.piecemeal.http.server.request.Preflights;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets pages of the listed origins read what they are answered (the CORS protocol of the Fetch
 * standard). Stands before all that answers, so that refusals can be read too. Nothing is said that
 * would let a browser add credentials of its own: keys and tickets are all that counts here.
 */
final class CorsFields extends ChannelDuplexHandler {

  private static final String METHODS = "GET, HEAD, POST, PUT, DELETE";

  /**
   * A star stands for all fields but Authorization; browsers of before 2019 want the others too.
   */
  private static final String REQUEST_FIELDS =
      "Authorization, Accept, Content-Digest, Content-Range, Content-Type, Idempotency-Key,"
          + " If-Match, If-Modified-Since, If-None-Match, If-Range, If-Unmodified-Since,"
          + " MCP-Protocol-Version, Mcp-Session-Id, Range, X-Request-Id, *";

  /** All that the service sends and that scripts could not read otherwise. */
  static final List<String> EXPOSED =
      List.of(
          "Accept-Ranges",
          "Allow",
          "Content-Disposition",
          "Content-Length",
          "Content-Range",
          "Date",
          "ETag",
          "Idempotency-Replayed",
          "Location",
          "RateLimit",
          "RateLimit-Policy",
          "Retry-After",
          "WWW-Authenticate",
          "X-Request-Id");

  private static final String EXPOSED_FIELDS = String.join(", ", EXPOSED);

  /** Seconds; browsers keep a permission no longer than two hours anyway. */
  private static final String PERMISSION_LASTS = "600";

  private final AllowedOrigins origins;
  private @Nullable String origin;
  private Kind kind = Kind.CALL;

  private enum Kind {
    PREFLIGHT,
    CALL
  }

  /**
   * @param origins those of the settings
   */
  CorsFields(AllowedOrigins origins) {
    this.origins = origins;
  }

  /** Whether a browser asks if a page may send what it wants to send. */
  static boolean isPreflight(HttpRequest request) {
    return Preflights.isPreflight(request.method().name(), request.headers()::contains);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      List<String> given = request.headers().getAll(HttpHeaderNames.ORIGIN);
      origin = given.size() == 1 && origins.contains(given.getFirst()) ? given.getFirst() : null;
      kind = isPreflight(request) ? Kind.PREFLIGHT : Kind.CALL;
    }
    context.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (message instanceof HttpResponse response
        && response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
      set(response.headers());
    }
    super.write(context, message, promise);
  }

  private void set(HttpHeaders headers) {
    if (origins.isEmpty()) {
      return;
    }
    headers.add(HttpHeaderNames.VARY, HttpHeaderNames.ORIGIN);
    if (origin == null) {
      return;
    }
    headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    if (kind == Kind.PREFLIGHT) {
      headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
      headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_FIELDS);
      headers.set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, PERMISSION_LASTS);
    } else {
      headers.set(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED_FIELDS);
    }
  }
}
