package io.piecemeal.adapters.http.netty;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Hands a pipelined request on only when the one before it was answered. The framework would run
 * them side by side: two appends in any order, and a request behind a refused one at all. What
 * waits here is at most what one read from the socket brought.
 */
final class OneRequestAtATime extends ChannelDuplexHandler {

  private final Queue<Object> waiting = new ArrayDeque<>();
  private State state = State.FREE;

  private enum State {
    FREE,
    ANSWERING,
    ANSWERING_PROVISIONALLY
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (waiting.isEmpty() && mayPass(message)) {
      pass(context, message);
    } else {
      waiting.add(message);
    }
  }

  @Override
  public void read(ChannelHandlerContext context) throws Exception {
    if (waiting.isEmpty()) {
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
    boolean answered = message instanceof LastHttpContent && state == State.ANSWERING;
    super.write(context, message, promise);
    if (answered) {
      state = State.FREE;
      // Not at once: the framework is still busy with the answer.
      context.executor().execute(() -> passWaiting(context));
    }
  }

  private void passWaiting(ChannelHandlerContext context) {
    boolean passed = false;
    while (!waiting.isEmpty() && mayPass(waiting.element())) {
      pass(context, waiting.remove());
      passed = true;
    }
    if (passed) {
      context.fireChannelReadComplete();
    }
  }

  private boolean mayPass(Object message) {
    return state == State.FREE || !(message instanceof HttpRequest);
  }

  private void pass(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest) {
      state = State.ANSWERING;
    }
    context.fireChannelRead(message);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
  }
}
