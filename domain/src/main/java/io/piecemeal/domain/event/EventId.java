package io.piecemeal.domain.event;

import java.util.UUID;

/** The name of an event, the same whenever and however often it is told. */
public record EventId(UUID value) {

  /** What its spelling begins with. */
  public static final String PREFIX = "evt_";

  /** The prefix and 32 hex digits. */
  @Override
  public String toString() {
    return PREFIX + value.toString().replace("-", "");
  }
}
