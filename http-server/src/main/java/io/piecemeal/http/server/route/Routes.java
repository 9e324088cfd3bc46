package io.piecemeal.http.server.route;

import io.micronaut.web.router.Router;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.piecemeal.application.port.in.Authorize.Attempted;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.http.server.adapter.KnownMethods;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Names what a request is about without a caller's text, by the paths that the service has: what
 * varies is given where it is an id, and otherwise by its name, since a ticket's token and a key
 * that a caller put into a path are secrets, and a file's name is nobody else's business. A word
 * that a dialect puts in front of its ids is left out, so that a file has one name in all lines.
 */
@Singleton
public final class Routes {

  /** What the path of a request is that is none of the service's. */
  private static final String OTHER = "(other)";

  private static final String FILE = "{fileId}";

  private static final Pattern ABSOLUTE = Pattern.compile("^[A-Za-z]+://[^/]*");
  private static final Pattern ID =
      Pattern.compile("(?:[a-z]+[-_])?(?<id>[a-z2-7]{32}|[0-9a-f]{16})");

  private final List<List<String>> paths;
  private final KnownMethods methods;

  @Inject
  Routes(Router router, KnownMethods methods) {
    this(router.uriRoutes().map(route -> route.getUriMatchTemplate().toPathString()), methods);
  }

  /**
   * @param templates of paths, such as {@code /files/{fileId}}
   */
  Routes(Stream<String> templates, KnownMethods methods) {
    this.methods = methods;
    paths =
        templates
            .distinct()
            .sorted()
            .map(Routes::segments)
            // What says most comes first, as /tickets/authorize before /tickets/{token}.
            .sorted(Comparator.comparingLong(Routes::variables))
            .toList();
  }

  public String method(String name) {
    return methods.contain(name) ? name : OTHER;
  }

  /**
   * @param target as it was sent
   */
  public String of(String target) {
    return found(target).map(Found::name).orElse(OTHER);
  }

  /**
   * What is asked for by a request: its method and path, and the file that the path names.
   *
   * @param target as it was sent
   */
  public Attempted attempt(String method, String target) {
    Optional<Found> found = found(target);
    return new Attempted(
        method(method) + " " + found.map(Found::name).orElse(OTHER), found.flatMap(Found::file));
  }

  private Optional<Found> found(String target) {
    List<String> segments;
    try {
      segments =
          segments(ABSOLUTE.matcher(new QueryStringDecoder(target).rawPath()).replaceFirst(""));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return paths.stream()
        .filter(path -> fits(path, segments))
        .findFirst()
        .map(path -> new Found(path, segments));
  }

  private static boolean fits(List<String> path, List<String> segments) {
    return path.size() == segments.size()
        && IntStream.range(0, path.size())
            .allMatch(i -> isVariable(path.get(i)) || path.get(i).equals(segments.get(i)));
  }

  /** A path of the service, and what stands in the place of its segments. */
  private record Found(List<String> path, List<String> segments) {

    String name() {
      return IntStream.range(0, path.size())
          .mapToObj(
              i -> isVariable(path.get(i)) ? id(segments.get(i)).orElse(path.get(i)) : path.get(i))
          .collect(Collectors.joining("/"));
    }

    Optional<FileId> file() {
      int place = path.indexOf(FILE);
      return place < 0 ? Optional.empty() : id(segments.get(place)).flatMap(FileId::parse);
    }
  }

  private static Optional<String> id(String segment) {
    Matcher matcher = ID.matcher(segment);
    return matcher.matches() ? Optional.of(matcher.group("id")) : Optional.empty();
  }

  /** A slash at the end is none to the framework. */
  private static List<String> segments(String path) {
    String ended =
        path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return List.of(ended.split("/", -1));
  }

  private static boolean isVariable(String segment) {
    return segment.startsWith("{");
  }

  private static long variables(List<String> path) {
    return path.stream().filter(Routes::isVariable).count();
  }
}
