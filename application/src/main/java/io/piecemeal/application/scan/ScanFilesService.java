package io.piecemeal.application.scan;

import io.piecemeal.application.file.DamageRegister;
import io.piecemeal.application.file.FileBytes;
import io.piecemeal.application.port.in.Pace;
import io.piecemeal.application.port.in.ScanFiles;
import io.piecemeal.application.port.out.ContentScanner;
import io.piecemeal.application.port.out.ContentScanner.Verdict;
import io.piecemeal.application.port.out.ScanQueue;
import io.piecemeal.application.port.out.ScanQueue.Waiting;
import io.piecemeal.application.port.out.TypeDetector;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.Scan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Reads files as a download does, and gives their bytes to the scanner. Whatever goes wrong, a file
 * stays as it is, which is out of everybody's sight, until there is a verdict.
 */
public final class ScanFilesService implements ScanFiles {

  /** Three times as long as the time after which it is renewed. */
  static final Duration LEASE = Duration.ofSeconds(30);

  /** After a failure. */
  static final Duration SHORTEST_REST = Duration.ofSeconds(1);

  static final Duration LONGEST_REST = Duration.ofSeconds(30);

  /** For which a file rests that failed, at most; until then a half of the time that it waited. */
  static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final ScanQueue queue;
  private final FileBytes bytes;
  private final ContentScanner scanner;
  private final TypeDetector types;
  private final DamageRegister damages;
  private final LongSupplier nanoTime;
  private final Set<Waiting> underWay = ConcurrentHashMap.newKeySet();
  private Duration rest = Duration.ZERO;
  private long restsSince;

  /**
   * @param nanoTime a clock that only goes forward
   */
  public ScanFilesService(
      ScanQueue queue,
      FileBytes bytes,
      ContentScanner scanner,
      TypeDetector types,
      DamageRegister damages,
      LongSupplier nanoTime) {
    this.queue = queue;
    this.bytes = bytes;
    this.scanner = scanner;
    this.types = types;
    this.damages = damages;
    this.nanoTime = nanoTime;
  }

  @Override
  public List<Task> take(int most) {
    return isResting() ? List.of() : queue.take(LEASE, most).stream().map(this::task).toList();
  }

  private Task task(Waiting waiting) {
    underWay.add(waiting);
    return new OneScan(waiting);
  }

  @Override
  public void hold() {
    underWay.forEach(waiting -> queue.hold(waiting, LEASE));
  }

  private synchronized boolean isResting() {
    return nanoTime.getAsLong() - restsSince < rest.toNanos();
  }

  private synchronized void answered() {
    rest = Duration.ZERO;
  }

  /** Twice as long as before, for all files: the next is not likely to do better. */
  private synchronized Duration restLonger() {
    rest = shorter(longer(rest.multipliedBy(2), SHORTEST_REST), LONGEST_REST);
    restsSince = nanoTime.getAsLong();
    return rest;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  private final class OneScan implements Task {

    private final Waiting waiting;

    OneScan(Waiting waiting) {
      this.waiting = waiting;
    }

    @Override
    public CompleteFile file() {
      return waiting.file();
    }

    @Override
    public Outcome run(Pace pace) {
      try {
        return scan(pace);
      } catch (StorageFailure.Damaged e) {
        damages.report(file());
        return postponed(e);
      } catch (StorageFailure e) {
        restLonger();
        throw e;
      } catch (RuntimeException e) {
        // The pace ended it: the next process need not wait for the lease.
        queue.hold(waiting, SHORTEST_REST);
        throw e;
      } finally {
        underWay.remove(waiting);
      }
    }

    private Outcome scan(Pace pace) {
      ByteRange all = new ByteRange(ByteCount.ZERO, file().size());
      try (InputStream content = bytes.open(file(), all);
          PacedStream paced = new PacedStream(content, pace)) {
        return scan(paced);
      } catch (IOException e) {
        return postponed(e);
      }
    }

    private Outcome scan(PacedStream content) throws IOException {
      Verdict verdict;
      byte[] head = content.readNBytes(TypeDetector.HEAD);
      try {
        verdict = scanner.scan(new SequenceInputStream(new ByteArrayInputStream(head), content));
      } catch (IOException e) {
        if (!content.hasFailed()) {
          restLonger();
        }
        throw e;
      }
      answered();
      return decide(verdict, types.detect(new ByteArrayInputStream(head)));
    }

    private Outcome decide(Verdict verdict, Optional<ContentType> detected) {
      return switch (verdict) {
        case Verdict.Clean clean -> decide(Scan.passed(detected), new Outcome.Passed());
        case Verdict.Infected infected -> quarantine(infected.name(), detected);
        case Verdict.Declined declined -> quarantine(declined.reason(), detected);
      };
    }

    private Outcome quarantine(String finding, Optional<ContentType> detected) {
      return decide(Scan.quarantined(finding, detected), new Outcome.Quarantined(finding));
    }

    private Outcome decide(Scan scan, Outcome outcome) {
      return queue.decide(waiting, scan) ? outcome : new Outcome.Overtaken();
    }

    private Outcome postponed(Exception reason) {
      Duration own = shorter(waiting.waited().dividedBy(2), LONGEST_WAIT);
      return queue.hold(waiting, longer(own, SHORTEST_REST))
          ? new Outcome.Postponed(reason.toString())
          : new Outcome.Overtaken();
    }
  }
}
