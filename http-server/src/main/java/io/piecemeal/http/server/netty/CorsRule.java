package io.piecemeal.http.server.netty;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.ReadOnlyHttpHeaders;
import io.piecemeal.http.server.request.Preflights;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * What pages of the listed origins may send and read (the CORS protocol of the Fetch standard).
 * Nothing is said that would let a browser add credentials of its own: keys and tickets are all
 * that counts here.
 */
@Singleton
public final class CorsRule {

  private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";

  /**
   * A star stands for all fields but Authorization; browsers of before 2019 want the others too.
   */
  private static final String REQUEST_FIELDS =
      "Authorization, Accept, Content-Digest, Content-Disposition, Content-Range, Content-Type,"
          + " Idempotency-Key, If-Match, If-Modified-Since, If-None-Match, If-Range,"
          + " If-Unmodified-Since, MCP-Protocol-Version, Mcp-Session-Id, Range, Repr-Digest,"
          + " Tus-Resumable, Upload-Checksum, Upload-Complete, Upload-Concat,"
          + " Upload-Defer-Length, Upload-Draft-Interop-Version, Upload-Incomplete,"
          + " Upload-Length, Upload-Metadata, Upload-Offset, X-HTTP-Method-Override,"
          + " X-Request-Id, *";

  /** All that the service sends and that scripts could not read otherwise. */
  private static final String EXPOSED_FIELDS =
      "Accept-Ranges, Allow, Content-Disposition, Content-Length, Content-Range, Date, ETag,"
          + " Idempotency-Replayed, Location, RateLimit, RateLimit-Policy, Repr-Digest,"
          + " Retry-After, Tus-Checksum-Algorithm, Tus-Extension, Tus-Max-Size, Tus-Resumable,"
          + " Tus-Version, Upload-Complete, Upload-Concat, Upload-Defer-Length,"
          + " Upload-Draft-Interop-Version, Upload-Expires, Upload-Incomplete, Upload-Length,"
          + " Upload-Limit, Upload-Metadata, Upload-Offset, WWW-Authenticate, X-Request-Id";

  /** Seconds; browsers keep a permission no longer than two hours anyway. */
  private static final String PERMISSION_LASTS = "600";

  /** What an answer to a page of no listed origin has, so that caches keep the two apart. */
  private static final HttpHeaders FOR_OTHERS =
      new ReadOnlyHttpHeaders(false, HttpHeaderNames.VARY, HttpHeaderNames.ORIGIN);

  private final AllowedOrigins origins;

  public CorsRule(PageOrigins pages) {
    this.origins = pages.listed();
  }

  /** Whether a browser asks if a page may send what it wants to send. */
  public static boolean isPreflight(HttpRequest request) {
    return Preflights.isPreflight(request.method().name(), request.headers()::contains);
  }

  /** The fields that the answer to this request has beside its own. */
  public HttpHeaders fields(HttpRequest request) {
    if (origins.isEmpty()) {
      return EmptyHttpHeaders.INSTANCE;
    }
    List<String> given = request.headers().getAll(HttpHeaderNames.ORIGIN);
    return given.size() == 1 && origins.contains(given.getFirst())
        ? fields(request, given.getFirst())
        : FOR_OTHERS;
  }

  private static HttpHeaders fields(HttpRequest request, String origin) {
    HttpHeaders fields =
        new DefaultHttpHeaders()
            .set(FOR_OTHERS)
            .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    return isPreflight(request)
        ? fields
            .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
            .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_FIELDS)
            .set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, PERMISSION_LASTS)
        : fields.set(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED_FIELDS);
  }
}
