package io.piecemeal.benchmarks.subject;

import io.piecemeal.benchmarks.load.BodyForm;
import io.piecemeal.benchmarks.load.ChunkTarget;
import io.piecemeal.harness.proc.Loopback;
import io.piecemeal.harness.proc.ProcessTree;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * A server that takes chunks.
 *
 * @param port on 127.0.0.1
 */
public record RunningServer(
    ServerProcess process,
    int port,
    BodyForm form,
    ChunkTarget.Factory targets,
    Leftovers leftovers,
    CommitCounter commits)
    implements AutoCloseable {

  /** The same server, given its chunks in another way. */
  public RunningServer taking(BodyForm otherForm, ChunkTarget.Factory otherTargets) {
    return new RunningServer(process, port, otherForm, otherTargets, leftovers, commits);
  }

  /** The same server with what it keeps. */
  public RunningServer leaving(Leftovers kept, CommitCounter counter) {
    return new RunningServer(process, port, form, targets, kept, counter);
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return Loopback.port(port);
  }

  /** Its processes. */
  public ProcessTree tree() {
    return process.tree();
  }

  @Override
  public void close() throws IOException {
    commits.close();
    process.end().run();
  }
}
