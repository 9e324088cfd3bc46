package io.piecemeal.adapters.mcp.progress;

import io.piecemeal.domain.storage.ByteCount;
import java.util.Optional;

/** Is told how far the call is that this thread does. */
@FunctionalInterface
public interface Progress {

  /** For the calls of clients that want no reports. */
  Progress UNHEARD = (done, total) -> {};

  /**
   * Takes note; nothing that happens here is of concern to the call.
   *
   * @param total what it comes to in the end, if that is known
   */
  void reached(ByteCount done, Optional<ByteCount> total);

  /** Whom the call under way is to tell; nobody where its client wants no reports. */
  static Progress current() {
    return Heard.CURRENT.orElse(UNHEARD);
  }

  /** Does what a client asks for that wants reports. */
  static <T> T during(Progress progress, ScopedValue.CallableOp<T, RuntimeException> work) {
    return ScopedValue.where(Heard.CURRENT, progress).call(work);
  }
}
