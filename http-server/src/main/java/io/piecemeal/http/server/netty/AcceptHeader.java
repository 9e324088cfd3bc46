package io.piecemeal.http.server.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Spells out what callers accept, since the framework refuses ranges such as {@code application/*}
 * (RFC 9110 section 12.5.1). Who accepts problems expects JSON where all is well: generated clients
 * ask for the types of a route's errors only, where its success has no body. Where there is never a
 * body but of a problem, what is accepted does not matter.
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
    Set<String> meant =
        request.headers().getAll(HttpHeaderNames.ACCEPT).stream()
            .flatMap(field -> Stream.of(field.split(",")))
            .flatMap(range -> MEANT.getOrDefault(type(range), List.of()).stream())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (!meant.isEmpty()) {
      request.headers().add(HttpHeaderNames.ACCEPT, String.join(", ", meant));
    }
  }

  /** Without its parameters. */
  private static String type(String range) {
    int end = range.indexOf(';');
    return range.substring(0, end < 0 ? range.length() : end).strip().toLowerCase(Locale.ROOT);
  }
}
