package io.piecemeal.http.server.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameTypes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the frames of a connection before they are decoded: ends it where they bring nothing but
 * work, notes where one does not come to its end, and leaves out bodies of streams that were reset.
 * Decoding those would answer each of their frames with one more reset. While the connection's
 * reads are paused, nothing is decoded: a frame of one byte takes ten bytes as it was read, and
 * more than a hundred decoded.
 *
 * <p>Stands between TLS and the codec. Its methods are for the connection's event loop.
 */
final class Http2Frames extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(Http2Frames.class);

  private static final int PREFACE = 24;

  /** How many are decoded before it is asked again whether reads are paused. */
  private static final int MOST_AT_ONCE = 16;

  /** How long the codec may wait for the last stream: what waits for it has a bound of its own. */
  private static final int AS_LONG_AS_IT_TAKES = -1;

  private final Connection connection;
  private final Connections connections;
  private final Http2FrameCodec codec;
  private final Duration longestIdle;
  private final ResetStreams reset;
  private final FrameAllowance allowance = new FrameAllowance(System.nanoTime());
  private final FrameHeader header = new FrameHeader();
  private final HeldBytes held = new HeldBytes();
  private @Nullable ChannelHandlerContext place;
  private Turn turn = Turn.OPEN;
  private boolean greeted;
  private int preface = PREFACE;
  private int left;
  private Head head = Head.NONE;
  private Payload payload = Payload.PASSED_ON;
  private long headSince;

  /** The head of a request, which may take several frames. */
  private enum Head {
    NONE,
    UNFINISHED
  }

  /** Frames that are decoded can resume reads, in the midst of it. */
  private enum Turn {
    OPEN,
    TAKEN
  }

  /** What becomes of what is in the frame that is coming. */
  private enum Payload {
    PASSED_ON,
    LEFT_OUT
  }

  /**
   * @param longestIdle how long the connection may have no request
   * @param window bytes that a caller may send on a stream before it hears anything
   */
  Http2Frames(
      Connection connection,
      Connections connections,
      Http2FrameCodec codec,
      Duration longestIdle,
      int window) {
    this.connection = connection;
    this.connections = connections;
    this.codec = codec;
    this.longestIdle = longestIdle;
    this.reset = new ResetStreams(window);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    place = context;
  }

  Duration longestIdle() {
    return longestIdle;
  }

  FrameAllowance allowance() {
    return allowance;
  }

  /** A stream was reset from here. */
  void wasReset(int stream) {
    reset.add(stream);
  }

  boolean headIsLate(long now, Duration limit) {
    return head == Head.UNFINISHED && now - headSince > limit.toNanos();
  }

  /** Has no more streams begin, and closes behind the last one. */
  void endWithStreams() {
    codec.gracefulShutdownTimeoutMillis(AS_LONG_AS_IT_TAKES);
    if (place != null) {
      place.channel().close().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }
  }

  /** Says that it was too much, and then does the rest. */
  void goAway(Runnable rest) {
    if (place == null) {
      return;
    }
    ChannelHandlerContext of = place.pipeline().context(codec);
    Http2Connection http2 = codec.connection();
    codec
        .goAway(
            of,
            http2.remote().lastStreamCreated(),
            Http2Error.ENHANCE_YOUR_CALM.code(),
            Unpooled.copiedBuffer("too many frames", StandardCharsets.US_ASCII),
            of.newPromise())
        .addListener(_ -> rest.run());
    of.flush();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    held.clear();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    held.clear();
    context.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    held.add((ByteBuf) message);
    lookOn(context);
  }

  /** Reads of the connection are no longer paused. */
  void resumed() {
    if (place != null && held.first() != null && lookOn(place)) {
      place.fireChannelReadComplete();
    }
  }

  /** Looks at what is held until reads are paused; false if that is being done already. */
  private boolean lookOn(ChannelHandlerContext context) {
    if (turn == Turn.TAKEN) {
      return false;
    }
    turn = Turn.TAKEN;
    try {
      ByteBuf bytes = held.first();
      while (bytes != null && !connection.isPaused() && !isEnded()) {
        read(context, bytes);
        bytes = held.first();
      }
    } finally {
      turn = Turn.OPEN;
    }
    if (isEnded()) {
      held.clear();
    } else {
      boolean ofBody = left > 0 && header.type() == Http2FrameTypes.DATA;
      boolean partOfFrame = header.isBegun() || (left > 0 && !ofBody);
      connection.frames(!greeted || partOfFrame || head == Head.UNFINISHED);
    }
    return true;
  }

  /** What still comes is thrown away. */
  private boolean isEnded() {
    return connection.phase() == Connection.Phase.LINGERING;
  }

  /** Looks at a few frames; never ends within a head, which has to come to its end in time. */
  private void read(ChannelHandlerContext context, ByteBuf bytes) {
    int from = bytes.readerIndex();
    int ofPreface = Math.min(preface, bytes.readableBytes());
    bytes.skipBytes(ofPreface);
    preface -= ofPreface;
    int frames = 0;
    while (bytes.isReadable() && (frames < MOST_AT_ONCE || left > 0 || head == Head.UNFINISHED)) {
      if (left > 0) {
        int more = Math.min(left, bytes.readableBytes());
        bytes.skipBytes(more);
        left -= more;
        from = payload == Payload.LEFT_OUT ? bytes.readerIndex() : from;
        continue;
      }
      int start = bytes.readerIndex();
      boolean begun = header.isBegun();
      if (!header.read(bytes)) {
        // Nobody knows yet whether the frame is passed on.
        passOn(context, bytes, from, start);
        return;
      }
      frames++;
      if (!begin()) {
        return;
      }
      if (payload == Payload.LEFT_OUT) {
        passOn(context, bytes, from, start);
        from = bytes.readerIndex();
      } else if (begun) {
        context.fireChannelRead(header.bytes());
        from = bytes.readerIndex();
      }
    }
    passOn(context, bytes, from, bytes.readerIndex());
  }

  private void passOn(ChannelHandlerContext context, ByteBuf bytes, int from, int to) {
    if (to > from) {
      context.fireChannelRead(bytes.retainedSlice(from, to - from));
    }
  }

  /** The header of a frame is complete; false if it is the last one that is looked at. */
  private boolean begin() {
    left = header.length();
    payload = Payload.PASSED_ON;
    follow(header);
    if (!allowance.spend(header, System.nanoTime())) {
      connections.endFlood(connection);
      return false;
    }
    return header.type() != Http2FrameTypes.DATA || !reset.contains(header.stream()) || leaveOut();
  }

  private void follow(FrameHeader frame) {
    byte type = frame.type();
    boolean ofHead = type == Http2FrameTypes.HEADERS || type == Http2FrameTypes.CONTINUATION;
    if (ofHead && !frame.has(Http2Flags.END_HEADERS)) {
      if (head == Head.NONE) {
        headSince = System.nanoTime();
      }
      head = Head.UNFINISHED;
    } else if (ofHead) {
      head = Head.NONE;
    } else if (type == Http2FrameTypes.SETTINGS) {
      greeted = true;
      connection.http2Begins();
    }
  }

  /** To the caller they have been taken: the window of the connection has to say so. */
  private boolean leaveOut() {
    payload = Payload.LEFT_OUT;
    if (reset.received(header.stream(), left)) {
      try {
        codec
            .connection()
            .local()
            .flowController()
            .receiveFlowControlledFrame(null, Unpooled.EMPTY_BUFFER, left, false);
        return true;
      } catch (Http2Exception e) {
        LOG.debug("more than the window of a connection, from {}", connection.address(), e);
      }
    }
    connections.endFlood(connection);
    return false;
  }
}
