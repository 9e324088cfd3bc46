package io.piecemeal.http.server.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.piecemeal.http.server.caps.RoutedPaths;

/**
 * Answers HEAD with what GET is answered with, less the body. The framework would leave out its
 * length and type too, and close the connection, since nobody could tell where the answer ends. The
 * content of files stays out of this: it has an answer to HEAD of its own, which reads none of it.
 */
final class HeadAsGet extends ChannelDuplexHandler {

  private final RoutedPaths paths;
  private Body body = Body.SENT;

  /** What becomes of the body of the answer that is due. */
  private enum Body {
    SENT,
    LEFT_OUT
  }

  HeadAsGet(RoutedPaths paths) {
    this.paths = paths;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      boolean head = request.method().equals(HttpMethod.HEAD) && !isContent(request.uri());
      body = head ? Body.LEFT_OUT : Body.SENT;
      if (head) {
        request.setMethod(HttpMethod.GET);
      }
    }
    context.fireChannelRead(message);
  }

  private boolean isContent(String target) {
    int query = target.indexOf('?');
    return target.substring(0, query < 0 ? target.length() : query).endsWith(paths.contents());
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (body == Body.SENT || isProvisional(message)) {
      super.write(context, message, promise);
    } else if (message instanceof FullHttpResponse full) {
      super.write(context, full.replace(Unpooled.EMPTY_BUFFER), promise);
      full.release();
    } else if (message instanceof HttpContent content) {
      ReferenceCountUtil.release(content);
      Object rest =
          content instanceof LastHttpContent
              ? LastHttpContent.EMPTY_LAST_CONTENT
              : Unpooled.EMPTY_BUFFER;
      super.write(context, rest, promise);
    } else {
      // Not even the end of a body is sent.
      HttpUtil.setTransferEncodingChunked((HttpResponse) message, false);
      super.write(context, message, promise);
    }
  }

  private static boolean isProvisional(Object message) {
    return message instanceof HttpResponse response
        && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
  }
}
