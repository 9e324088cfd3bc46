package io.piecemeal.http.server.address;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * An OpenAPI document that is written by hand, and names as its server the service as it is
 * reached.
 */
public final class OpenApiText {

  /** What the file has in that place, for those who read it without a service. */
  private static final String WRITTEN = "servers:\n  - url: http://127.0.0.1:8080\n";

  private final String before;
  private final String behind;

  private OpenApiText(String before, String behind) {
    this.before = before;
    this.behind = behind;
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

  /** The document of a service that is reached there. */
  public String at(PublicUrl url) {
    return before + "servers:\n  - url: " + url.base() + "\n" + behind;
  }
}
