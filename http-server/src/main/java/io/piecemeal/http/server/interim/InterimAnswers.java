package io.piecemeal.http.server.interim;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Map;

/** Interim answers to one request, from any thread. Those behind the answer are dropped. */
public final class InterimAnswers {

  private final ChannelHandlerContext context;
  private final InterimHandler handler;
  private final io.netty.handler.codec.http.HttpRequest request;

  private InterimAnswers(
      ChannelHandlerContext context,
      InterimHandler handler,
      io.netty.handler.codec.http.HttpRequest request) {
    this.context = context;
    this.handler = handler;
    this.request = request;
  }

  /** Those to a request that came over a connection of this server. */
  public static InterimAnswers to(HttpRequest<?> request) {
    if (request instanceof NettyHttpRequest<?> sent) {
      ChannelHandlerContext context = sent.getChannelHandlerContext();
      InterimHandler handler = context.pipeline().get(InterimHandler.class);
      return new InterimAnswers(context, handler, sent.getNativeRequest());
    }
    throw new IllegalStateException("no request of a connection: " + request.getClass());
  }

  /** Sends one, in the order of the calls and before the answer; over HTTP/1.0 it sends none. */
  public void send(int status, String phrase, Map<String, String> fields) {
    Map<String, String> copy = Map.copyOf(fields);
    context
        .executor()
        .execute(() -> handler.send(request, new HttpResponseStatus(status, phrase), copy));
  }

  /** Ends the connection, or the stream, unless the request has its answer. */
  public void cut() {
    context.executor().execute(() -> handler.cut(request));
  }
}
