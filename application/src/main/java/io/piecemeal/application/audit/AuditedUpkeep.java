package io.piecemeal.application.audit;

import io.piecemeal.application.port.in.ManageKeys;
import io.piecemeal.application.port.in.ManageOwners;
import io.piecemeal.application.port.in.ManageScans;
import io.piecemeal.application.port.in.ScanFiles;
import io.piecemeal.application.port.in.WatchHighWater;
import io.piecemeal.application.port.out.AuditEvent;
import io.piecemeal.application.port.out.AuditEvent.Action;
import io.piecemeal.application.port.out.AuditTrail;
import io.piecemeal.application.scan.WatchedScans;
import io.piecemeal.domain.access.ApiKey;
import io.piecemeal.domain.access.KeyId;
import io.piecemeal.domain.access.KeyTerms;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.ScanPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Records what operators do. */
public final class AuditedUpkeep {

  private final AuditTrail trail;

  public AuditedUpkeep(AuditTrail trail) {
    this.trail = trail;
  }

  private void record(Action action, Optional<Owner> owner, Optional<String> subject) {
    trail.record(new AuditEvent(action, owner, Optional.empty(), subject, AuditEvent.DONE));
  }

  private void change(Action action, Owner owner, Runnable call) {
    trail.requireWorking();
    call.run();
    record(action, Optional.of(owner), Optional.empty());
  }

  /** A key that is revoked is recorded without its owner, which is not looked up. */
  public ManageKeys keys(ManageKeys inner) {
    return new ManageKeys() {
      @Override
      public IssuedKey create(KeyTerms terms) {
        trail.requireWorking();
        return recorded(Action.KEY_CREATED, inner.create(terms));
      }

      @Override
      public List<ApiKey> list() {
        return inner.list();
      }

      @Override
      public Optional<IssuedKey> rotate(KeyId key, Duration overlap) {
        trail.requireWorking();
        return inner.rotate(key, overlap).map(next -> rotated(key, next));
      }

      private IssuedKey rotated(KeyId key, IssuedKey next) {
        record(Action.KEY_ROTATED, Optional.of(next.key().owner()), Optional.of(key.value()));
        return recorded(Action.KEY_CREATED, next);
      }

      private IssuedKey recorded(Action action, IssuedKey issued) {
        ApiKey key = issued.key();
        record(action, Optional.of(key.owner()), Optional.of(key.id().value()));
        return issued;
      }

      @Override
      public Revocation revoke(KeyId key) {
        trail.requireWorking();
        Revocation revocation = inner.revoke(key);
        if (revocation == Revocation.REVOKED) {
          record(Action.KEY_REVOKED, Optional.empty(), Optional.of(key.value()));
        }
        return revocation;
      }
    };
  }

  public ManageOwners owners(ManageOwners inner) {
    return new ManageOwners() {
      @Override
      public List<OwnerStanding> list() {
        return inner.list();
      }

      @Override
      public OwnerDetail find(Owner owner) {
        return inner.find(owner);
      }

      @Override
      public void setQuota(Owner owner, Quota quota) {
        change(Action.QUOTA_SET, owner, () -> inner.setQuota(owner, quota));
      }

      @Override
      public void resetQuota(Owner owner) {
        change(Action.QUOTA_RESET, owner, () -> inner.resetQuota(owner));
      }

      @Override
      public void setScan(Owner owner, ScanPolicy policy) {
        change(Action.SCAN_POLICY_SET, owner, () -> inner.setScan(owner, policy));
      }

      @Override
      public void resetScan(Owner owner) {
        change(Action.SCAN_POLICY_RESET, owner, () -> inner.resetScan(owner));
      }
    };
  }

  private void record(Action action, CompleteFile file) {
    trail.record(
        new AuditEvent(
            action,
            Optional.of(file.owner()),
            Optional.of(file.id()),
            Optional.empty(),
            AuditEvent.DONE));
  }

  public ManageScans scans(ManageScans inner) {
    return new ManageScans() {
      @Override
      public Optional<CompleteFile> release(FileId file) {
        trail.requireWorking();
        Optional<CompleteFile> released = inner.release(file);
        released.ifPresent(found -> record(Action.FILE_RELEASED, found));
        return released;
      }

      @Override
      public Optional<CompleteFile> again(FileId file) {
        trail.requireWorking();
        Optional<CompleteFile> waiting = inner.again(file);
        waiting.ifPresent(found -> record(Action.FILE_RESCANNED, found));
        return waiting;
      }
    };
  }

  /** A file in quarantine is recorded, whether that can be or not: it has to be kept back. */
  public ScanFiles verdicts(ScanFiles inner) {
    return new WatchedScans(
        inner,
        (task, pace) -> {
          ScanFiles.Outcome outcome = task.run(pace);
          if (outcome instanceof ScanFiles.Outcome.Quarantined) {
            record(Action.FILE_QUARANTINED, task.file());
          }
          return outcome;
        });
  }

  public WatchHighWater highWater(WatchHighWater inner) {
    return new WatchHighWater() {
      @Override
      public Marks compare() {
        return inner.compare();
      }

      @Override
      public Marks beat() {
        return inner.beat();
      }

      @Override
      public Marks advance() {
        return inner.advance();
      }

      @Override
      public Marks hold() {
        trail.requireWorking();
        Marks marks = inner.hold();
        record(Action.COLLECTION_HELD, Optional.empty(), Optional.empty());
        return marks;
      }

      @Override
      public Marks release() {
        trail.requireWorking();
        Marks marks = inner.release();
        record(Action.COLLECTION_RELEASED, Optional.empty(), Optional.empty());
        return marks;
      }
    };
  }
}
