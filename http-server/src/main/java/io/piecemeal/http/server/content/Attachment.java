package io.piecemeal.http.server.content;

import io.piecemeal.domain.upload.FileName;
import java.nio.charset.StandardCharsets;

/** The Content-Disposition of a download (RFC 6266, RFC 8187): always an attachment. */
public final class Attachment {

  private static final String ATTR_CHARS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$&+-.^_`|~";

  private Attachment() {}

  /** The header's value; nothing in a name can end its parameter or the header. */
  public static String disposition(FileName name) {
    return "attachment; filename=\"%s\"; filename*=UTF-8''%s"
        .formatted(fallback(name.value()), extended(name.value()));
  }

  /**
   * For old clients: visible ASCII, and a placeholder for what else there is or what is misread.
   */
  private static String fallback(String name) {
    StringBuilder text = new StringBuilder();
    name.codePoints()
        .map(c -> c < ' ' || c > '~' || c == '"' || c == '\\' || c == '%' ? '_' : c)
        .forEach(text::appendCodePoint);
    return text.toString();
  }

  private static String extended(String name) {
    StringBuilder text = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      if (ATTR_CHARS.indexOf(b) >= 0) {
        text.append((char) b);
      } else {
        text.append("%%%02X".formatted(b));
      }
    }
    return text.toString();
  }
}
