package io.piecemeal.http.server.address;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * An OpenAPI document that is written by hand, and names as its server the service as it is
 * reached. The rest is kept outside of the heap once for all callers: it has hundreds of kilobytes,
 * and anybody may ask for it and not read it.
 */
public final class OpenApiText {

  /** What the file has in that place, for those who read it without a service. */
  private static final String WRITTEN = "servers:\n  - url: http://127.0.0.1:8080\n";

  private static final MediaType YAML = MediaType.of("application/yaml");

  private final ByteBuf before;
  private final ByteBuf behind;

  private OpenApiText(String before, String behind) {
    this.before = direct(before);
    this.behind = direct(behind);
  }

  private static ByteBuf direct(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Unpooled.directBuffer(bytes.length, bytes.length).writeBytes(bytes);
  }

  /**
   * Reads a resource.
   *
   * @param beside a class of the module that has it
   */
  public static OpenApiText of(Class<?> beside, String resource) throws IOException {
    try (InputStream yaml =
        Objects.requireNonNull(beside.getResourceAsStream(resource), resource)) {
      return of(new String(yaml.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  static OpenApiText of(String text) {
    int at = text.indexOf(WRITTEN);
    if (at < 0) {
      throw new IllegalArgumentException("the document has another server than the usual one");
    }
    return new OpenApiText(text.substring(0, at), text.substring(at + WRITTEN.length()));
  }

  /** Answers with the document of a service that is reached there. */
  public HttpResponse<?> answer(PublicUrl url) {
    return HttpResponse.ok(at(url)).contentType(YAML);
  }

  /**
   * The document of a service that is reached there.
   *
   * @return not to be changed; released by the caller
   */
  ByteBuf at(PublicUrl url) {
    ByteBuf server = direct("servers:\n  - url: " + url.base() + "\n");
    return Unpooled.wrappedUnmodifiableBuffer(
            before.retainedDuplicate(), server, behind.retainedDuplicate())
        .asReadOnly();
  }
}
