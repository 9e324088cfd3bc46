package io.piecemeal.application.audit;

import io.piecemeal.application.audit.Recorder.Asked;
import io.piecemeal.application.port.in.ManageKeys;
import io.piecemeal.application.port.in.ManageOwners;
import io.piecemeal.application.port.in.ManageScans;
import io.piecemeal.application.port.in.ScanFiles;
import io.piecemeal.application.port.in.WatchHighWater;
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

  private final Recorder recorder;

  public AuditedUpkeep(AuditTrail trail) {
    this.recorder = new Recorder(trail);
  }

  /** A key that is revoked is recorded without its owner, which is not looked up. */
  public ManageKeys keys(ManageKeys inner) {
    return new ManageKeys() {
      @Override
      public IssuedKey create(KeyTerms terms) {
        return recorder.change(
            Asked.of(Action.KEY_CREATED, terms.owner()), () -> inner.create(terms), this::created);
      }

      private void created(IssuedKey issued) {
        ApiKey key = issued.key();
        recorder.done(Asked.of(Action.KEY_CREATED, key.owner()).about(key.id().value()));
      }

      @Override
      public List<ApiKey> list() {
        return inner.list();
      }

      // Of two steps: where the second one fails, the first is made.
      @Override
      public Optional<IssuedKey> rotate(KeyId key, Duration overlap) {
        Asked asked = Asked.of(Action.KEY_ROTATED).about(key.value());
        return recorder.steps(
            asked,
            () -> inner.rotate(key, overlap),
            rotated ->
                rotated.ifPresent(
                    next -> {
                      recorder.done(asked.of(next.key().owner()));
                      created(next);
                    }));
      }

      @Override
      public Revocation revoke(KeyId key) {
        Asked asked = Asked.of(Action.KEY_REVOKED).about(key.value());
        return recorder.change(
            asked,
            () -> inner.revoke(key),
            revocation -> {
              if (revocation == Revocation.REVOKED) {
                recorder.done(asked);
              }
            });
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
        recorder.act(Asked.of(Action.QUOTA_SET, owner), () -> inner.setQuota(owner, quota));
      }

      @Override
      public void resetQuota(Owner owner) {
        recorder.act(Asked.of(Action.QUOTA_RESET, owner), () -> inner.resetQuota(owner));
      }

      @Override
      public void setScan(Owner owner, ScanPolicy policy) {
        recorder.act(Asked.of(Action.SCAN_POLICY_SET, owner), () -> inner.setScan(owner, policy));
      }

      @Override
      public void resetScan(Owner owner) {
        recorder.act(Asked.of(Action.SCAN_POLICY_RESET, owner), () -> inner.resetScan(owner));
      }
    };
  }

  private void record(Action action, CompleteFile file) {
    recorder.done(Asked.of(action, file.owner(), file.id()));
  }

  public ManageScans scans(ManageScans inner) {
    return new ManageScans() {
      @Override
      public Optional<CompleteFile> release(FileId file) {
        return recorder.change(
            Asked.of(Action.FILE_RELEASED).about(file),
            () -> inner.release(file),
            released -> released.ifPresent(found -> record(Action.FILE_RELEASED, found)));
      }

      @Override
      public Optional<CompleteFile> again(FileId file) {
        return recorder.change(
            Asked.of(Action.FILE_RESCANNED).about(file),
            () -> inner.again(file),
            waiting -> waiting.ifPresent(found -> record(Action.FILE_RESCANNED, found)));
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
        return recorder.change(Asked.of(Action.COLLECTION_HELD), inner::hold);
      }

      @Override
      public Marks release() {
        return recorder.change(Asked.of(Action.COLLECTION_RELEASED), inner::release);
      }
    };
  }
}
