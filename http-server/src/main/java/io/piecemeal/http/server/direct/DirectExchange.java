package io.piecemeal.http.server.direct;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;

/**
 * One request on its connection, from its head to its answer. Its methods are for the connection's
 * event loop; only the call runs on a thread of its own.
 */
final class DirectExchange implements AnswerStream {

  private final ChannelHandlerContext context;
  private final DirectCall call;
  private final ReceivedBody body;
  private final ReceivingBudget budget;
  private final Runnable afterwards;
  private final HttpVersion version;
  private boolean started;
  private volatile Progress progress = Progress.RECEIVING;
  private boolean keepAlive;
  private boolean streams;

  private enum Progress {
    RECEIVING,
    RECEIVED,
    ANSWERED
  }

  /**
   * @param budget tells how many bytes of the body may wait to be decoded
   * @param afterwards runs when the connection is free for another request
   */
  DirectExchange(
      ChannelHandlerContext context,
      HttpRequest request,
      DirectCall call,
      ReceivingBudget budget,
      Runnable afterwards) {
    this.context = context;
    this.call = call;
    this.afterwards = afterwards;
    this.keepAlive = HttpUtil.isKeepAlive(request);
    this.budget = budget;
    this.version = request.protocolVersion();
    // Most callers send without waiting; for those the reader need not leave a task here.
    Runnable firstWait =
        HttpUtil.is100ContinueExpected(request)
            ? () -> context.executor().execute(this::askForBody)
            : () -> {};
    this.body =
        new ReceivedBody(
            budget::window, () -> context.executor().execute(context::read), firstWait);
  }

  private void run() {
    FullHttpResponse response;
    try (body) {
      response = call.answer(body, this);
    } finally {
      budget.end();
    }
    context.executor().execute(() -> answer(response));
  }

  /** Here is where the body is wanted: everything that needs none of it was judged before. */
  private void askForBody() {
    if (progress == Progress.RECEIVING) {
      FullHttpResponse goOn =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER);
      write(goOn);
    }
  }

  /** Takes a piece of the body over. */
  void receive(HttpContent content) {
    body.add(content.content());
    if (content instanceof LastHttpContent) {
      // First, since the reader may start an answer as soon as it sees the end.
      progress = Progress.RECEIVED;
      body.end();
    }
  }

  /**
   * Reads on if the body has room. The call starts now: what came with the head, often the whole
   * body, is there for it.
   */
  void readComplete() {
    if (!started) {
      started = true;
      budget.begin();
      Thread.startVirtualThread(this::run);
    }
    if (body.wantsMore()) {
      context.read();
    }
  }

  /** The rest of the body will not come. */
  void breakOff(IOException reason) {
    body.fail(reason);
  }

  /** Has the connection closed with the answer; says false if that was given. */
  boolean closeAfterAnswer() {
    keepAlive = false;
    return progress != Progress.ANSWERED && context.channel().isActive();
  }

  @Override
  public boolean start(HttpResponse head) {
    if (progress != Progress.RECEIVED || version.equals(HttpVersion.HTTP_1_0)) {
      return false;
    }
    context.executor().execute(() -> begin(head));
    return true;
  }

  private void begin(HttpResponse head) {
    streams = true;
    HttpUtil.setKeepAlive(head, keepAlive);
    HttpUtil.setTransferEncodingChunked(head, true);
    write(head);
  }

  private void write(HttpObject part) {
    context.writeAndFlush(part).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
  }

  @Override
  public void send(byte[] piece) {
    if (context.channel().isWritable()) {
      HttpContent content = new DefaultHttpContent(Unpooled.wrappedBuffer(piece));
      context.executor().execute(() -> write(content));
    }
  }

  private void answer(FullHttpResponse response) {
    boolean whole = progress == Progress.RECEIVED;
    progress = Progress.ANSWERED;
    ChannelFuture sent = streams ? sendLast(response) : sendWhole(response);
    sent.addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    if (whole) {
      afterwards.run();
      context.fireChannelReadComplete();
    }
  }

  private ChannelFuture sendWhole(FullHttpResponse response) {
    HttpUtil.setKeepAlive(response, keepAlive);
    if (keepAlive && version.equals(HttpVersion.HTTP_1_0)) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
    }
    return context.writeAndFlush(response);
  }

  /** The service may have begun to stop since the head said that the connection is kept. */
  private ChannelFuture sendLast(FullHttpResponse response) {
    ChannelFuture sent = context.writeAndFlush(new DefaultLastHttpContent(response.content()));
    return keepAlive ? sent : sent.addListener(ChannelFutureListener.CLOSE);
  }
}
