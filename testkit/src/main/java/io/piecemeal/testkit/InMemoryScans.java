package io.piecemeal.testkit;

import io.piecemeal.application.port.out.ScanPolicyBook;
import io.piecemeal.application.port.out.ScanQueue;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.event.EventType;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Scan;
import io.piecemeal.domain.upload.ScanPolicy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The scans of {@link InMemoryFileLedger}, under its lock. */
public final class InMemoryScans implements ScanQueue, ScanPolicyBook {

  private final Object lock;
  private final LedgerState state;
  private final Map<Owner, ScanPolicy> policies = new HashMap<>();

  InMemoryScans(InMemoryFileLedger lock, LedgerState state) {
    this.lock = lock;
    this.state = state;
  }

  @Override
  public List<Waiting> take(Duration lease, int limit) {
    synchronized (lock) {
      List<FileEntry> due = state.toBeScanned().stream().limit(limit).toList();
      due.forEach(entry -> entry.scanIsDueAgain(state.now().plus(lease)));
      return due.stream().map(this::waiting).toList();
    }
  }

  private Waiting waiting(FileEntry entry) {
    Duration waited = Duration.between(entry.scanSince().orElseThrow(), state.now());
    return new Waiting((CompleteFile) entry.file(), entry.scanRound(), waited);
  }

  @Override
  public boolean hold(Waiting waiting, Duration time) {
    synchronized (lock) {
      Optional<FileEntry> found = entry(waiting);
      found.ifPresent(entry -> entry.scanIsDueAgain(state.now().plus(time)));
      return found.isPresent();
    }
  }

  @Override
  public boolean decide(Waiting waiting, Scan verdict) {
    synchronized (lock) {
      Optional<FileEntry> found = entry(waiting);
      found.ifPresent(entry -> decide(entry, verdict));
      return found.isPresent();
    }
  }

  private void decide(FileEntry entry, Scan verdict) {
    EventType event =
        switch (verdict.state()) {
          case PASSED -> EventType.FILE_PASSED;
          case QUARANTINED -> EventType.FILE_QUARANTINED;
          case SCANNING, RELEASED ->
              throw new IllegalArgumentException("no verdict: " + verdict.state());
        };
    entry.scanned(verdict, state.now());
    state.events().record(event, entry.file());
  }

  private Optional<FileEntry> entry(Waiting waiting) {
    return state
        .entry(waiting.file().id())
        .filter(entry -> entry.isLive(state.now()))
        .filter(entry -> entry.scanSince().isPresent() && entry.scanRound() == waiting.round());
  }

  @Override
  public Optional<CompleteFile> release(FileId file) {
    synchronized (lock) {
      Optional<FileEntry> found =
          complete(file).filter(entry -> ((CompleteFile) entry.file()).scan().isPresent());
      found.ifPresent(this::release);
      return found.map(entry -> (CompleteFile) entry.file());
    }
  }

  private void release(FileEntry entry) {
    Scan known = ((CompleteFile) entry.file()).scan().orElseThrow();
    switch (known.state()) {
      case SCANNING, QUARANTINED -> {
        entry.scanned(
            new Scan(Scan.State.RELEASED, known.finding(), known.detected()), state.now());
        state.events().record(EventType.FILE_RELEASED, entry.file());
      }
      case PASSED, RELEASED -> {}
    }
  }

  @Override
  public Optional<CompleteFile> again(FileId file) {
    synchronized (lock) {
      Optional<FileEntry> found = complete(file);
      found.ifPresent(entry -> entry.scanAgain(state.now()));
      return found.map(entry -> (CompleteFile) entry.file());
    }
  }

  private Optional<FileEntry> complete(FileId file) {
    return state
        .entry(file)
        .filter(entry -> entry.isLive(state.now()))
        .filter(entry -> entry.file() instanceof CompleteFile)
        .filter(entry -> !entry.file().terms().isPart());
  }

  @Override
  public List<OwnPolicy> policies() {
    synchronized (lock) {
      return policies.entrySet().stream()
          .map(entry -> new OwnPolicy(entry.getKey(), entry.getValue()))
          .toList();
    }
  }

  @Override
  public void set(Owner owner, ScanPolicy policy) {
    synchronized (lock) {
      policies.put(owner, policy);
    }
  }

  @Override
  public void remove(Owner owner) {
    synchronized (lock) {
      policies.remove(owner);
    }
  }
}
