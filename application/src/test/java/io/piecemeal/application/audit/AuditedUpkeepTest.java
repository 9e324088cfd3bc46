package io.piecemeal.application.audit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.access.KeyUses;
import io.piecemeal.application.access.ManageOwnersService;
import io.piecemeal.application.access.OwnQuotas;
import io.piecemeal.application.access.OwnScanPolicies;
import io.piecemeal.application.access.StoredKeys;
import io.piecemeal.application.port.in.ManageKeys;
import io.piecemeal.application.port.in.ManageKeys.Revocation;
import io.piecemeal.application.port.in.ManageOwners;
import io.piecemeal.application.port.in.ManageScans;
import io.piecemeal.application.port.in.Pace;
import io.piecemeal.application.port.in.ScanFiles;
import io.piecemeal.application.port.in.WatchHighWater;
import io.piecemeal.application.port.out.AuditEvent;
import io.piecemeal.application.port.out.AuditEvent.Action;
import io.piecemeal.application.scan.ManageScansService;
import io.piecemeal.application.scan.ScanFilesService;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.domain.access.ApiKey;
import io.piecemeal.domain.access.KeyId;
import io.piecemeal.domain.access.KeyTerms;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.ScanPolicy;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.testkit.InMemoryApiKeys;
import io.piecemeal.testkit.InMemoryAuditTrail;
import io.piecemeal.testkit.InMemoryScanner;
import io.piecemeal.testkit.KnownHeads;
import io.piecemeal.testkit.Samples;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What is written down of what operators do, and that nothing is done which cannot be. */
final class AuditedUpkeepTest {

  private static final Quota QUOTA = new Quota(Optional.of(bytes(100)), OptionalInt.empty());

  private final Scene scene = new Scene();
  private final InMemoryApiKeys kept = new InMemoryApiKeys();
  private final InMemoryAuditTrail trail = new InMemoryAuditTrail();
  private final AuditedUpkeep audited = new AuditedUpkeep(trail);
  private final ManageKeys stored =
      new StoredKeys(kept, scene.ids, scene.clock, new KeyUses(kept, Runnable::run));
  private final ManageKeys keys = audited.keys(stored);
  private final OwnQuotas quotas = new OwnQuotas(scene.rows.owners(), Quota.NONE);
  private final ManageOwners owners =
      audited.owners(
          new ManageOwnersService(
              scene.rows.owners(),
              quotas,
              scene.rows.scans(),
              new OwnScanPolicies(scene.rows.scans(), ScanPolicy.ALL)));
  private final ManageScans scans =
      audited.scans(new ManageScansService(scene.rows.scans(), () -> {}));
  private final WatchHighWater highWater = audited.highWater(scene.highWater);

  private static AuditEvent event(Action action, Optional<Owner> owner, Optional<KeyId> key) {
    return new AuditEvent(action, owner, Optional.empty(), key.map(KeyId::value), AuditEvent.DONE);
  }

  private static AuditEvent ofKey(Action action, ApiKey key) {
    return event(action, Optional.of(key.owner()), Optional.of(key.id()));
  }

  private void assertRefused(ThrowingCallable... calls) {
    // What is kept here stops each change until it is written.
    trail.breakDown();
    trail.record(event(Action.KEY_PRESENTED, Optional.empty(), Optional.empty()));
    for (ThrowingCallable call : calls) {
      assertThatThrownBy(call).isInstanceOf(StorageFailure.Unavailable.class);
    }
  }

  @Test
  void keysAreWrittenDownByTheirIds() {
    ApiKey first = keys.create(KeyTerms.of(ALICE)).key();
    ApiKey second = keys.rotate(first.id(), Duration.ofHours(1)).orElseThrow().key();
    assertThat(keys.revoke(second.id())).isEqualTo(Revocation.REVOKED);

    assertThat(keys.list()).extracting(ApiKey::id).contains(first.id(), second.id());
    assertThat(trail.written())
        .containsExactly(
            ofKey(Action.KEY_CREATED, first),
            ofKey(Action.KEY_ROTATED, first),
            ofKey(Action.KEY_CREATED, second),
            event(Action.KEY_REVOKED, Optional.empty(), Optional.of(second.id())));
  }

