package io.piecemeal.http.server.request;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AttributeKey;
import io.netty.util.AttributeMap;
import java.util.Arrays;
import java.util.List;

/**
 * The fields behind the body of a request that announced them by {@code Trailer} (RFC 9110 section
 * 6.6.2). They never become fields of its head: who wants one asks for it here. Their number and
 * length are bounded as those of a head are, by what decodes them. Safe for use by several threads.
 */
public final class Trailers {

  private static final AttributeKey<Trailers> KEY = AttributeKey.valueOf("piecemeal.trailers");

  private static final Trailers NONE = new Trailers("");

  private final String announced;
  private volatile HttpHeaders fields = EmptyHttpHeaders.INSTANCE;

  private Trailers(String announced) {
    this.announced = announced;
  }

  /** Those of the request that begins on this connection or stream. */
  public static Trailers expect(AttributeMap connection, String announced) {
    Trailers trailers = new Trailers(announced);
    connection.attr(KEY).set(trailers);
    return trailers;
  }

  /** The request that begins on this connection or stream has none. */
  public static void expectNone(AttributeMap connection) {
    connection.attr(KEY).set(null);
  }

  /** Those of a request that is being answered. */
  public static Trailers of(HttpRequest<?> request) {
    if (request instanceof NettyHttpRequest<?> sent) {
      Trailers expected = sent.getChannelHandlerContext().channel().attr(KEY).get();
      return expected == null ? NONE : expected;
    }
    return NONE;
  }

  /** The body has ended; called before whoever reads it is told so. */
  public void arrive(HttpHeaders trailing) {
    fields = trailing;
  }

  /** Whether the head says that the field follows. */
  public boolean announce(String name) {
    return Arrays.stream(announced.split(",")).map(String::strip).anyMatch(name::equalsIgnoreCase);
  }

  /**
   * Each value of the field that has come, if it was announced; can be asked once the body was read
   * to its end.
   */
  public List<String> all(String name) {
    return announce(name) ? fields.getAll(name) : List.of();
  }
}
