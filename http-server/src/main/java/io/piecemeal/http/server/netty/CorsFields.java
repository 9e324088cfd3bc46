package io.piecemeal.http.server.netty;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;

/**
 * Lets pages of the listed origins read what they are answered. Stands before all that answers, so
 * that refusals can be read too.
 */
final class CorsFields extends ChannelDuplexHandler {

  private final CorsRule rule;
  private HttpHeaders fields = EmptyHttpHeaders.INSTANCE;

  CorsFields(CorsRule rule) {
    this.rule = rule;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      fields = rule.fields(request);
    }
    context.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (message instanceof HttpResponse response
        && response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
      response.headers().add(fields);
    }
    super.write(context, message, promise);
  }
}
