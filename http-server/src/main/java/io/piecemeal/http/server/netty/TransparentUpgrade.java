package io.piecemeal.http.server.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.piecemeal.http.server.text.StructuredFields;
import java.util.Locale;

/**
 * Takes the bytes of a file that come where forms are sent to where uploads are resumable, if they
 * say that they can be resumed; and asks there what the limits are. Before anything that depends on
 * the path. Forms stay forms.
 */
final class TransparentUpgrade extends ChannelInboundHandlerAdapter {

  private static final String FIRST_DRAFTS = "3";

  private final String forms;
  private final String resumable;

  /**
   * @param forms where forms are sent to
   * @param resumable where bytes are taken to
   */
  TransparentUpgrade(String forms, String resumable) {
    this.forms = forms;
    this.resumable = resumable;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request && isMeantForUploads(request)) {
      request.setUri(resumable);
    }
    context.fireChannelRead(message);
  }

  private boolean isMeantForUploads(HttpRequest request) {
    if (request.method().equals(HttpMethod.OPTIONS)) {
      return request.uri().equals("*") || request.uri().equals(forms);
    }
    return request.method().equals(HttpMethod.POST)
        && request.uri().equals(forms)
        && isResumable(request.headers())
        && !isForm(request.headers());
  }

  private static boolean isResumable(HttpHeaders headers) {
    return StructuredFields.bool(headers.getAll("Upload-Complete")).isPresent()
        || (headers.containsValue("Upload-Draft-Interop-Version", FIRST_DRAFTS, false)
            && StructuredFields.bool(headers.getAll("Upload-Incomplete")).isPresent());
  }

  private static boolean isForm(HttpHeaders headers) {
    return headers
        .get(HttpHeaderNames.CONTENT_TYPE, "")
        .toLowerCase(Locale.ROOT)
        .startsWith("multipart/");
  }
}
