package io.piecemeal.adapters.http.page;

import io.micronaut.http.MediaType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.RequestRejected;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Scripts and styles of pages, by name. Each is read when it is first asked for, and kept outside
 * of the heap once for all callers: a script has more than a megabyte, and anybody may ask for it.
 */
@Singleton
final class PageAssets {

  private static final MediaType JAVASCRIPT = MediaType.of("text/javascript; charset=utf-8");
  private static final MediaType CSS = MediaType.of("text/css; charset=utf-8");
  private static final MediaType TEXT = MediaType.of("text/plain; charset=utf-8");

  private static final String OURS = "/page/";
  private static final String SWAGGER_UI =
      "/META-INF/resources/webjars/swagger-ui/%s/"
          .formatted(Resources.artifactVersion("org.webjars", "swagger-ui"));

  private static final Map<String, Source> SOURCES =
      Map.of(
          "page.css", new Source(OURS, CSS),
          "docs.js", new Source(OURS, JAVASCRIPT),
          "docs.css", new Source(OURS, CSS),
          "swagger-ui.css", new Source(SWAGGER_UI, CSS),
          "swagger-ui-bundle.js", new Source(SWAGGER_UI, JAVASCRIPT),
          "swagger-ui-bundle.js.LICENSE.txt", new Source(SWAGGER_UI, TEXT));

  private final Map<String, ByteBuf> loaded = new ConcurrentHashMap<>();

  private record Source(String folder, MediaType type) {}

  /** One that is to be sent; the bytes are not to be changed. */
  record Asset(MediaType type, ByteBuf bytes) {}

  /**
   * @throws RequestRejected if there is none of this name
   */
  Asset find(String name) {
    Source source =
        Optional.ofNullable(SOURCES.get(name))
            .orElseThrow(
                () ->
                    new RequestRejected(
                        Problem.of(ProblemKind.NOT_FOUND, "There is no such path.")));
    ByteBuf bytes = loaded.computeIfAbsent(name, key -> load(source.folder() + key));
    return new Asset(source.type(), bytes.retainedDuplicate());
  }

  private static ByteBuf load(String path) {
    byte[] bytes = Resources.bytes(path);
    return Unpooled.directBuffer(bytes.length, bytes.length).writeBytes(bytes).asReadOnly();
  }
}
