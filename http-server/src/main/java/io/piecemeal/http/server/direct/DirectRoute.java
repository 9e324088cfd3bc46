package io.piecemeal.http.server.direct;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;

/** Requests of one kind that are answered past the framework's router, filters and body. */
@FunctionalInterface
public interface DirectRoute {

  /**
   * The call that a request asks for. Runs on the connection's event loop, and must not block.
   *
   * @param request the head, which has passed all checks of the connection
   * @param from the caller's address
   * @return empty if the request is for the framework
   */
  Optional<DirectCall> match(HttpRequest request, SocketAddress from);

  /** The methods that it answers at this path, for an answer to another one. */
  default List<HttpMethod> methods(String path) {
    return List.of();
  }
}
