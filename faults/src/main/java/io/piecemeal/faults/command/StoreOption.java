package io.piecemeal.faults.command;

import io.piecemeal.faults.subject.Build;
import io.piecemeal.harness.service.ObjectServer;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import picocli.CommandLine.Option;

/** Where the service keeps its chunks. */
final class StoreOption {

  enum Store {
    disk,
    s3
  }

  @Option(
      names = "--store",
      defaultValue = "disk",
      description =
          "Where chunks are kept: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}). With s3, nodes"
              + " share no disk")
  private Store store = Store.disk;

  /** The service with its chunks there. */
  Build on(Build build, WorkFolder work) throws IOException, InterruptedException {
    return switch (store) {
      case disk -> build;
      case s3 -> build.with(ObjectServer.namedOrStarted(work, Harness.home()));
    };
  }

  @Override
  public String toString() {
    return "store=" + store;
  }
}
