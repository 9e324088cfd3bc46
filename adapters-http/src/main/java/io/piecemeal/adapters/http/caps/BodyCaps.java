package io.piecemeal.adapters.http.caps;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.piecemeal.domain.ByteCount;
import io.piecemeal.domain.Limits;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** How large the bodies of requests may get: what follows from the limits of what is in them. */
@Singleton
public final class BodyCaps {

  /** Each character of the Base64 may be written as an escape of six. */
  private static final long LONGEST_ESCAPE = 6;

  /** Room for all that is not data: other members, blanks. */
  private static final long JSON_OVERHEAD = 64L << 10;

  /** Room for boundaries and headers of parts. */
  private static final long MULTIPART_OVERHEAD = 1L << 20;

  private final ByteCount json;
  private final ByteCount multipart;

  public BodyCaps(Limits limits) {
    long base64 = 4 * ((limits.chunk().value() + 2) / 3);
    this.json = new ByteCount(LONGEST_ESCAPE * base64 + JSON_OVERHEAD);
    this.multipart = new ByteCount(limits.direct().value() + MULTIPART_OVERHEAD);
  }

  /** The most that any body may have. */
  public ByteCount largest() {
    return json.value() > multipart.value() ? json : multipart;
  }

  /** The most that a multipart body may have. */
  public ByteCount multipart() {
    return multipart;
  }

  /** The most that a body of this media type may have; all but multipart bodies hold JSON. */
  public ByteCount of(@Nullable CharSequence mediaType) {
    return MediaType.MULTIPART_FORM_DATA.equalsIgnoreCase(String.valueOf(mediaType))
        ? multipart
        : json;
  }

  /** The most that the body of this request may have. */
  public ByteCount of(HttpRequest<?> request) {
    return of(request.getContentType().map(MediaType::getName).orElse(null));
  }
}
