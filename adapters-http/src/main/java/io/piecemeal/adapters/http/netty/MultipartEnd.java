package io.piecemeal.adapters.http.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Breaks off multipart bodies that end without their closing delimiter. Netty takes the end of such
 * a body for the end of its last part: half a file would be stored as a whole one.
 */
final class MultipartEnd extends ChannelInboundHandlerAdapter {

  /**
   * How far before the end the delimiter may be: an epilogue is allowed, and as good as unknown.
   */
  private static final int TAIL = 1024;

  private static final Pattern BOUNDARY =
      Pattern.compile(
          "multipart/form-data\\b.*?;\\s*boundary=(?:\"(?<quoted>[^\"]+)\"|(?<plain>[^\";\\s]+))",
          Pattern.CASE_INSENSITIVE);

  private String delimiter = "";
  private byte[] tail = new byte[0];

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      delimiter = closingDelimiter(request);
      tail = new byte[0];
    }
    if (!delimiter.isEmpty() && message instanceof HttpContent content) {
      keepTail(content.content());
      if (message instanceof LastHttpContent && !endsWell()) {
        ReferenceCountUtil.release(message);
        context.fireExceptionCaught(
            new MalformedBodyException(new IllegalArgumentException("no closing delimiter")));
        context.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
        return;
      }
    }
    context.fireChannelRead(message);
  }

  private boolean endsWell() {
    return new String(tail, StandardCharsets.ISO_8859_1).contains(delimiter);
  }

  private void keepTail(ByteBuf content) {
    int taken = Math.min(content.readableBytes(), TAIL + delimiter.length());
    int kept = Math.min(tail.length, TAIL + delimiter.length() - taken);
    byte[] next = Arrays.copyOfRange(tail, tail.length - kept, tail.length + taken);
    content.getBytes(content.writerIndex() - taken, next, kept, taken);
    tail = next;
  }

  /** Empty if there is no body of parts, or none that says where they end. */
  private static String closingDelimiter(HttpRequest request) {
    String type = request.headers().get(HttpHeaderNames.CONTENT_TYPE);
    boolean empty =
        !HttpUtil.isTransferEncodingChunked(request) && HttpUtil.getContentLength(request, 0L) == 0;
    if (type == null || empty) {
      return "";
    }
    Matcher boundary = BOUNDARY.matcher(type);
    if (!boundary.lookingAt()) {
      return "";
    }
    String quoted = boundary.group("quoted");
    return "--" + (quoted == null ? boundary.group("plain") : quoted) + "--";
  }
}
