package io.piecemeal.http.server.access;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.piecemeal.http.server.address.ClientAddresses;
import io.piecemeal.http.server.route.Routes;
import io.piecemeal.http.server.trace.LoggedCall;
import io.piecemeal.http.server.trace.RequestIds;
import io.piecemeal.http.server.trace.TraceFields;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Follows the requests of one connection, which come one after the other. */
final class AccessHandler extends ChannelDuplexHandler {

  private static final Logger LOG = LoggerFactory.getLogger("io.piecemeal.access");

  private final ClientAddresses callers;
  private final Routes routes;
  private @Nullable Exchange exchange;

  AccessHandler(ClientAddresses callers, Routes routes) {
    this.callers = callers;
    this.routes = routes;
  }

  /** A request and what is known of its answer. */
  private static final class Exchange {
    private final String method;
    private final String route;
    private final String from;
    private final long start = System.nanoTime();
    private long received;
    private long sent;
    private int status;
    private @Nullable String owner;
    private @Nullable String key;
    private @Nullable String requestId;
    private @Nullable String traceId;

    Exchange(String method, String route, SocketAddress caller) {
      this.method = method;
      this.route = route;
      from = LoggedCall.address(caller);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      exchange =
          new Exchange(
              routes.method(request.method().name()),
              routes.of(request.uri()),
              callers.address(context.channel().remoteAddress(), request));
    }
    Exchange current = exchange;
    if (current != null && message instanceof HttpContent content) {
      current.received += content.content().readableBytes();
    }
    context.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    Exchange current = exchange;
    if (message instanceof HttpResponse response) {
      String owner = response.headers().get(AccessLog.OWNER);
      String key = response.headers().get(AccessLog.KEY);
      String trace = response.headers().get(AccessLog.TRACE);
      response.headers().remove(AccessLog.OWNER).remove(AccessLog.KEY).remove(AccessLog.TRACE);
      if (current != null && response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
        current.owner = owner;
        current.key = key;
        current.traceId = trace;
        current.status = response.status().code();
        current.requestId = response.headers().get(RequestIds.HEADER);
      }
    }
    if (current != null && message instanceof HttpContent content) {
      current.sent += content.content().readableBytes();
    }
    if (current != null && message instanceof LastHttpContent && current.status > 0) {
      exchange = null;
      super.write(context, message, promise.unvoid().addListener(_ -> log(current)));
    } else {
      super.write(context, message, promise);
    }
  }

  /** An answer that broke off. */
  @Override
  public void channelInactive(ChannelHandlerContext context) {
    Exchange current = exchange;
    if (current != null) {
      exchange = null;
      log(current);
    }
    context.fireChannelInactive();
  }

  private static void log(Exchange exchange) {
    long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - exchange.start);
    try (MDC.MDCCloseable _ = logged(RequestIds.LOGGED, exchange.requestId);
        MDC.MDCCloseable _ = logged(TraceFields.LOGGED, exchange.traceId)) {
      LOG.atInfo()
          .addKeyValue("method", exchange.method)
          .addKeyValue("route", exchange.route)
          .addKeyValue("status", exchange.status)
          .addKeyValue("received_bytes", exchange.received)
          .addKeyValue("sent_bytes", exchange.sent)
          .addKeyValue("micros", micros)
          .addKeyValue("owner", exchange.owner == null ? "-" : exchange.owner)
          .addKeyValue("key", exchange.key == null ? "-" : exchange.key)
          .addKeyValue("from", exchange.from)
          .log(
              "{} {} {}, {} bytes received, {} sent, {} us, owner {}, key {}, from {}",
              exchange.method,
              exchange.route,
              exchange.status == 0 ? "broken off" : exchange.status,
              exchange.received,
              exchange.sent,
              micros,
              exchange.owner == null ? "-" : exchange.owner,
              exchange.key == null ? "-" : exchange.key,
              exchange.from);
    }
  }

  private static MDC.@Nullable MDCCloseable logged(String name, @Nullable String value) {
    return value == null ? null : MDC.putCloseable(name, value);
  }
}
