package io.piecemeal.benchmarks.command;

import io.piecemeal.benchmarks.peer.Afternoon;
import io.piecemeal.benchmarks.peer.Bare;
import io.piecemeal.benchmarks.peer.Nginx;
import io.piecemeal.benchmarks.peer.Ours;
import io.piecemeal.benchmarks.peer.OursByPatch;
import io.piecemeal.benchmarks.peer.OursOnS3;
import io.piecemeal.benchmarks.peer.TusJava;
import io.piecemeal.benchmarks.peer.TusNode;
import io.piecemeal.benchmarks.peer.TusS3;
import io.piecemeal.benchmarks.probe.DiskProbe;
import io.piecemeal.benchmarks.probe.PgbenchProbe;
import io.piecemeal.benchmarks.subject.MissingException;
import io.piecemeal.benchmarks.subject.Subject;
import io.piecemeal.benchmarks.subject.Workspace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** All that can take turns, ours first. */
final class Peers {

  private static final List<Subject.Starter> ALL =
      List.of(
          new Ours(),
          OursByPatch.tus(),
          OursByPatch.ietf(),
          new Bare(),
          new Nginx(),
          new Afternoon(),
          new TusJava(),
          new TusNode(),
          new PgbenchProbe(),
          new DiskProbe());

  /** Those that keep chunks in an object store, and ours that does not. */
  private static final List<Subject.Starter> ON_S3 =
      List.of(new OursOnS3(), new Ours(), new TusS3());

  /** Where chunks are kept. */
  enum Store {
    disk,
    s3
  }

  private Peers() {}

  private static Stream<Subject.Starter> all(Store store) {
    return switch (store) {
      case disk -> ALL.stream();
      case s3 -> ON_S3.stream();
    };
  }

  static List<String> names(Store store) {
    return all(store).map(Subject.Starter::name).toList();
  }

  /** Those that were asked for, in our order. */
  static List<Subject.Starter> some(Store store, Set<String> only) {
    return all(store).filter(one -> only.isEmpty() || only.contains(one.name())).toList();
  }

  /** Starts them; one that the machine lacks is told. */
  static List<Subject> start(
      List<? extends Subject.Starter> starters, Workspace workspace, Consumer<String> progress)
      throws IOException, InterruptedException {
    List<Subject> started = new ArrayList<>();
    for (Subject.Starter starter : starters) {
      progress.accept("starting " + starter.name());
      try {
        started.add(workspace.own(starter.start(workspace)));
      } catch (MissingException missing) {
        progress.accept("skipped " + starter.name() + ": " + missing.getMessage());
      }
    }
    return started;
  }
}
