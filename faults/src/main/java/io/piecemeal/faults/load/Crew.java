package io.piecemeal.faults.load;

import io.piecemeal.faults.client.StreamCalls.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that work at the same time, each on files of its own. */
public final class Crew implements AutoCloseable {

  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().name("client-", 0).factory());
  private final List<Future<?>> work = new ArrayList<>();
  private final Site site;
  private volatile boolean stopped;

  private Crew(Site site) {
    this.site = site;
  }

  /** Lets some clients begin; they wait for the site to be up. */
  public static Crew start(int clients, Site site, Tally tally, ChunkMix mix, long seed) {
    return start(clients, 0, site, tally, mix, seed);
  }

  /** The same, with clients beside that send streams, by one protocol and another in turn. */
  static Crew start(int clients, int streams, Site site, Tally tally, ChunkMix mix, long seed) {
    Crew crew = new Crew(site);
    AtomicInteger files = new AtomicInteger();
    for (int index = 0; index < clients; index++) {
      crew.add(Client.of(index, site, tally, mix, seed, files::incrementAndGet));
    }
    Dialect[] dialects = Dialect.values();
    for (int index = 0; index < streams; index++) {
      crew.add(new StreamClient(site, tally, dialects[index % dialects.length], seed + index));
    }
    return crew;
  }

  private void add(Worker worker) {
    work.add(
        threads.submit(
            () -> {
              try {
                worker.work(() -> stopped);
              } finally {
                worker.close();
              }
              return null;
            }));
  }

  /** Fails if one of them could not go on. */
  public void requireWorking() throws InterruptedException, ExecutionException {
    for (Future<?> each : work) {
      if (each.isDone()) {
        each.get();
      }
    }
  }

  /** Lets them stop, and check all that they have; the site has to be up. */
  public void finish() throws InterruptedException, ExecutionException {
    stopped = true;
    for (Future<?> each : work) {
      each.get();
    }
  }

  /** Ends them as they are. */
  @Override
  public void close() {
    stopped = true;
    site.lost();
    threads.shutdownNow();
  }
}
