package io.piecemeal.benchmarks.subject;

/** What a figure is worth. The two are never mixed. */
public enum Regime {
  /** Files and commits are synced to the disk: the product's figure. */
  SYNCED("on"),
  /** Files in memory, commits not awaited: what the software itself costs. */
  TMPFS("off");

  private final String synchronousCommit;

  Regime(String synchronousCommit) {
    this.synchronousCommit = synchronousCommit;
  }

  /** The value of PostgreSQL's setting of that name. */
  public String synchronousCommit() {
    return synchronousCommit;
  }
}
