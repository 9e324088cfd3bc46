package io.piecemeal.http.server.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpVersion;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.ProblemMessages;
import java.util.concurrent.TimeUnit;

/**
 * Answers who speaks plain HTTP where TLS is spoken: to them a forgotten "s" looks like a service
 * that broke. A method begins with a capital letter, and no record of TLS does.
 */
// What is closed is closed.
@SuppressWarnings("FutureReturnValueIgnored")
final class PlainRequests extends ChannelInboundHandlerAdapter {

  /** So long the rest of a request is read, since closing before would take the answer back. */
  private static final long LINGER_MILLIS = 1000;

  private final ProblemMessages problems;
  private State state = State.UNKNOWN;

  private enum State {
    UNKNOWN,
    ANSWERED
  }

  PlainRequests(ProblemMessages problems) {
    this.problems = problems;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    if (state == State.ANSWERED) {
      bytes.release();
    } else if (isPlain(bytes)) {
      state = State.ANSWERED;
      bytes.release();
      context.writeAndFlush(answer());
      context.executor().schedule(() -> context.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
    } else {
      context.pipeline().remove(this);
      context.fireChannelRead(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (state == State.ANSWERED) {
      context.read();
    } else {
      context.fireChannelReadComplete();
    }
  }

  private static boolean isPlain(ByteBuf bytes) {
    int first = bytes.getByte(bytes.readerIndex());
    return first >= 'A' && first <= 'Z';
  }

  private ByteBuf answer() {
    Problem problem =
        Problem.of(
            ProblemKind.BAD_REQUEST,
            "This port speaks TLS: begin the URL with https:// instead of http://.");
    EmbeddedChannel encoder = new EmbeddedChannel(new HttpResponseEncoder());
    encoder.writeOutbound(
        problems.closing(
            new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"), problem));
    ByteBuf answer = Unpooled.buffer();
    for (ByteBuf part = encoder.readOutbound(); part != null; part = encoder.readOutbound()) {
      answer.writeBytes(part);
      part.release();
    }
    encoder.finishAndReleaseAll();
    return answer;
  }
}
