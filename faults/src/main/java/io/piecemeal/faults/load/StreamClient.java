package io.piecemeal.faults.load;

import io.piecemeal.faults.account.Finding;
import io.piecemeal.faults.account.Finding.Kind;
import io.piecemeal.faults.client.Answer;
import io.piecemeal.faults.client.Caller;
import io.piecemeal.faults.client.FileCalls;
import io.piecemeal.faults.client.StreamCalls;
import io.piecemeal.faults.client.StreamCalls.Dialect;
import io.piecemeal.faults.client.StreamCalls.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Sends one file after the other as a stream, goes on where the service says that it ends, and
 * holds the service to each offset that it told: it is never taken back.
 */
final class StreamClient implements Worker {

  private static final int LEAST = 1 << 20;
  private static final int MOST = 32 << 20;
  private static final int SERVER_ERROR = 500;
  private static final int SUCCESS = 300;

  /** Statuses of requests that may be made again: too slow, an older one was first, too many. */
  private static final Set<Integer> TRY_AGAIN = Set.of(408, 409, 429);

  /** A service that came up and says nothing of a file for so long has lost it. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Site site;
  private final Tally tally;
  private final Dialect dialect;
  private final SplittableRandom random;
  private final Caller caller = new Caller(0);

  StreamClient(Site site, Tally tally, Dialect dialect, long seed) {
    this.site = site;
    this.tally = tally;
    this.dialect = dialect;
    this.random = new SplittableRandom(seed);
  }

  @Override
  public void work(BooleanSupplier stopped) throws InterruptedException {
    while (!stopped.getAsBoolean()) {
      byte[] bytes = new byte[random.nextInt(LEAST, MOST)];
      random.nextBytes(bytes);
      String id = create(bytes.length);
      try {
        fill(id, bytes);
        compare(id, bytes);
        new FileCalls(caller).delete(id);
      } catch (BrokenPromiseException broken) {
        tally.found(List.of(broken.finding()));
      }
    }
  }

  private String create(int length) throws InterruptedException {
    while (true) {
      try {
        Reply reply = new StreamCalls(dialect, site.awaitUp()).create(length);
        tally.operation();
        String location = reply.fields().getOrDefault("location", "");
        if (reply.status() < SUCCESS) {
          return location.substring(location.lastIndexOf('/') + 1);
        }
      } catch (IOException away) {
        tally.ambiguous();
      }
      Site.backOff();
    }
  }

  private void fill(String id, byte[] bytes) throws InterruptedException {
    AtomicLong told = new AtomicLong();
    while (true) {
      int offset = (int) end(id, told, bytes.length);
      if (offset == bytes.length) {
        return;
      }
      try {
        Reply reply =
            new StreamCalls(dialect, site.awaitUp())
                .append(
                    id,
                    bytes,
                    offset,
                    end -> {
                      told.accumulateAndGet(end, Math::max);
                      tally.announced();
                    });
        tally.operation();
        if (reply.status() < SUCCESS) {
          told.set(bytes.length);
          tally.acknowledgedChunk();
        } else if (isRefusal(reply)) {
          throw broken(Kind.INCONSISTENT, id, "refused with " + reply.status());
        }
      } catch (IOException cut) {
        tally.ambiguous();
      }
    }
  }

  private static boolean isRefusal(Reply reply) {
    return reply.status() < SERVER_ERROR && !TRY_AGAIN.contains(reply.status());
  }

  /** Where the upload ends, which is not before what was told. */
  private long end(String id, AtomicLong told, int length) throws InterruptedException {
    int visit = -1;
    long patience = 0;
    while (true) {
      int port = site.awaitUp();
      if (visit != site.visits()) {
        visit = site.visits();
        patience = System.nanoTime() + PATIENCE.toNanos();
      }
      try {
        Reply reply = new StreamCalls(dialect, port).look(id);
        tally.operation();
        if (reply.status() < SUCCESS) {
          if (reply.offset() < told.get() || reply.offset() > length) {
            throw broken(
                Kind.LOST,
                id,
                "%d was announced to a client of %s, and it ends at %d of %d"
                    .formatted(told.get(), dialect, reply.offset(), length));
          }
          told.set(reply.offset());
          return reply.offset();
        }
        if (isRefusal(reply)) {
          throw broken(Kind.LOST, id, "asked for its offset: " + reply.status());
        }
      } catch (IOException away) {
        tally.ambiguous();
      }
      if (System.nanoTime() > patience) {
        throw broken(Kind.LOST, id, "nothing is said of it");
      }
      Site.backOff();
    }
  }

  private void compare(String id, byte[] bytes) throws InterruptedException {
    while (true) {
      caller.callAt(site.awaitUp());
      try {
        byte[] stored = caller.bytes("/files/" + id + "/content");
        if (!Arrays.equals(stored, bytes)) {
          throw broken(Kind.DAMAGED, id, "differs at " + Arrays.mismatch(stored, bytes));
        }
        if (new FileCalls(caller).find(id) instanceof Answer.Done) {
          tally.checked();
          return;
        }
      } catch (IOException away) {
        tally.ambiguous();
      }
      Site.backOff();
    }
  }

  private static BrokenPromiseException broken(Kind kind, String id, String text) {
    return new BrokenPromiseException(new Finding(kind, id, text));
  }

  @Override
  public void close() {
    caller.close();
  }
}
