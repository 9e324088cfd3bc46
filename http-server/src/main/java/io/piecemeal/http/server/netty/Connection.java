package io.piecemeal.http.server.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One connection as its socket sees it: what it is doing, and since when. Stands first in the
 * pipeline. Its methods are for the connection's event loop, except where they say otherwise.
 */
final class Connection extends ChannelDuplexHandler implements Counted {

  /** An answer that has stood still for so long makes room for other connections. */
  private static final Duration STALLED = Duration.ofSeconds(5);

  private final Channel channel;
  private final String address;
  private final Connections connections;
  private @Nullable ChannelHandlerContext place;
  private final PhaseWatch watch = new PhaseWatch();
  private final Lingering lingering = new Lingering();
  private boolean secured;
  private final AnswerProgress answer = new AnswerProgress();
  private @Nullable Http2Frames http2;
  private final Set<RequestStream> streams = new HashSet<>();
  private final PausableReads reads = new PausableReads();

  /** What a connection is doing, in the order in which it can be spared. */
  enum Phase {
    /** The last answer was given; what the caller still sends is thrown away. */
    LINGERING,
    /** A part of a head has come. */
    HEAD,
    /** Nothing has come yet. */
    NEW,
    /** Between two requests. */
    IDLE,
    /** From the end of a head until the answer is sent. */
    REQUEST
  }

