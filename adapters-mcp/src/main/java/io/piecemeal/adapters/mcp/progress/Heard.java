package io.piecemeal.adapters.mcp.progress;

/** Where the progress of a call is kept, which tools reach through an SDK that knows none. */
final class Heard {

  static final ScopedValue<Progress> CURRENT = ScopedValue.newInstance();

  private Heard() {}
}
