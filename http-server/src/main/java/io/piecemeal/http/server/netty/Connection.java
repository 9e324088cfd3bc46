package io.piecemeal.http.server.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One connection as its socket sees it: what it is doing, and since when. Stands first in the
 * pipeline. Its methods are for the connection's event loop, except where they say otherwise.
 */
final class Connection extends ChannelDuplexHandler {

  /** An answer that has stood still for so long makes room for other connections. */
  private static final Duration STALLED = Duration.ofSeconds(5);

  private final Channel channel;
  private final String address;
  private final Connections connections;
  private @Nullable ChannelHandlerContext place;
  private volatile Phase phase = Phase.NEW;
  private volatile long since = System.nanoTime();
  private final AtomicReference<@Nullable AtomicInteger> counter = new AtomicReference<>();
  private final Lingering lingering = new Lingering();
  private boolean secured;
  private final AnswerProgress answer = new AnswerProgress();

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

  /** From any thread. */
  String address() {
    return address;
  }

  /** From any thread. */
  Phase phase() {
    return phase;
  }

  /** When the phase began, by {@link System#nanoTime}; from any thread. */
  long since() {
    return since;
  }

  boolean isInRequest() {
    return phase == Phase.REQUEST;
  }

  /** Whether nobody waits for it but its caller; from any thread. */
  boolean canBeSpared(long now) {
    return phase != Phase.REQUEST || answer.stalledFor(now) > STALLED.toNanos();
  }

  /**
   * What came until now was TLS speaking of itself; the time for the first head runs on. From here
   * on not every byte is one of a head: what decrypts them says which.
   */
  void handshaken() {
    secured = true;
    if (phase == Phase.HEAD) {
      leavePhase();
      phase = Phase.NEW;
    }
  }

  private void enter(Phase next) {
    leavePhase();
    since = System.nanoTime();
    phase = next;
  }

  /** It is no longer in a phase that is counted; from any thread. */
  void leavePhase() {
    AtomicInteger counted = counter.getAndSet(null);
    if (counted != null) {
      counted.decrementAndGet();
    }
  }

  private void count() {
    if (counter.get() == null) {
      counter.set(connections.costlyPhaseBegins(this));
    }
  }

  void requestBegins() {
    enter(Phase.REQUEST);
  }

  /** The answer was sent. */
  void requestEnds() {
    if (phase == Phase.REQUEST) {
      answer.ends();
      enter(Phase.IDLE);
    }
  }

  /** The first bytes of a head have come. The time for the first one runs already. */
  void headBegins() {
    if (phase == Phase.IDLE) {
      enter(Phase.HEAD);
    } else if (phase == Phase.NEW) {
      phase = Phase.HEAD;
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (phase == Phase.LINGERING) {
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
    if (phase == Phase.LINGERING) {
      context.read();
    } else {
      if (phase == Phase.HEAD) {
        count();
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
    enter(Phase.LINGERING);
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
    enter(Phase.LINGERING);
    count();
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
    return phase == Phase.LINGERING && lingering.isOver(now, stopping);
  }

  /**
   * Notes how far the answer is; says for how long, in nanoseconds, its reader has taken as good as
   * nothing of it.
   */
  long watchAnswer(long now) {
    answer.note(channel, now);
    return answer.stalledFor(now);
  }

  /** Runs {@code work} on the event loop; from any thread. */
  void execute(Runnable work) {
    channel.eventLoop().execute(work);
  }

  /** Closes it at once, past all other handlers. */
  void close() {
    if (place != null) {
      place.close().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }
  }
}
