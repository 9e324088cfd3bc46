package io.piecemeal.benchmarks.figures;

/** What is measured in a turn. */
public enum Metric {
  /** Decoded bytes in millions a second. */
  THROUGHPUT("MB/s", "decoded MB/s", 0),
  /** Answered requests. */
  REQUESTS("req/s", "requests/s", 0),
  /** Half of the requests were faster. */
  MEDIAN_LATENCY("p50 ms", "p50 latency, ms", 2),
  /** Of a hundred requests one was slower. */
  HIGH_LATENCY("p99 ms", "p99 latency, ms", 2),
  /** What the server's processes needed. */
  CPU_PER_GB("CPU-s/GB", "server CPU-s per decoded GB", 2),
  /** The peak of the main process. */
  PEAK_MEMORY("peak MB", "peak RSS of the main process, MB", 0),
  /** All processes of the server at the end of the turn. */
  TREE_MEMORY("tree MB", "memory of all processes, MB", 0),
  /** Commits of PostgreSQL for each request. */
  COMMITS("commits/req", "PostgreSQL commits per request", 2),
  /** Of all processors. */
  CLIENT_CPU("client %", "the client's share of all processors, %", 0),
  /** Of all processors: neither the server nor the client, but others and the kernel. */
  OTHER_CPU("others %", "the share of others on the machine, %", 0),
  /** Refused or broken requests. */
  ERRORS("errors", "errors", 0);

  private final String heading;
  private final String description;
  private final int decimals;

  Metric(String heading, String description, int decimals) {
    this.heading = heading;
    this.description = description;
    this.decimals = decimals;
  }

  /** A short name with its unit. */
  public String heading() {
    return heading;
  }

  /** A longer name with its unit. */
  public String description() {
    return description;
  }

  /** Digits after the point that mean something. */
  public int decimals() {
    return decimals;
  }
}
