package io.piecemeal.http.server.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.DecoderResultProvider;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Looks at the raw lines of a request's head before Netty tidies them up: it would skip blanks
 * before the request line, take any whitespace as its separators, and join folded lines. What other
 * servers on the way read differently is where smuggling starts, so none of that is a request here.
 */
final class StrictRequestDecoder extends HttpRequestDecoder {

  private final int longestLine;
  private final BooleanSupplier mayBegin;
  private Position position = Position.REQUEST_LINE;

  /** What the next byte belongs to; to nothing behind the first fault. */
  private enum Position {
    REQUEST_LINE,
    HEADERS,
    BODY,
    TRAILERS,
    NOTHING
  }

  /**
   * @param mayBegin whether another request may be decoded now; its bytes wait where it may not
   */
  StrictRequestDecoder(HttpDecoderConfig config, BooleanSupplier mayBegin) {
    super(config);
    this.longestLine = config.getMaxInitialLineLength();
    this.mayBegin = mayBegin;
  }

  /** Whether bytes of another request wait here. */
  boolean holdsRequest() {
    return position == Position.REQUEST_LINE && actualReadableBytes() > 0;
  }

  /** Does not ask for more of a request that waits. */
  @Override
  public void channelReadComplete(ChannelHandlerContext context) throws Exception {
    if (holdsRequest() && !mayBegin.getAsBoolean()) {
      context.fireChannelReadComplete();
    } else {
      super.channelReadComplete(context);
    }
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf bytes, List<Object> out)
      throws Exception {
    switch (position) {
      case REQUEST_LINE -> decodeRequestLine(context, bytes, out);
      case HEADERS -> decodeHeaders(context, bytes, out);
      case BODY -> decodeBody(context, bytes, out);
      case TRAILERS -> decodeTrailers(context, bytes, out);
      case NOTHING -> bytes.skipBytes(bytes.readableBytes());
    }
  }

  private void decodeRequestLine(ChannelHandlerContext context, ByteBuf bytes, List<Object> out)
      throws Exception {
    if (!mayBegin.getAsBoolean()) {
      return;
    }
    RequestHead.skipEmptyLines(bytes);
    switch (RequestHead.requestLine(bytes)) {
      case INCOMPLETE -> {
        if (bytes.readableBytes() > longestLine) {
          decodeFurther(context, bytes, out);
        }
      }
      case WELL_FORMED -> {
        position = Position.HEADERS;
        decodeHeaders(context, bytes, out);
      }
      case MALFORMED -> refuse(bytes, out);
    }
  }

  private void decodeHeaders(ChannelHandlerContext context, ByteBuf bytes, List<Object> out)
      throws Exception {
    if (RequestHead.hasFoldedLine(bytes)) {
      refuse(bytes, out);
    } else {
      decodeFurther(context, bytes, out);
    }
  }

  private void decodeBody(ChannelHandlerContext context, ByteBuf bytes, List<Object> out)
      throws Exception {
    int from = bytes.readerIndex();
    int known = out.size();
    decodeFurther(context, bytes, out);
    if (out.size() == known && RequestHead.isLastChunk(bytes, from)) {
      position = Position.TRAILERS;
    }
  }

  private void decodeTrailers(ChannelHandlerContext context, ByteBuf bytes, List<Object> out)
      throws Exception {
    if (RequestHead.hasFoldedLine(bytes)) {
      bytes.skipBytes(bytes.readableBytes());
      LastHttpContent end = new DefaultLastHttpContent();
      end.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("folded trailer")));
      out.add(end);
      position = Position.NOTHING;
    } else {
      decodeFurther(context, bytes, out);
    }
  }

  private void refuse(ByteBuf bytes, List<Object> out) {
    bytes.skipBytes(bytes.readableBytes());
    HttpMessage message = createInvalidMessage();
    message.setDecoderResult(
        DecoderResult.failure(new IllegalArgumentException("malformed request line or header")));
    out.add(message);
    position = Position.NOTHING;
  }

  private void decodeFurther(ChannelHandlerContext context, ByteBuf bytes, List<Object> out)
      throws Exception {
    int known = out.size();
    super.decode(context, bytes, out);
    out.subList(known, out.size()).forEach(this::follow);
  }

  /** The framework knows one option of Connection and takes a list for none. */
  private static void sayPlainly(HttpRequest request) {
    HttpUtil.setKeepAlive(
        request.headers(), request.protocolVersion(), HttpUtil.isKeepAlive(request));
  }

  private void follow(Object message) {
    if (((DecoderResultProvider) message).decoderResult().isFailure()) {
      position = Position.NOTHING;
    } else if (message instanceof LastHttpContent) {
      position = Position.REQUEST_LINE;
    } else if (message instanceof HttpRequest request) {
      position = Position.BODY;
      sayPlainly(request);
    }
  }
}
