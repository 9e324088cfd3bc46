package io.piecemeal.benchmarks.subject;

import io.piecemeal.benchmarks.load.BodyForm;
import io.piecemeal.benchmarks.load.ChunkTarget;
import io.piecemeal.harness.proc.Child;
import io.piecemeal.harness.proc.Loopback;
import io.piecemeal.harness.proc.ProcessTree;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * A server that takes chunks.
 *
 * @param chunkFolder where the bytes of chunks lie. They are removed after each turn behind the
 *     server's back, so that no server pays for removals in another one's turn.
 */
public record RunningServer(
    Child child,
    int port,
    BodyForm form,
    ChunkTarget.Factory targets,
    Path chunkFolder,
    CommitCounter commits) {

  /** Where it listens. */
  public InetSocketAddress address() {
    return Loopback.port(port);
  }

  /** Its processes. */
  public ProcessTree tree() {
    return new ProcessTree(child.pid());
  }
}
