package io.piecemeal.http.server.netty;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.DecoderResultProvider;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemMessages;
import java.util.Optional;

/**
 * Answers requests that no service should act on, and ends the connection with that answer. Nothing
 * of them reaches the framework, and nothing that comes after them.
 */
final class RequestGate extends ChannelInboundHandlerAdapter {

  private final RequestChecks checks;
  private final ProblemMessages problems;
  private final PortRole port;
  private State state = State.OPEN;

  private enum State {
    OPEN,
    SHUT
  }

  RequestGate(RequestChecks checks, ProblemMessages problems, PortRole port) {
    this.port = port;
    this.checks = checks;
    this.problems = problems;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (state == State.SHUT) {
      ReferenceCountUtil.release(message);
    } else if (message instanceof HttpRequest request) {
      Optional<Problem> problem = checks.problem(request, port);
      if (problem.isPresent()) {
        refuse(context, request, problem.get());
      } else {
        context.fireChannelRead(message);
      }
    } else {
      readContent(context, message);
    }
  }

  /**
   * A body that ends in a fault must not look as if it had ended well, which the framework takes it
   * for.
   */
  private void readContent(ChannelHandlerContext context, Object content) {
    DecoderResult result = ((DecoderResultProvider) content).decoderResult();
    if (result.isFailure()) {
      state = State.SHUT;
      ReferenceCountUtil.release(content);
      context.fireExceptionCaught(new MalformedBodyException(result.cause()));
    } else {
      context.fireChannelRead(content);
    }
  }

  private void refuse(ChannelHandlerContext context, HttpRequest request, Problem problem) {
    state = State.SHUT;
    context
        .writeAndFlush(problems.closing(request, problem))
        .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    ReferenceCountUtil.release(request);
  }
}
