package io.piecemeal.faults.load;

import io.piecemeal.faults.account.FileAccount;
import io.piecemeal.faults.account.FileState.Stage;
import io.piecemeal.faults.client.Answer;
import io.piecemeal.faults.client.Caller;
import io.piecemeal.faults.client.FileCalls;
import io.piecemeal.faults.load.FileWork.Manner;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/** Fills one file after the other, keeps the last ones, and looks after them after each fault. */
final class Client implements Worker {

  private static final int KEPT = 4;
  private static final int REWINDS_PER_CENT = 6;
  private static final int COMPLETED_PER_CENT = 55;
  private static final int DELETED_PER_CENT = 15;

  private final Inspection inspection;
  private final ChunkMix mix;
  private final Manner manner;
  private final SplittableRandom random;
  private final long seed;
  private final IntSupplier fileNumbers;
  private final Deque<FileAccount> kept = new ArrayDeque<>();
  private int visit;

  Client(Inspection inspection, ChunkMix mix, Manner manner, long seed, IntSupplier fileNumbers) {
    this.inspection = inspection;
    this.mix = mix;
    this.manner = manner;
    this.seed = seed;
    this.fileNumbers = fileNumbers;
    this.random = new SplittableRandom(seed + fileNumbers.getAsInt());
  }

  @Override
  public void work(BooleanSupplier stopped) throws InterruptedException {
    while (!stopped.getAsBoolean()) {
      FileAccount account = open();
      try {
        fill(new FileWork(account, inspection, manner), stopped);
        kept.addLast(account);
        discardOldest(KEPT);
      } catch (BrokenPromiseException broken) {
        inspection.tally().found(List.of(broken.finding()));
        inspection.check(account);
      }
    }
    for (FileAccount account : kept) {
      inspection.check(account);
    }
  }

  private FileAccount open() throws InterruptedException {
    while (true) {
      inspection.caller().callAt(inspection.site().awaitUp());
      Answer answer = new FileCalls(inspection.caller()).open();
      inspection.tally().operation();
      if (answer instanceof Answer.Done done) {
        return new FileAccount(done.body().path("file_id").asText(), seed, fileNumbers.getAsInt());
      }
      // A session whose id was lost is nobody's; another one is opened.
      Site.backOff();
    }
  }

  private void fill(FileWork work, BooleanSupplier stopped) throws InterruptedException {
    int chunks = mix.chunks(random);
    for (int chunk = 0; chunk < chunks && !stopped.getAsBoolean(); chunk++) {
      lookAfter(work.account());
      work.append(mix.length(random));
      int parts = work.account().certain().parts().size();
      if (random.nextInt(100) < REWINDS_PER_CENT) {
        work.rewind(random.nextInt(parts));
      }
    }
    int end = random.nextInt(100);
    if (end < COMPLETED_PER_CENT) {
      work.complete();
    } else if (end < COMPLETED_PER_CENT + DELETED_PER_CENT) {
      work.delete();
    }
  }

  /** After a fault: the file at hand, and one of those before. */
  private void lookAfter(FileAccount current) throws InterruptedException {
    int now = inspection.site().visits();
    if (now == visit) {
      return;
    }
    visit = now;
    inspection.check(current);
    Optional<FileAccount> other =
        kept.stream().skip(kept.isEmpty() ? 0 : random.nextInt(kept.size())).findFirst();
    if (other.isPresent()) {
      inspection.check(other.get());
    }
  }

  /** So that the disk holds what is kept. */
  private void discardOldest(int most) throws InterruptedException {
    while (kept.size() > most) {
      FileAccount oldest = kept.removeFirst();
      inspection.check(oldest);
      if (oldest.certain().stage() != Stage.DELETED) {
        new FileWork(oldest, inspection, manner).delete();
      }
    }
  }

  static Client of(
      int index, Site site, Tally tally, ChunkMix mix, long seed, IntSupplier fileNumbers) {
    Manner manner = index % 2 == 0 ? Manner.WITH_OFFSET : Manner.TO_THE_END;
    // The port is told by the site before each call.
    return new Client(new Inspection(site, new Caller(0), tally), mix, manner, seed, fileNumbers);
  }

  @Override
  public void close() {
    inspection.caller().close();
  }
}
