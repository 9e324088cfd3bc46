package io.piecemeal.http.server.caps;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.http.server.adapter.StreamPaths;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.stream.Stream;
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
  private final ByteCount raw;
  private final RoutedPaths paths;
  private final StreamPaths streams;

  public BodyCaps(Limits limits, RoutedPaths paths, StreamPaths streams) {
    this.paths = paths;
    this.streams = streams;
    this.json = json(limits);
    this.multipart = multipart(limits);
    this.raw = limits.session();
  }

  /** The most that any body may have. */
  public static ByteCount largest(Limits limits) {
    return Stream.of(json(limits), multipart(limits), limits.session())
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static ByteCount json(Limits limits) {
    long base64 = 4 * ((limits.chunk().value() + 2) / 3);
    return new ByteCount(LONGEST_ESCAPE * base64 + JSON_OVERHEAD);
  }

  private static ByteCount multipart(Limits limits) {
    return new ByteCount(limits.direct().value() + MULTIPART_OVERHEAD);
  }

  /** The most that a JSON body may have. */
  public ByteCount json() {
    return json;
  }

  /**
   * The most that the body of such a request may have. What is sent to a secret path or a stream
   * are the bytes of a file; of all others, all but multipart bodies hold JSON. Where a form is
   * taken, a body of another type is refused for its type, however long it is.
   *
   * @param target the path, with or without a query
   */
  public ByteCount of(String target, @Nullable CharSequence mediaType) {
    if (target.startsWith(paths.secrets()) || streams.contain(target)) {
      return raw;
    }
    return MediaType.MULTIPART_FORM_DATA.equalsIgnoreCase(String.valueOf(mediaType))
            || paths.takesForm(target)
        ? multipart
        : json;
  }

  /** The most that the body of this request may have. */
  public ByteCount of(HttpRequest<?> request) {
    return of(request.getPath(), request.getContentType().map(MediaType::getName).orElse(null));
  }
}
