package io.piecemeal.faults.cut;

import io.piecemeal.faults.account.Finding;
import io.piecemeal.faults.account.Finding.Kind;
import io.piecemeal.faults.client.Answer;
import io.piecemeal.faults.client.Caller;
import io.piecemeal.faults.subject.Build;
import io.piecemeal.faults.subject.Target;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

/** Cuts connections of clients of tus until enough are cut, and checks each upload. */
public final class CutRun {

  private static final int LARGEST = 4 << 20;

  private final Target target;
  private final SplittableRandom random;
  private final Queue<Finding> findings = new ConcurrentLinkedQueue<>();
  private final LongAdder uploads = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder attempts = new LongAdder();
  private final LongAdder conflicts = new LongAdder();
  private int cutInRequests;
  private int cutInAnswers;

  /** Starts the service. */
  public CutRun(WorkFolder folder, Build build, long seed)
      throws IOException, InterruptedException {
    this.target = Target.start(folder, "service", build.on(folder.newFolder("data")));
    this.random = new SplittableRandom(seed);
  }

  /**
   * Uploads until so many connections are cut.
   *
   * @return what was found
   */
  public List<Finding> run(int cuts, int clients)
      throws IOException, InterruptedException, ExecutionException {
    try (CuttingProxy proxy = new CuttingProxy(target.port(), cuts, LARGEST, random.split());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> work = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        SplittableRandom own = random.split();
        work.add(threads.submit(() -> uploadWhileCut(proxy, own)));
      }
      for (Future<?> each : work) {
        each.get();
      }
      cutInRequests = proxy.cutInRequests();
      cutInAnswers = proxy.cutInAnswers();
    }
    target.stop();
    return List.copyOf(findings);
  }

  private Void uploadWhileCut(CuttingProxy proxy, SplittableRandom own) throws IOException {
    try (Caller caller = new Caller(target.port())) {
      while (proxy.left() > 0) {
        CutUpload upload = new CutUpload(proxy.port(), LARGEST, own);
        upload.send();
        check(upload, caller);
        upload.finding().ifPresent(findings::add);
        uploads.increment();
        bytes.add(upload.bytes());
        attempts.add(upload.attempts());
        conflicts.add(upload.conflicts());
        Answer _ = caller.call("DELETE", "/files/" + upload.id(), "");
      }
    }
    return null;
  }

  private static void check(CutUpload upload, Caller caller) throws IOException {
    String file = "/files/" + upload.id();
    if (caller.call("GET", file, "") instanceof Answer.Done found
        && found.body().path("status").asText().equals("complete")) {
      upload.compare(caller.bytes(file + "/content"));
    } else {
      upload.found(Kind.LOST, "it was sent, and is not complete");
    }
  }

  /** What was done. */
  public String figures() {
    return "cuts=%d (in requests %d, in answers %d) uploads=%d bytes=%d attempts=%d conflicts=%d"
        .formatted(
            cutInRequests + cutInAnswers,
            cutInRequests,
            cutInAnswers,
            uploads.sum(),
            bytes.sum(),
            attempts.sum(),
            conflicts.sum());
  }
}
