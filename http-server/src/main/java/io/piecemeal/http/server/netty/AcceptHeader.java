package io.piecemeal.http.server.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Spells out what callers accept, since the framework refuses ranges such as {@code application/*}
 * (RFC 9110 section 12.5.1). Who accepts problems expects JSON where all is well: generated clients
 * ask for the types of a route's errors only, where its success has no body. Where there is never a
 * body but of a problem, what is accepted does not matter. What is excluded is left out.
 */
final class AcceptHeader extends ChannelInboundHandlerAdapter {

  /** By range, in lower case: the types of ours that are meant. */
  private static final Map<String, List<String>> MEANT =
      Map.of(
          "application/*", List.of("application/json", "application/yaml"),
          "application/problem+json", List.of("application/json"),
          "text/*", List.of("text/html", "text/plain", "text/css", "text/javascript"));

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      spellOut(request);
    }
    context.fireChannelRead(message);
  }

  private static void spellOut(HttpRequest request) {
    if (request.method().equals(HttpMethod.DELETE)) {
      request.headers().remove(HttpHeaderNames.ACCEPT);
      return;
    }
    AcceptedTypes accepted = AcceptedTypes.of(request.headers().getAll(HttpHeaderNames.ACCEPT));
    if (accepted.exclude()) {
      request.headers().set(HttpHeaderNames.ACCEPT, accepted.withoutExcluded());
      return;
    }
    Set<String> meant =
        accepted
            .types()
            .flatMap(type -> MEANT.getOrDefault(type, List.of()).stream())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (!meant.isEmpty()) {
      request.headers().add(HttpHeaderNames.ACCEPT, String.join(", ", meant));
    }
  }
}
