package io.piecemeal.http.server.direct;

import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.HttpRequest;
import io.piecemeal.http.server.address.CalledUrl;
import io.piecemeal.http.server.address.ClientAddresses;
import jakarta.inject.Singleton;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;

/** Makes the handler of direct requests for each connection. */
@Singleton
public final class DirectHandlers {

  private final List<DirectRoute> routes;
  private final ReceivingBudget budget;
  private final ClientAddresses callers;

  DirectHandlers(List<DirectRoute> routes, ReceivingBudget budget, ClientAddresses callers) {
    this.callers = callers;
    this.routes = routes;
    this.budget = budget;
  }

  /** The handler for one connection, for the place before {@link #newCountOfOthers}. */
  public ChannelHandler newHandler() {
    return new DirectHandler(this::match, budget);
  }

  /** Counts the bodies of all other requests, for the place right before the framework's. */
  public ChannelHandler newCountOfOthers() {
    return new FrameworkBodies(budget);
  }

  /** What answers with a URL has to know at which one it was called. */
  private DirectCall during(HttpRequest request, SocketAddress peer, DirectCall call) {
    return callers
        .url(peer, request.headers()::getAll)
        .<DirectCall>map(
            url -> (body, stream) -> CalledUrl.during(url, () -> call.answer(body, stream)))
        .orElse(call);
  }

  private Optional<DirectCall> match(HttpRequest request, SocketAddress peer) {
    SocketAddress from = callers.address(peer, request);
    for (DirectRoute route : routes) {
      Optional<DirectCall> call = route.match(request, from);
      if (call.isPresent()) {
        return call.map(one -> during(request, peer, one));
      }
    }
    return Optional.empty();
  }
}
