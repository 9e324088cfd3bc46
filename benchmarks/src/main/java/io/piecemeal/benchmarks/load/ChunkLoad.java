package io.piecemeal.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.IntFunction;

/** Chunks of one case, sent to one server. */
public final class ChunkLoad {

  private final LoadCase load;
  private final Bodies bodies;

  /** Prepares the bodies. */
  public ChunkLoad(LoadCase load, BodyForm form) {
    this.load = load;
    this.bodies = Bodies.prepare(load.chunk(), form);
  }

  /** Sends them. */
  public Crew.Outcome run(
      InetSocketAddress address,
      ChunkTarget.Factory targets,
      IntFunction<Pace> paces,
      Crew.Limits limits,
      Runnable atStart)
      throws IOException, InterruptedException {
    return Crew.run(
        load.connections(),
        _ -> new Sender(address, load.chunk(), bodies, targets),
        paces,
        limits,
        atStart);
  }
}
