package io.piecemeal.adapters.http.append;

import io.micronaut.http.MediaType;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.piecemeal.http.server.direct.DirectCall;
import io.piecemeal.http.server.direct.DirectRoute;
import io.piecemeal.http.server.request.JsonHead;
import jakarta.inject.Singleton;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes every {@code PUT /uploads/{file_id}}. */
@Singleton
final class AppendRoute implements DirectRoute {

  /** As the framework's router reads the paths of sessions. */
  private static final Pattern PATH =
      Pattern.compile("(?:(?i:https?)://[^/]*)?/uploads/([^/&;+]+)/?");

  private static final List<MediaType> ANSWERS = List.of(MediaType.APPLICATION_JSON_TYPE);

  private final AppendCall call;

  AppendRoute(AppendCall call) {
    this.call = call;
  }

  @Override
  public Optional<DirectCall> match(HttpRequest request, SocketAddress from) {
    if (!request.method().equals(HttpMethod.PUT)) {
      return Optional.empty();
    }
    QueryStringDecoder target = new QueryStringDecoder(request.uri());
    Matcher path = PATH.matcher(target.rawPath());
    if (!path.matches()) {
      return Optional.empty();
    }
    String id = QueryStringDecoder.decodeComponent(path.group(1));
    return Optional.of(
        (body, stream) ->
            call.answer(new JsonHead(request, target, ANSWERS), id, from, body, stream));
  }

  @Override
  public List<HttpMethod> methods(String path) {
    return PATH.matcher(path).matches() ? List.of(HttpMethod.PUT) : List.of();
  }
}
