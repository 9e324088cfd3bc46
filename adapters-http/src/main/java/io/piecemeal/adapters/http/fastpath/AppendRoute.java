package io.piecemeal.adapters.http.fastpath;

import io.netty.handler.codec.http.HttpRequest;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.http.server.caps.BodyCaps;
import io.piecemeal.http.server.direct.DirectCall;
import io.piecemeal.http.server.direct.DirectRoute;
import jakarta.inject.Singleton;
import java.net.SocketAddress;
import java.util.Optional;

/** Takes appends that leave no question open. */
@Singleton
final class AppendRoute implements DirectRoute {

  private final AppendCall call;
  private final ByteCount cap;

  AppendRoute(AppendCall call, BodyCaps caps) {
    this.call = call;
    this.cap = caps.json();
  }

  @Override
  public Optional<DirectCall> match(HttpRequest request, SocketAddress from) {
    return AppendHead.of(request, cap).map(head -> body -> call.answer(head, from, body));
  }
}