  /**
   * @param address whose connection it is, as far as limits are concerned
   */
  Connection(Channel channel, String address, Connections connections) {
    this.channel = channel;
    this.address = address;
    this.connections = connections;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    place = context;
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public Phase phase() {
    return watch.phase();
  }

  @Override
  public long since() {
    return watch.since();
  }

  boolean isInRequest() {
    return phase() == Phase.REQUEST;
  }

  @Override
  public boolean canBeSpared(long now) {
    return phase() != Phase.REQUEST || answer.stalledFor(now) > STALLED.toNanos();
  }

  /**
   * What came until now was TLS speaking of itself; the time for the first head runs on. From here
   * on not every byte is one of a head: what decrypts them says which.
   */
  void handshaken() {
    secured = true;
    if (phase() == Phase.HEAD) {
      watch.turnInto(Phase.NEW);
    }
  }

  @Override
  public void leavePhase() {
    watch.leave();
  }

  void requestBegins() {
    watch.enter(Phase.REQUEST);
  }

  /** The answer was sent. */
  void requestEnds() {
    if (phase() == Phase.REQUEST) {
      answer.ends();
      watch.enter(Phase.IDLE);
    }
  }

  /** The first bytes of a head have come. The time for the first one runs already. */
  void headBegins() {
    if (http2 == null) {
      unfinishedBegins();
    }
  }

  /** The beginning of something has come of which the rest has to follow soon. */
  private void unfinishedBegins() {
    if (phase() == Phase.IDLE) {
      watch.enter(Phase.HEAD);
    } else if (phase() == Phase.NEW) {
      watch.turnInto(Phase.HEAD);
    }
  }

  /** From here on it has streams, and each of them a request. */
  void speaksHttp2(Http2Frames frames) {
    http2 = frames;
  }

  /** Whether an answer of HTTP/1.1 can be given before there is a request. */
  boolean answersHttp1() {
    return http2 == null && channel.pipeline().context(PipelineSerializer.class) != null;
  }

  /** The caller has said how it speaks HTTP/2. */
  void http2Begins() {
    if (phase() == Phase.NEW || phase() == Phase.HEAD) {
      watch.enter(Phase.IDLE);
    }
  }

  /** All has come of what was begun, or a part of something is missing. */
  void frames(boolean unfinished) {
    if (unfinished) {
      unfinishedBegins();
      if (phase() == Phase.HEAD) {
        watch.count(this, connections);
      }
    } else if (phase() == Phase.HEAD) {
      watch.enter(Phase.IDLE);
    }
  }

  void streamBegins(RequestStream stream) {
    streams.add(stream);
    if (phase() != Phase.REQUEST && phase() != Phase.LINGERING) {
      watch.enter(Phase.REQUEST);
    }
  }

  void streamEnds(RequestStream stream) {
    streams.remove(stream);
    if (streams.isEmpty()) {
      requestEnds();
    }
  }

  /** Ends its streams too: each would wait for somebody who reads what came for it. */
  @Override
  public void channelInactive(ChannelHandlerContext context) {
    context.fireChannelInactive();
    List.copyOf(streams).forEach(RequestStream::end);
  }

  /** Whether a head on one of its streams takes longer than {@code limit}. */
  boolean headOfStreamIsLate(long now, Duration limit) {
    return http2 != null && http2.headIsLate(now, limit);
  }

  /** Closes it if it speaks HTTP/2 and nothing was asked for in a long time. */
  void closeIfUnused(long now) {
    if (http2 != null && now - since() > http2.longestIdle().toNanos()) {
      channel.close().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }
  }

  /** Over HTTP/2, no more streams begin, and it is closed behind the last one. */
  void endWithStreams() {
    if (http2 != null) {
      http2.endWithStreams();
    }
  }

  /** Says that it was too much, over HTTP/2, and throws away what the caller still sends. */
  void endCalmly() {
    watch.enter(Phase.LINGERING);
    lingering.begin();
    resumeReads();
    if (http2 != null) {
      http2.goAway(this::linger);
    }
  }

  /** Reads nothing more from the socket until {@link #resumeReads}. */
  void pauseReads() {
    reads.pause();
  }

  /** First goes on with what was read and not decoded, which can pause it again. */
  void resumeReads() {
    boolean due = reads.resume();
    if (http2 != null) {
      http2.resumed();
    }
    if (due && reads.ask() && place != null) {
      place.read();
    }
  }

  boolean isPaused() {
    return reads.isPaused();
  }

  @Override
  public void read(ChannelHandlerContext context) {
    if (reads.ask()) {
      context.read();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (phase() == Phase.LINGERING) {
      lingering.received(((ByteBuf) message).readableBytes());
      ReferenceCountUtil.release(message);
    } else {
      if (!secured) {
        headBegins();
      }
      context.fireChannelRead(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (phase() == Phase.LINGERING) {
      context.read();
    } else {
      if (phase() == Phase.HEAD) {
        watch.count(this, connections);
      }
      context.fireChannelReadComplete();
    }
  }

  /** Hands bytes that were kept back to the handlers behind this one, and behind TLS. */
  void passOn(ByteBuf bytes) {
    ChannelHandlerContext tls = channel.pipeline().context(SslHandler.class);
    ChannelHandlerContext before = tls == null ? place : tls;
    if (before != null) {
      before.fireChannelRead(bytes);
      before.fireChannelReadComplete();
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (message instanceof ByteBuf bytes) {
      answer.wrote(bytes.readableBytes());
    }
    super.write(context, message, promise);
  }

  /** Answers before there is a request, and lingers. */
  void answerLast(FullHttpResponse last) {
    watch.enter(Phase.LINGERING);
    channel
        .pipeline()
        .context(PipelineSerializer.class)
        .writeAndFlush(last)
        .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    linger();
  }

  /**
   * Says that no more comes, and throws away what the caller still sends: a reset would take the
   * answer away from a caller who is sending.
   */
  void linger() {
    watch.enter(Phase.LINGERING);
    watch.count(this, connections);
    lingering.begin();
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls == null) {
      shutdownOutput();
    } else {
      tls.closeOutbound().addListener(_ -> shutdownOutput());
    }
    if (place != null) {
      place.read();
    }
  }

  private void shutdownOutput() {
    if (channel instanceof DuplexChannel duplex) {
      duplex.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }
  }

  boolean hasLingered(long now, boolean stopping) {
    return phase() == Phase.LINGERING && lingering.isOver(now, stopping);
  }

  /**
   * Notes how far the answer is; says for how long, in nanoseconds, its reader has taken as good as
   * nothing of it.
   */
  long watchAnswer(long now) {
    answer.note(pending(), now);
    return answer.stalledFor(now);
  }

  /** Bytes that the system has not taken over yet. */
  private long pending() {
    ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
    return out == null ? 0 : out.totalPendingWriteBytes() - out.currentProgress();
  }

  @Override
  public void refuse() {
    execute(this::close);
  }

  @Override
  public void execute(Runnable work) {
    channel.eventLoop().execute(work);
  }

  /** Closes it at once, past all other handlers. */
  @Override
  public void close() {
    if (place != null) {
      place.close().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }
  }
}
