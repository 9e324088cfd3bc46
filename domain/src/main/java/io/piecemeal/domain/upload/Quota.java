package io.piecemeal.domain.upload;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How much one owner may have at a time; no bound where empty.
 *
 * @param bytes charged for what the owner stores, as {@link Usage} counts them
 * @param openSessions files that still take chunks
 */
public record Quota(Optional<ByteCount> bytes, OptionalInt openSessions) implements Quotas {

  public static final Quota NONE = new Quota(Optional.empty(), OptionalInt.empty());

  public Quota {
    if (openSessions.orElse(0) < 0) {
      throw new IllegalArgumentException(
          "a quota is never negative: %d sessions".formatted(openSessions.getAsInt()));
    }
  }

  /** The same for every owner. */
  @Override
  public Quota of(Owner owner) {
    return this;
  }

  /** Whether there is a bound on anything that is added. */
  public boolean bounds(Usage added) {
    return boundsBytes(added) || boundsSessions(added);
  }

  /** Whether there is a bound on open sessions, and some are added. */
  public boolean boundsSessions(Usage added) {
    return openSessions.isPresent() && added.openSessions() > 0;
  }

  private boolean boundsBytes(Usage added) {
    return bytes.isPresent() && !added.bytes().isZero();
  }

  /**
   * Checks that there is room for what is added. Who has too much of one thing already, as after
   * the quota was lowered, may still have more of another.
   *
   * @throws UploadRejected with {@link Refusal.QuotaExceeded}
   */
  public void requireRoom(Usage used, Usage added) {
    if (boundsBytes(added)) {
      long limit = bytes.orElseThrow().value();
      require(Resource.BYTES, limit, used.bytes().value(), added.bytes().value());
    }
    if (boundsSessions(added)) {
      int limit = openSessions.getAsInt();
      require(Resource.OPEN_SESSIONS, limit, used.openSessions(), added.openSessions());
    }
  }

  private static void require(Resource resource, long limit, long used, long added) {
    // None of them is negative, so the difference does not overflow; the sum might.
    if (added > limit - used) {
      throw new UploadRejected(new Refusal.QuotaExceeded(resource, limit, used));
    }
  }

  /** What a quota bounds. */
  public enum Resource {
    BYTES,
    OPEN_SESSIONS
  }
}