  @Test
  void aKeyThatIsNotThereIsNotWrittenDown() {
    KeyId absent = new KeyId("abcdefgh");

    assertThat(keys.revoke(absent)).isEqualTo(Revocation.NO_SUCH_KEY);
    assertThat(keys.rotate(absent, Duration.ZERO)).isEmpty();

    assertThat(trail.written()).isEmpty();
  }

  /** A store of keys whose answers get lost, though it does what it is told to. */
  private static ManageKeys losing(ManageKeys keys, StorageFailure failure) {
    return new ManageKeys() {
      @Override
      public IssuedKey create(KeyTerms terms) {
        keys.create(terms);
        throw failure;
      }

      @Override
      public List<ApiKey> list() {
        return keys.list();
      }

      @Override
      public Optional<IssuedKey> rotate(KeyId key, Duration overlap) {
        keys.rotate(key, overlap);
        throw failure;
      }

      @Override
      public Revocation revoke(KeyId key) {
        keys.revoke(key);
        throw failure;
      }
    };
  }

  private static AuditEvent unknown(Action action, Optional<Owner> owner, Optional<KeyId> key) {
    return new AuditEvent(
        action, owner, Optional.empty(), key.map(KeyId::value), "outcome-unknown");
  }

  @Test
  void aChangeOfKeysThatMayHaveBeenMadeIsWrittenDownAsThat() {
    ApiKey key = stored.create(KeyTerms.of(ALICE)).key();
    StorageFailure lost = new StorageFailure.OutcomeUnknown("injected", new IOException());
    ManageKeys losing = audited.keys(losing(stored, lost));
    for (ThrowingCallable change :
        List.<ThrowingCallable>of(
            () -> losing.create(KeyTerms.of(ALICE)),
            () -> losing.rotate(key.id(), Duration.ZERO),
            () -> losing.revoke(key.id()))) {
      assertThatThrownBy(change).isSameAs(lost);
    }

    assertThat(trail.written())
        .containsExactly(
            unknown(Action.KEY_CREATED, Optional.of(ALICE), Optional.empty()),
            unknown(Action.KEY_ROTATED, Optional.empty(), Optional.of(key.id())),
            unknown(Action.KEY_REVOKED, Optional.empty(), Optional.of(key.id())));
  }

  @Test
  void aRotationThatFailsInBetweenMayHaveMadeAKeyAndAnotherFailureChangesNothing() {
    ApiKey key = stored.create(KeyTerms.of(ALICE)).key();
    StorageFailure away = new StorageFailure.Unavailable("injected");
    ManageKeys losing = audited.keys(losing(stored, away));
    assertThatThrownBy(() -> losing.rotate(key.id(), Duration.ZERO)).isSameAs(away);
    assertThatThrownBy(() -> losing.revoke(key.id())).isSameAs(away);

    assertThat(trail.written())
        .containsExactly(unknown(Action.KEY_ROTATED, Optional.empty(), Optional.of(key.id())));
  }

  @Test
  void noKeyIsChangedWhereThatCannotBeWrittenDown() {
    ApiKey key = keys.create(KeyTerms.of(ALICE)).key();

    assertRefused(
        () -> keys.create(KeyTerms.of(ALICE)),
        () -> keys.rotate(key.id(), Duration.ZERO),
        () -> keys.revoke(key.id()));

    assertThat(keys.list()).containsExactly(key);
  }

  @Test
  void quotasAreWrittenDownByTheirOwners() {
    owners.setQuota(ALICE, QUOTA);
    assertThat(owners.find(ALICE).quota()).isEqualTo(QUOTA);
    assertThat(owners.list()).hasSize(1);
    owners.resetQuota(ALICE);
    assertThat(owners.find(ALICE).quota()).isEqualTo(Quota.NONE);

    assertThat(trail.written())
        .containsExactly(
            event(Action.QUOTA_SET, Optional.of(ALICE), Optional.empty()),
            event(Action.QUOTA_RESET, Optional.of(ALICE), Optional.empty()));
  }

