package io.piecemeal.http.server.direct;

import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.HttpRequest;
import jakarta.inject.Singleton;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;

/** Makes the handler of direct requests for each connection. */
@Singleton
public final class DirectHandlers {

  private final List<DirectRoute> routes;
  private final ReceivingBudget budget;

  DirectHandlers(List<DirectRoute> routes, ReceivingBudget budget) {
    this.routes = routes;
    this.budget = budget;
  }

  /** The handler for one connection, for the place right before the framework's. */
  public ChannelHandler newHandler() {
    return new DirectHandler(this::match, budget);
  }

  private Optional<DirectCall> match(HttpRequest request, SocketAddress from) {
    for (DirectRoute route : routes) {
      Optional<DirectCall> call = route.match(request, from);
      if (call.isPresent()) {
        return call;
      }
    }
    return Optional.empty();
  }
}
