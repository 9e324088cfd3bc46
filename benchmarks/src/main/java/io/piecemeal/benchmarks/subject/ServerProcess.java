package io.piecemeal.benchmarks.subject;

import io.piecemeal.harness.proc.Child;
import io.piecemeal.harness.proc.ProcessTree;

/**
 * The processes of a server.
 *
 * @param end ends them, if it is for us to do so
 */
public record ServerProcess(ProcessTree tree, Runnable end) {

  /** Those of a program that was started for the measurement. */
  public static ServerProcess of(Child child) {
    return new ServerProcess(new ProcessTree(child.pid()), child::close);
  }

  /** The processes of a program that runs already, and goes on afterwards. */
  public static ServerProcess ofOthers(long pid) {
    return new ServerProcess(new ProcessTree(pid), () -> {});
  }
}
