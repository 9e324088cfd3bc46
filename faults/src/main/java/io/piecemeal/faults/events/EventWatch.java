package io.piecemeal.faults.events;

import io.piecemeal.faults.load.Survivor;
import io.piecemeal.faults.load.Tally;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** One who reads events and one to whom they are sent, all through a run. */
public final class EventWatch implements AutoCloseable {

  private static final String KEY = "PIECEMEAL_WEBHOOK_KEY";
  private static final String ALLOW = "PIECEMEAL_OUTBOUND_ALLOW";

  /** Longer than a turn that a killed node held. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final long LOOK = Duration.ofMillis(100).toNanos();

  private final Heard read = new Heard("read");
  private final Heard sent = new Heard("sent");
  private final Tally tally;
  private final EventReader reader;
  private final EventReceiver receiver;

  /** Has a service that is to be started send events to this machine. */
  public static ProcessBuilder allowed(ProcessBuilder start) {
    start.environment().put(KEY, "faults-key-of-at-least-32-characters");
    start.environment().put(ALLOW, "127.0.0.1");
    return start;
  }

  /** Begins to listen to a service that runs and has no files yet. */
  public EventWatch(Survivor service, Tally tally) throws IOException {
    this.tally = tally;
    this.receiver = new EventReceiver(sent);
    receiver.register(service.target().port());
    this.reader = new EventReader(service.site(), read);
  }

  /** Waits until all that was acknowledged was told, and finds what was not. */
  public void finish() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    var reached = tally.reached();
    while (!(read.hasAll(reached) && sent.hasAll(reached)) && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(LOOK);
    }
    reader.close();
    tally.found(read.findings(reached));
    tally.found(sent.findings(reached));
  }

  /** For the one line. */
  public String figures() {
    return read.figures() + " " + sent.figures();
  }

  @Override
  public void close() {
    reader.close();
    receiver.close();
  }
}
