package io.piecemeal.http.server.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * Has a pipelined request decoded only when the answer to the one before it was sent. The framework
 * would run them side by side: two appends in any order, and a request behind a refused one at all.
 * What waits is bytes, at most what one read from the socket brought; answers that nobody takes
 * never pile up.
 */
final class PipelineSerializer extends ChannelDuplexHandler {

  private final Connection connection;
  private final StrictServerCodec codec;
  private State state = State.FREE;

  private enum State {
    FREE,
    ANSWERING,
    ANSWERING_PROVISIONALLY
  }

  PipelineSerializer(Connection connection, StrictServerCodec codec) {
    this.connection = connection;
    this.codec = codec;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest) {
      state = State.ANSWERING;
      connection.requestBegins();
    }
    context.fireChannelRead(message);
  }

  @Override
  public void read(ChannelHandlerContext context) throws Exception {
    if (!codec.holdsRequest() || !connection.isInRequest()) {
      super.read(context);
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (message instanceof HttpResponse response) {
      boolean provisional = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
      state = provisional ? State.ANSWERING_PROVISIONALLY : State.ANSWERING;
    }
    if (message instanceof LastHttpContent && state == State.ANSWERING) {
      state = State.FREE;
      // Not at once: the framework is still busy with the answer.
      super.write(
          context,
          message,
          promise.unvoid().addListener(_ -> context.executor().execute(() -> requestEnds())));
    } else {
      super.write(context, message, promise);
    }
  }

  private void requestEnds() {
    connection.requestEnds();
    if (codec.holdsRequest()) {
      connection.headBegins();
      connection.passOn(Unpooled.EMPTY_BUFFER);
    }
  }
}
