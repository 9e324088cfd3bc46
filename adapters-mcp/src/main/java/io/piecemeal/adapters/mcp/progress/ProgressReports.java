package io.piecemeal.adapters.mcp.progress;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.mcp.protocol.rpc.ProgressToken;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Makes messages of what a call has reached: at most one in a second, and none in its first, so
 * that calls that are done by then are answered as ever. For use by one thread.
 */
public final class ProgressReports implements Progress {

  static final Duration INTERVAL = Duration.ofSeconds(1);

  private final ProgressToken token;
  private final Messages messages;
  private final LongSupplier nanos;
  private long last;
  private ByteCount reported = ByteCount.ZERO;

  /** Where the messages go. */
  @FunctionalInterface
  public interface Messages {
    void send(Map<String, Object> message);
  }

  /**
   * @param token what the client tells the reports by
   * @param nanos a clock that only goes forward
   */
  public ProgressReports(ProgressToken token, Messages messages, LongSupplier nanos) {
    this.token = token;
    this.messages = messages;
    this.nanos = nanos;
    this.last = nanos.getAsLong();
  }

  /** The protocol wants each report to be of more than the one before. */
  @Override
  public void reached(ByteCount done, Optional<ByteCount> total) {
    long now = nanos.getAsLong();
    if (done.isAtMost(reported) || now - last < INTERVAL.toNanos()) {
      return;
    }
    last = now;
    reported = done;
    messages.send(
        token.report(
            done.value(),
            total.map(all -> OptionalLong.of(all.value())).orElse(OptionalLong.empty())));
  }
}
