package io.piecemeal.http.server.starting;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;

/**
 * Answers the first request of a connection, and drops all else that comes: a connection that is
 * closed while its caller still sends may lose the answer.
 */
// Of what cannot be done on a broken connection, nothing is to be told.
@SuppressWarnings("FutureReturnValueIgnored")
final class OneAnswer extends ChannelInboundHandlerAdapter {

  private final StartingAnswers answers;
  private boolean answered;

  OneAnswer(StartingAnswers answers) {
    this.answers = answers;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (!answered && message instanceof HttpRequest request) {
        answered = true;
        context.writeAndFlush(answers.answer(request)).addListener(_ -> end(context));
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private static void end(ChannelHandlerContext context) {
    SslHandler tls = context.pipeline().get(SslHandler.class);
    GenericFutureListener<Future<Void>> shutdown =
        _ -> ((SocketChannel) context.channel()).shutdownOutput();
    if (tls == null) {
      ((SocketChannel) context.channel()).shutdownOutput();
    } else {
      tls.closeOutbound().addListener(shutdown);
    }
  }

  /** Of a connection that broke, nothing is to be told. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
