package io.piecemeal.adapters.http.fastpath;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import io.piecemeal.adapters.http.caps.BodyCaps;
import io.piecemeal.domain.ByteCount;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Makes the fast path of each connection, and shares the memory for bodies among them. */
@Singleton
public final class AppendFastPaths {

  /** Bytes of all bodies together that may wait to be decoded, beyond the least for each. */
  private static final int BUDGET = 16 << 20;

  private static final int SMALLEST_WINDOW = 64 << 10;

  /** More is of no use: by then the reader has fallen behind. */
  private static final int LARGEST_WINDOW = 512 << 10;

  private final AppendCall call;
  private final ByteCount cap;

  AppendFastPaths(AppendCall call, BodyCaps caps) {
    this.call = call;
    this.cap = caps.json();
  }

  /** The handler for one connection, for the place right before the framework's. */
  public ChannelHandler newHandler() {
    return new AppendFastPath(this::begin);
  }

  private Optional<AppendExchange> begin(
      HttpRequest request, ChannelHandlerContext context, Runnable afterwards) {
    return AppendHead.of(request, cap)
        .map(head -> new AppendExchange(context, head, call, window(), afterwards));
  }

  private int window() {
    return Math.clamp(BUDGET / Math.max(1, call.underWay()), SMALLEST_WINDOW, LARGEST_WINDOW);
  }
}
