package io.piecemeal.http.server.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a connection that speaks HTTP/2: a request and its answer. Where the answer is
 * complete before the request, it says that the rest of it is not wanted. Stands right behind the
 * codec that makes messages of HTTP/1.1 of its frames.
 */
final class RequestStream extends ChannelDuplexHandler implements Counted {

  private static final Duration STALLED = Duration.ofSeconds(5);

  /** Bytes of an answer whose way is followed by itself; a frame has no more by default. */
  private static final int PIECE = 16 << 10;

  /**
   * Of an answer that its caller does not take, no more waits here than a piece; a connection of
   * HTTP/1.1 has the system's buffers.
   */
  private static final WriteBufferWaterMark LITTLE_AHEAD =
      new WriteBufferWaterMark(PIECE / 2, PIECE);

  private final Channel channel;
  private final Connection connection;
  private final Http2Frames frames;
  private final int longestTarget;
  private final AnswerProgress progress = new AnswerProgress();
  private final long since = System.nanoTime();
  private long written;
  private long taken;
  private @Nullable ChannelHandlerContext place;
  private Request request = Request.PARTIAL;
  private Answer answer = Answer.DUE;

  private enum Request {
    PARTIAL,
    COMPLETE,
    /** It was never looked at. */
    REFUSED
  }

  private enum Answer {
    DUE,
    PROVISIONAL,
    BEGUN,
    COMPLETE
  }

  /**
   * @param longestTarget characters of a request target
   */
  RequestStream(Channel channel, Connection connection, Http2Frames frames, int longestTarget) {
    this.channel = channel;
    this.connection = connection;
    this.frames = frames;
    this.longestTarget = longestTarget;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    place = context;
    channel.config().setWriteBufferWaterMark(LITTLE_AHEAD);
    connection.streamBegins(this);
    channel.closeFuture().addListener(_ -> connection.streamEnds(this));
  }

  @Override
  public String address() {
    return connection.address();
  }

  @Override
  public Connection.Phase phase() {
    return Connection.Phase.REQUEST;
  }

  @Override
  public long since() {
    return since;
  }

  @Override
  public boolean canBeSpared(long now) {
    return progress.stalledFor(now) > STALLED.toNanos();
  }

  /** It is in none that is. */
  @Override
  public void leavePhase() {}

  @Override
  public void execute(Runnable work) {
    channel.eventLoop().execute(work);
  }

  /** Nothing is done with it, so that its caller may send it again. */
  @Override
  public void refuse() {
    request = Request.REFUSED;
  }

  @Override
  public void close() {
    reset(Http2Error.CANCEL);
  }

  /**
   * Also if all of the answer waits for its caller already, which closing alone would leave there.
   */
  private void reset(Http2Error reason) {
    if (place != null) {
      place.writeAndFlush(new DefaultHttp2ResetFrame(reason)).addListener(_ -> end());
    }
  }

  /**
   * Closes its channel. By itself that is closed only when all that came for it was read, and who
   * has answered reads no more.
   */
  void end() {
    if (place != null) {
      place.close().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }
  }

  /** The caller has given it up. Nothing is said to that: the stream closes behind this event. */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    context.fireUserEventTriggered(event);
    if (event instanceof Http2ResetFrame) {
      channel.eventLoop().execute(this::end);
    }
  }

  /**
   * Notes how far the answer is; says for how long, in nanoseconds, its reader has taken as good as
   * nothing of it.
   */
  long watchAnswer(long now) {
    progress.note(written - taken, now);
    return progress.stalledFor(now);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (request == Request.REFUSED) {
      ReferenceCountUtil.release(message);
      reset(Http2Error.REFUSED_STREAM);
    } else if (answer == Answer.COMPLETE) {
      request = message instanceof LastHttpContent ? Request.COMPLETE : request;
      ReferenceCountUtil.release(message);
    } else if (message instanceof FullHttpRequest whole) {
      request = Request.COMPLETE;
      context.fireChannelRead(checked(headOf(whole)));
      context.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
      whole.release();
    } else if (message instanceof HttpRequest head) {
      context.fireChannelRead(checked(head));
    } else {
      request = message instanceof LastHttpContent ? Request.COMPLETE : request;
      context.fireChannelRead(message);
    }
  }

  /** Takes what still comes behind the answer, so that it is not in the way of other streams. */
  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (answer == Answer.COMPLETE && request == Request.PARTIAL) {
      context.read();
    }
    context.fireChannelReadComplete();
  }

  /** As a head without a body comes over HTTP/1.1: its end is a message of its own. */
  private static HttpRequest headOf(FullHttpRequest whole) {
    return new DefaultHttpRequest(
        whole.protocolVersion(), whole.method(), whole.uri(), whole.headers());
  }

  /** The codec bounds all of a head together. */
  private HttpRequest checked(HttpRequest head) {
    if (head.uri().length() > longestTarget) {
      head.setDecoderResult(DecoderResult.failure(new TooLongHttpLineException()));
    } else if (head.headers().size() > BoundedHeaders.MOST) {
      head.setDecoderResult(DecoderResult.failure(new TooLongHttpHeaderException()));
    }
    return head;
  }

  /** A request that cannot be one of HTTP/1.1, or a stream that is not as it has to be. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof DecoderException || cause instanceof Http2Exception) {
      reset(Http2Error.PROTOCOL_ERROR);
    } else {
      context.fireExceptionCaught(cause);
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (message instanceof HttpResponse response) {
      boolean provisional = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
      answer = provisional ? Answer.PROVISIONAL : Answer.BEGUN;
    }
    if (answer == Answer.BEGUN && message instanceof HttpContent content) {
      writeContent(context, content, promise.unvoid());
    } else {
      super.write(context, message, promise);
    }
  }

  /** In pieces, so that it can be told how far it is. */
  private void writeContent(
      ChannelHandlerContext context, HttpContent content, ChannelPromise promise) throws Exception {
    ByteBuf bytes = content.content();
    HttpContent rest = content;
    if (bytes.readableBytes() > PIECE) {
      if (content instanceof HttpResponse head) {
        super.write(
            context,
            new DefaultHttpResponse(head.protocolVersion(), head.status(), head.headers()),
            context.newPromise());
      }
      while (bytes.readableBytes() > PIECE) {
        HttpContent piece = new DefaultHttpContent(bytes.readRetainedSlice(PIECE));
        super.write(context, piece, followed(PIECE, context.newPromise()));
      }
      rest =
          content instanceof LastHttpContent
              ? new DefaultLastHttpContent(bytes)
              : new DefaultHttpContent(bytes);
    }
    ChannelPromise end = followed(bytes.readableBytes(), promise);
    if (content instanceof LastHttpContent) {
      answer = Answer.COMPLETE;
      end.addListener(sent -> answered(sent.isSuccess()));
    }
    super.write(context, rest, end);
  }

  private ChannelPromise followed(int bytes, ChannelPromise promise) {
    written += bytes;
    progress.wrote(bytes);
    return promise.addListener(_ -> taken += bytes);
  }

  /** The caller has all of the answer; what it still sends is of no use (RFC 9113 section 8.1). */
  private void answered(boolean sent) {
    progress.ends();
    if (sent) {
      frames.allowance().answered();
    }
    if (sent && request == Request.PARTIAL) {
      reset(Http2Error.NO_ERROR);
    } else {
      end();
    }
  }

  /** Behind a complete answer the stream ends when all of that is sent. */
  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) throws Exception {
    if (answer == Answer.COMPLETE) {
      channel.closeFuture().addListener(_ -> promise.trySuccess());
    } else {
      super.close(context, promise);
    }
  }
}
