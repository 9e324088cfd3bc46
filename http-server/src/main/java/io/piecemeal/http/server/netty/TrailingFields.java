package io.piecemeal.http.server.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.piecemeal.http.server.request.Trailers;
import org.jspecify.annotations.Nullable;

/** Keeps the fields behind a body that announced them; the framework drops them. */
final class TrailingFields extends ChannelInboundHandlerAdapter {

  private @Nullable Trailers expected;

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      begin(context, String.join(",", request.headers().getAll(HttpHeaderNames.TRAILER)));
    }
    if (expected != null && message instanceof LastHttpContent end) {
      expected.arrive(end.trailingHeaders());
    }
    context.fireChannelRead(message);
  }

  private void begin(ChannelHandlerContext context, String announced) {
    if (!announced.isEmpty()) {
      expected = Trailers.expect(context.channel(), announced);
    } else if (expected != null) {
      expected = null;
      Trailers.expectNone(context.channel());
    }
  }
}
