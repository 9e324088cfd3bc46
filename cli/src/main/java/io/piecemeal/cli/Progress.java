package io.piecemeal.cli;

import java.io.PrintStream;
import java.util.Locale;

/** One line on a terminal that tells how all transfers of a run go on; nothing anywhere else. */
final class Progress implements AutoCloseable {

  private static final long INTERVAL_NANOS = 100_000_000;
  private static final int BAR = 24;

  private final PrintStream out;
  private final boolean shown;
  private final long start = System.nanoTime();

  private long done;
  private long atStart;
  private long total;
  private boolean totalKnown = true;
  private long lastShown;
  private int width;

  Progress(Surroundings surroundings) {
    this.out = surroundings.errors();
    this.shown = surroundings.terminal();
  }

  /** There are so many bytes more, or a number that is not known where it is negative. */
  synchronized void expect(long bytes) {
    totalKnown &= bytes >= 0;
    total += Math.max(0, bytes);
  }

  /** Bytes that were there before this run: they say nothing about its speed. */
  synchronized void found(long bytes) {
    done += bytes;
    atStart += bytes;
    show(false);
  }

  synchronized void moved(long bytes) {
    done += bytes;
    show(false);
  }

  private void show(boolean last) {
    long now = System.nanoTime();
    if (!shown || (!last && now - lastShown < INTERVAL_NANOS)) {
      return;
    }
    lastShown = now;
    double rate = (done - atStart) / Math.max(0.001, (now - start) / 1e9);
    String line = "%s  %s/s".formatted(amount(), Sizes.of((long) rate));
    width = Math.max(width, line.length());
    out.print("\r" + line + " ".repeat(width - line.length()));
    out.flush();
  }

  private String amount() {
    if (!totalKnown || total == 0) {
      return Sizes.of(done);
    }
    double share = Math.min(1, (double) done / total);
    int full = (int) (share * BAR);
    return String.format(
        Locale.ROOT,
        "[%s%s] %3d %%  %s of %s",
        "#".repeat(full),
        ".".repeat(BAR - full),
        (int) (share * 100),
        Sizes.of(done),
        Sizes.of(total));
  }

  /** Takes the line away, so that something else can be said. */
  synchronized void clear() {
    if (shown && width > 0) {
      out.print("\r" + " ".repeat(width) + "\r");
      out.flush();
      width = 0;
    }
  }

  @Override
  public synchronized void close() {
    if (shown && width > 0) {
      show(true);
      out.println();
      width = 0;
    }
  }
}
