package io.piecemeal.http.server.netty;

import io.micronaut.http.exceptions.ContentLengthExceededException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.piecemeal.http.server.caps.BodyCaps;

/**
 * Breaks off bodies that become longer than bodies of their type may be. (The framework knows one
 * cap for all types. A length that is announced is judged before the body is read.)
 */
final class BodyCap extends ChannelInboundHandlerAdapter {

  private final BodyCaps caps;
  private long cap;
  private long received;

  BodyCap(BodyCaps caps) {
    this.caps = caps;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      cap = caps.of(request.uri(), HttpUtil.getMimeType(request)).value();
      received = 0;
    }
    if (message instanceof HttpContent content && exceedsWith(content.content().readableBytes())) {
      breakOff(context, content);
    } else {
      context.fireChannelRead(message);
    }
  }

  private boolean exceedsWith(int more) {
    received += more;
    return received > cap;
  }

  private void breakOff(ChannelHandlerContext context, HttpContent content) {
    if (received - content.content().readableBytes() <= cap) {
      context.fireExceptionCaught(new ContentLengthExceededException(cap, received));
    }
    if (content instanceof LastHttpContent) {
      // The framework waits for the end of what it does not read.
      context.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
    }
    ReferenceCountUtil.release(content);
  }
}