  @Test
  void noQuotaIsChangedWhereThatCannotBeWrittenDown() {
    owners.setQuota(ALICE, QUOTA);

    assertRefused(() -> owners.setQuota(ALICE, Quota.NONE), () -> owners.resetQuota(ALICE));

    assertThat(owners.find(ALICE).quota()).isEqualTo(QUOTA);
  }

  @Test
  void whatIsDoneAboutScansIsWrittenDown() {
    owners.setScan(ALICE, ScanPolicy.NONE);
    owners.resetScan(ALICE);
    StoredFile file = scene.complete(scene.filled("some"));
    scans.again(file.id());
    scans.release(file.id());
    scans.release(Samples.fileId());

    assertThat(trail.written())
        .containsExactly(
            event(Action.SCAN_POLICY_SET, Optional.of(ALICE), Optional.empty()),
            event(Action.SCAN_POLICY_RESET, Optional.of(ALICE), Optional.empty()),
            ofFile(Action.FILE_RESCANNED, file),
            ofFile(Action.FILE_RELEASED, file));
  }

  private static AuditEvent ofFile(Action action, StoredFile file) {
    return new AuditEvent(
        action,
        Optional.of(file.owner()),
        Optional.of(file.id()),
        Optional.empty(),
        AuditEvent.DONE);
  }

  @Test
  void aFileInQuarantineIsWrittenDownAndOneThatPassedIsNot() {
    InMemoryScanner scanner = new InMemoryScanner(100);
    ScanFiles scanned =
        audited.verdicts(
            new ScanFilesService(
                scene.rows.scans(),
                scene.bytes,
                scanner,
                new KnownHeads(),
                scene.damages,
                System::nanoTime));
    StoredFile harmless = scene.complete(scene.filled("some"));
    StoredFile large = scene.complete(scene.filled("x".repeat(101)));
    scene.rows.scans().again(harmless.id());
    scene.rows.scans().again(large.id());

    scanned.take(2).forEach(task -> task.run(Pace.UNLIMITED));
    scanned.hold();

    assertThat(trail.written()).containsExactly(ofFile(Action.FILE_QUARANTINED, large));
  }

  @Test
  void nothingIsDoneAboutScansWhereThatCannotBeWrittenDown() {
    StoredFile file = scene.complete(scene.filled("some"));

    assertRefused(
        () -> owners.setScan(ALICE, ScanPolicy.NONE),
        () -> owners.resetScan(ALICE),
        () -> scans.again(file.id()),
        () -> scans.release(file.id()));

    assertThat(scene.rows.scans().policies()).isEmpty();
    assertThat(scene.rows.scans().take(Duration.ofSeconds(1), 1)).isEmpty();
  }

  @Test
  void holdingAndReleasingTheCollectionIsWrittenDownAndLookingIsNot() {
    WatchHighWater.Marks advanced = highWater.advance();
    assertThat(highWater.compare()).isEqualTo(advanced);
    assertThat(highWater.beat()).isEqualTo(highWater.compare());
    assertThat(trail.written()).isEmpty();

    assertThat(highWater.hold().standing()).isEqualTo(WatchHighWater.Standing.HELD);
    assertThat(highWater.release().standing()).isEqualTo(WatchHighWater.Standing.AGREED);

    assertThat(trail.written())
        .containsExactly(
            event(Action.COLLECTION_HELD, Optional.empty(), Optional.empty()),
            event(Action.COLLECTION_RELEASED, Optional.empty(), Optional.empty()));
  }

  @Test
  void theCollectionGoesOnWhereHoldingItCannotBeWrittenDown() {
    highWater.advance();

    assertRefused(highWater::hold, highWater::release);

    assertThat(highWater.compare().standing()).isEqualTo(WatchHighWater.Standing.AGREED);
  }
}
