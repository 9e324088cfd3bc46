package io.piecemeal.application.scan;

import static io.piecemeal.application.scene.Refusals.assertRefused;
import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.access.OwnScanPolicies;
import io.piecemeal.application.file.ReadContentService;
import io.piecemeal.application.port.in.CompleteUpload.CompleteCommand;
import io.piecemeal.application.port.in.Pace;
import io.piecemeal.application.port.in.ScanFiles.Outcome;
import io.piecemeal.application.port.in.ScanFiles.Task;
import io.piecemeal.application.port.out.Lookup;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.application.upload.CompleteUploadService;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.Scan;
import io.piecemeal.domain.upload.ScanPolicy;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.testkit.Eicar;
import io.piecemeal.testkit.InMemoryScanner;
import io.piecemeal.testkit.KnownHeads;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ScanFilesTest {

  private static final int MOST = 1 << 20;

  private final Scene scene = new Scene();
  private final OwnScanPolicies policies = new OwnScanPolicies(scene.rows.scans(), ScanPolicy.ALL);
  private int told;
  private long nanoTime;
  private final ScannedLedger ledger = new ScannedLedger(scene.ledger, policies, () -> told++);
  private final CompleteUploadService complete =
      new CompleteUploadService(scene.ledger, ledger, scene.digests);
  private final InMemoryScanner scanner = new InMemoryScanner(MOST);
  private final ScanFilesService scans =
      new ScanFilesService(
          scene.rows.scans(),
          scene.bytes,
          scanner,
          new KnownHeads(),
          scene.damages,
          () -> nanoTime);
  private final ReadContentService read =
      new ReadContentService(scene.ledger, scene.bytes, scene.damages, policies);

  private CompleteFile completed(String... texts) {
    StoredFile file = scene.filled(texts);
    return (CompleteFile)
        complete.complete(
            new CompleteCommand(ALICE, file.id(), Optional.empty(), Optional.empty()));
  }

  private static String harmful() {
    return new String(Eicar.bytes(), ISO_8859_1);
  }

  private List<Outcome> run() {
    return scans.take(10).stream().map(task -> task.run(Pace.UNLIMITED)).toList();
  }

  private Optional<Scan> scan(StoredFile file) {
    return switch (scene.rows.find(ALICE, file.id())) {
      case Lookup.Live live -> ((CompleteFile) live.file()).scan();
      case Lookup.Damaged damaged -> ((CompleteFile) damaged.file()).scan();
      case Lookup.Gone gone -> throw new AssertionError("gone");
      case Lookup.Missing missing -> throw new AssertionError("missing");
    };
  }

  private void letTimePass(Duration time) {
    scene.clock.advance(time);
    nanoTime += time.toNanos();
  }

  @Test
  void aFileIsReadOnceItPassed() {
    CompleteFile file = completed("%PDF-1.7", " and more");
    assertThat(told).isEqualTo(1);
    assertRefused(new Refusal.BeingScanned(file.id()), () -> read.open(ALICE, file.id()));

    assertThat(run()).containsExactly(new Outcome.Passed());

    assertThat(scan(file)).contains(Scan.passed(Optional.of(KnownHeads.PDF)));
    assertThat(read.open(ALICE, file.id()).file().id()).isEqualTo(file.id());
    assertThat(run()).isEmpty();
  }

  @Test
  void whatIsHarmfulEndsInQuarantineAlsoAcrossChunks() {
    String harmful = harmful();
    CompleteFile file = completed("some ", harmful.substring(0, 20), harmful.substring(20));

    assertThat(run()).containsExactly(new Outcome.Quarantined(InMemoryScanner.FINDING));

    assertRefused(
        new Refusal.Quarantined(file.id(), InMemoryScanner.FINDING),
        () -> read.open(ALICE, file.id()));
    assertThat(read.toCompare().open(ALICE, file.id()).file().id()).isEqualTo(file.id());
  }

  @Test
  void whatIsTooLargeForTheScannerEndsInQuarantine() {
    CompleteFile file = completed("x".repeat(MOST), "y");

    assertThat(run()).containsExactly(new Outcome.Quarantined("more than 1048576 bytes"));

    assertThat(scan(file).orElseThrow().state()).isEqualTo(Scan.State.QUARANTINED);
  }

  @Test
  void anEmptyFileIsScannedAsWell() {
    completed();

    assertThat(run()).containsExactly(new Outcome.Passed());
  }

  @Test
  void aFileStaysOutOfSightWhileTheScannerIsDown() {
    CompleteFile file = completed("some");
    scanner.goDown();

    assertThat(run()).singleElement().isInstanceOf(Outcome.Postponed.class);
    assertThat(run()).isEmpty();
    for (int i = 0; i < 10; i++) {
      letTimePass(ScanFilesService.LONGEST_WAIT);
      assertThat(run()).singleElement().isInstanceOf(Outcome.Postponed.class);
      assertRefused(new Refusal.BeingScanned(file.id()), () -> read.open(ALICE, file.id()));
    }

    scanner.comeBack();
    letTimePass(ScanFilesService.LONGEST_WAIT);
    assertThat(run()).containsExactly(new Outcome.Passed());
  }

  @Test
  void aScannerThatIsDownIsNotAskedForEachFile() {
    for (int i = 0; i < 5; i++) {
      completed("some");
    }
    scanner.goDown();

    scans.take(1).getFirst().run(Pace.UNLIMITED);

    assertThat(scans.take(10)).isEmpty();
    letTimePass(ScanFilesService.SHORTEST_REST);
    scanner.comeBack();
    assertThat(run()).hasSize(5).containsOnly(new Outcome.Passed());
  }

  @Test
  void theRestGrowsUpToItsBoundAndEndsWithAnAnswer() {
    completed("some");
    scanner.goDown();
    for (int i = 0; i < 8; i++) {
      letTimePass(ScanFilesService.LONGEST_WAIT);
      assertThat(run()).hasSize(1);
    }
    completed("other");
    letTimePass(ScanFilesService.LONGEST_REST.minusMillis(1));
    assertThat(scans.take(10)).isEmpty();

    scanner.comeBack();
    letTimePass(Duration.ofMillis(1));
    assertThat(run()).contains(new Outcome.Passed());
    completed("third");
    assertThat(run()).contains(new Outcome.Passed());
  }

  @Test
  void aFileWhoseBytesAreDamagedIsMarkedAndDoesNotKeepOthersWaiting() {
    CompleteFile file = completed("some");
    scene.objects.delete(List.of(file.lastChunk().orElseThrow().key()));
    CompleteFile other = completed("other");

    assertThat(run()).hasSize(2);

    assertThat(scene.rows.find(ALICE, file.id())).isInstanceOf(Lookup.Damaged.class);
    assertThat(scan(other)).contains(Scan.passed(Optional.empty()));
  }

  @Test
  void aFileThatGoesMeanwhileGetsNoVerdict() {
    CompleteFile file = completed("some");
    Task task = scans.take(1).getFirst();
    scene.delete(file);

    assertThat(task.run(Pace.UNLIMITED)).isEqualTo(new Outcome.Overtaken());
  }

  @Test
  void aScanThatIsEndedIsDueAgainSoon() {
    completed("some");
    RuntimeException stop = new IllegalStateException("stop");

    assertThatThrownBy(
            () ->
                scans
                    .take(1)
                    .getFirst()
                    .run(
                        bytes -> {
                          throw stop;
                        }))
        .isSameAs(stop);

    letTimePass(ScanFilesService.SHORTEST_REST);
    assertThat(run()).containsExactly(new Outcome.Passed());
  }

  @Test
  void whatIsBeingScannedIsHeld() {
    completed("some");
    Task task = scans.take(1).getFirst();
    for (int i = 0; i < 5; i++) {
      letTimePass(ScanFilesService.LEASE.minusSeconds(10));
      scans.hold();
      assertThat(scans.take(1)).isEmpty();
    }

    assertThat(task.run(Pace.UNLIMITED)).isEqualTo(new Outcome.Passed());
    scans.hold();
  }

  @Test
  void ofAProcessThatDiedTheFileIsDueAfterTheLease() {
    completed("some");
    assertThat(scans.take(1)).hasSize(1);

    letTimePass(ScanFilesService.LEASE);

    assertThat(run()).containsExactly(new Outcome.Passed());
  }

  @Test
  void anOwnerWithAnotherPolicyReadsAtOnce() {
    scene.rows.scans().set(ALICE, ScanPolicy.NONE);
    policies.refresh();

    CompleteFile file = completed(harmful());

    assertThat(told).isZero();
    assertThat(file.scan()).isEmpty();
    assertThat(read.open(ALICE, file.id()).file()).isEqualTo(file);
    assertThat(policies.of(BOB)).isEqualTo(ScanPolicy.ALL);
  }

  @Test
  void whatIsNotCompleteIsNotReadWhereFilesAreScanned() {
    StoredFile open = scene.filled("some");

    assertRefused(
        new Refusal.FileIncomplete(open.id(), open.size()), () -> read.open(ALICE, open.id()));
    assertThat(read.toCompare().open(ALICE, open.id()).file()).isEqualTo(open);
  }

  @Test
  void anOperatorReleasesAFileOrHasItScannedAgain() {
    ManageScansService manage = new ManageScansService(scene.rows.scans(), () -> told++);
    CompleteFile file = completed(harmful());
    run();
    assertThat(manage.release(file.id())).isPresent();
    assertThat(read.open(ALICE, file.id()).file().id()).isEqualTo(file.id());
    assertThat(told).isEqualTo(1);

    assertThat(manage.again(file.id())).isPresent();
    assertThat(told).isEqualTo(2);
    assertRefused(new Refusal.BeingScanned(file.id()), () -> read.open(ALICE, file.id()));
    assertThat(run()).containsExactly(new Outcome.Quarantined(InMemoryScanner.FINDING));
  }
}
