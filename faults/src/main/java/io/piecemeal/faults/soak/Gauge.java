package io.piecemeal.faults.soak;

/** What must not grow, and how much more there may be in the last quarter than in the second. */
enum Gauge {
  HEAP_AFTER_GC("heap MB", 0.20, 8e6, Warming.UP),

  /**
   * Shown only: -Xmx bounds it, and until then it is what the collector happens to have touched.
   */
  RESIDENT_HEAP("resident heap MB", 0, Double.POSITIVE_INFINITY, Warming.UP),

  BESIDE_HEAP("resident beside heap MB", 0.10, 16e6, Warming.UP),
  FILES("open files", 0.10, 24, Warming.NOT),
  THREADS("threads", 0.10, 10, Warming.NOT),
  CONNECTIONS("pool connections", 0.10, 2, Warming.NOT);

  private static final double MEGA = 1e6;

  private final String title;
  private final double share;
  private final double slack;
  private final Warming warming;

  /** Whether a JVM needs minutes until it has as much of it as it will. */
  enum Warming {
    UP,
    NOT
  }

  Gauge(String title, double share, double slack, Warming warming) {
    this.title = title;
    this.share = share;
    this.slack = slack;
    this.warming = warming;
  }

  boolean isWarmingUp() {
    return warming == Warming.UP;
  }

  boolean hasGrown(double before, double after) {
    return after > before * (1 + share) + slack;
  }

  String title() {
    return title;
  }

  /** A value as it is shown. */
  double inUnits(double value) {
    return title.endsWith("MB") ? value / MEGA : value;
  }

  String describe(double before, double after) {
    return "%s %.0f->%.0f".formatted(title, inUnits(before), inUnits(after));
  }
}
