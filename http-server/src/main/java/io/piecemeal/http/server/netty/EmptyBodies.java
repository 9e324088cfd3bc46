package io.piecemeal.http.server.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.piecemeal.http.server.adapter.StreamPaths;
import java.util.Locale;

/**
 * Takes the type from a body that has no bytes. Clients send one all the same, such as curl's
 * {@code -d ''} that of a form, and the router would look for a route that takes it. A multipart
 * type stays: a form without a part is a fault of its own. So does that of a stream, whose bytes
 * may come later.
 */
final class EmptyBodies extends ChannelInboundHandlerAdapter {

  private final StreamPaths streams;

  EmptyBodies(StreamPaths streams) {
    this.streams = streams;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request
        && hasNoBytes(request)
        && !streams.contain(request.uri())) {
      HttpHeaders headers = request.headers();
      String type = headers.get(HttpHeaderNames.CONTENT_TYPE, "");
      if (!type.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
        headers.remove(HttpHeaderNames.CONTENT_TYPE);
      }
    }
    context.fireChannelRead(message);
  }

  private static boolean hasNoBytes(HttpRequest request) {
    return !request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
        && HttpUtil.getContentLength(request, 0L) == 0;
  }
}
