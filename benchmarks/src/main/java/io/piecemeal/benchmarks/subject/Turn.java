package io.piecemeal.benchmarks.subject;

import io.piecemeal.benchmarks.load.Crew;
import io.piecemeal.benchmarks.load.LoadCase;
import io.piecemeal.benchmarks.load.Pace;
import java.time.Duration;

/**
 * What is done in one turn.
 *
 * @param mostBytes no more than about this much is written, so that the disk holds it
 * @param rate requests a second of all connections together; 0 for as many as can be
 */
public record Turn(LoadCase load, Duration time, long mostBytes, double rate) {

  /** As many requests as can be. */
  public static Turn closedLoop(LoadCase load, Duration time, long mostBytes) {
    return new Turn(load, time, mostBytes, 0);
  }

  /** What each connection may do. */
  public Crew.Limits limits() {
    long chunks = mostBytes / load.chunk().bytes();
    return new Crew.Limits(time, Math.max(1, chunks / load.connections()));
  }

  /** When a connection sends; those of a fixed rate take turns. */
  public Pace pace(int connection) {
    if (rate == 0) {
      return new Pace.AtOnce();
    }
    double nanosBetween = 1e9 / rate;
    return new Pace.Fixed(
        Math.round(nanosBetween * load.connections()), Math.round(nanosBetween * connection));
  }
}
