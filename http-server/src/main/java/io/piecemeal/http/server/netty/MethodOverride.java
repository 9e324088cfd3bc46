package io.piecemeal.http.server.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.piecemeal.http.server.adapter.StreamPaths;
import java.util.Map;

/**
 * Takes a POST for the method that it means, on the paths of streams: some environments send no
 * PATCH and no DELETE. Before all that asks for the method, which decides on scopes, too. HEAD is
 * meant to have an answer that a POST can have, so it is GET.
 */
final class MethodOverride extends ChannelInboundHandlerAdapter {

  private static final String FIELD = "X-HTTP-Method-Override";

  private static final Map<String, HttpMethod> MEANT =
      Map.of(
          "PATCH", HttpMethod.PATCH,
          "DELETE", HttpMethod.DELETE,
          "HEAD", HttpMethod.GET);

  private final StreamPaths streams;

  MethodOverride(StreamPaths streams) {
    this.streams = streams;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request
        && request.method().equals(HttpMethod.POST)
        && streams.contain(request.uri())) {
      HttpMethod meant = MEANT.get(request.headers().get(FIELD, ""));
      if (meant != null) {
        request.setMethod(meant);
        // The checks that follow refuse it everywhere else.
        request.headers().remove(FIELD);
      }
    }
    context.fireChannelRead(message);
  }
}
