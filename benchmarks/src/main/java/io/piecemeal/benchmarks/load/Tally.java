package io.piecemeal.benchmarks.load;

import org.HdrHistogram.Histogram;

/** What one or several connections counted. Not for several threads at once. */
public final class Tally {

  private static final int DIGITS = 3;

  private final Histogram nanos = new Histogram(DIGITS);
  private long errors;
  private String lastError = "";

  void succeeded(long latency) {
    nanos.recordValue(Math.max(0, latency));
  }

  void failed(Exception failure) {
    errors++;
    lastError = failure.toString();
  }

  void add(Tally other) {
    nanos.add(other.nanos);
    errors += other.errors;
    lastError = other.errors > 0 ? other.lastError : lastError;
  }

  /** Requests that were carried out. */
  public long requests() {
    return nanos.getTotalCount();
  }

  /** Requests that were refused or broke. */
  public long errors() {
    return errors;
  }

  /** What the last error was; empty without one. */
  public String lastError() {
    return lastError;
  }

  /** The latency that this share of the requests stayed below, in milliseconds. */
  public double milliseconds(double percentile) {
    return nanos.getValueAtPercentile(percentile) / 1e6;
  }
}
