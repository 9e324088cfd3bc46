package io.piecemeal.adapters.tus;

import io.piecemeal.domain.upload.FileId;
import io.piecemeal.http.server.problem.RequestRejected;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a request for a final upload names its parts: by paths of here or by absolute URLs of this
 * service, separated by spaces. What is elsewhere is no part, whatever its last segment is.
 *
 * @param publicUrl where the service is reached
 * @param called the {@code Host} of the request
 */
record PartUrls(URI publicUrl, Optional<String> called) {

  /**
   * @param text all of them
   * @throws RequestRejected with 400 for what is no URL of an upload of here
   */
  List<FileId> read(String text) {
    return Stream.of(text.strip().split(" +")).map(this::part).toList();
  }

  private FileId part(String text) {
    return url(text)
        .filter(this::isHere)
        .map(URI::getRawPath)
        .flatMap(this::id)
        .orElseThrow(
            () ->
                Refusals.badField(
                    Tus.CONCAT,
                    "behind 'final;' stand URLs of uploads of this service, as %s/{id}, separated by spaces"
                        .formatted(Tus.PATH)));
  }

  private static Optional<URI> url(String text) {
    try {
      return Optional.of(URI.create(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Whether it is a path alone, or an absolute URL of here, and nothing more than that. */
  private boolean isHere(URI url) {
    boolean plain = url.getRawQuery() == null && url.getRawFragment() == null;
    boolean path = url.getScheme() == null && url.getRawAuthority() == null;
    return plain && (path || isOurs(url));
  }

  /** Whatever its scheme: a proxy may have ended TLS. */
  private boolean isOurs(URI url) {
    String scheme = url.getScheme();
    return ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))
        && url.getHost() != null
        && url.getRawUserInfo() == null
        && (isAt(url, publicUrl)
            || called
                .flatMap(host -> url(scheme + "://" + host))
                .filter(us -> isAt(url, us))
                .isPresent());
  }

  private static boolean isAt(URI url, URI place) {
    return url.getHost().equalsIgnoreCase(place.getHost()) && port(url) == port(place);
  }

  private static int port(URI url) {
    int standard = "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
    return url.getPort() < 0 ? standard : url.getPort();
  }

  /** A public URL may have a path of its own, which a proxy takes away. */
  private Optional<FileId> id(String path) {
    return Stream.of("", publicUrl.getRawPath())
        .map(base -> base + Tus.PATH + "/")
        .filter(path::startsWith)
        .map(base -> path.substring(base.length()))
        .flatMap(id -> FileId.parse(id).stream())
        .findFirst();
  }
}
