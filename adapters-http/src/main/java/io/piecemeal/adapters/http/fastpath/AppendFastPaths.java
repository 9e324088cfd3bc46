package io.piecemeal.adapters.http.fastpath;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import io.piecemeal.adapters.http.caps.BodyCaps;
import io.piecemeal.domain.storage.ByteCount;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Makes the fast path of each connection. */
@Singleton
public final class AppendFastPaths {

  private final AppendCall call;
  private final ByteCount cap;
  private final ReceivingBudget budget;

  AppendFastPaths(AppendCall call, BodyCaps caps, ReceivingBudget budget) {
    this.call = call;
    this.cap = caps.json();
    this.budget = budget;
  }

  /** The handler for one connection, for the place right before the framework's. */
  public ChannelHandler newHandler() {
    return new AppendFastPath(this::begin);
  }

  private Optional<AppendExchange> begin(
      HttpRequest request, ChannelHandlerContext context, Runnable afterwards) {
    return AppendHead.of(request, cap)
        .map(
            head ->
                new AppendExchange(
                    context,
                    head,
                    (of, body) -> call.answer(of, context.channel().remoteAddress(), body),
                    budget,
                    afterwards));
  }
}
