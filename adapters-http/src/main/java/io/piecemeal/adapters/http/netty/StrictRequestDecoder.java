package io.piecemeal.adapters.http.netty;

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

/**
 * Looks at the raw lines of a request's head before Netty tidies them up: it would skip blanks
 * before the request line, take any whitespace as its separators, and join folded lines. What other
 * servers on the way read differently is where smuggling starts, so none of that is a request here.
 */
final class StrictRequestDecoder extends HttpRequestDecoder {

  private final int longestLine;
  private Position position = Position.REQUEST_LINE;

  /** What the next byte belongs to; to nothing behind the first fault. */
  private enum Position {
    REQUEST_LINE,
    HEADERS,
    BODY,
    TRAILERS,
    NOTHING
  }

  StrictRequestDecoder(HttpDecoderConfig config) {
    super(config);
    this.longestLine = config.getMaxInitialLineLength();
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
