package io.piecemeal.domain.upload;

import static io.piecemeal.domain.upload.FileSample.ID;
import static io.piecemeal.domain.upload.FileSample.ZEROS;
import static io.piecemeal.domain.upload.FileSample.chunk;
import static io.piecemeal.domain.upload.FileSample.complete;
import static io.piecemeal.domain.upload.FileSample.uploading;
import static io.piecemeal.domain.upload.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Crc32c;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files may be rewound and read, and which chunks look repeated. */
final class FileStateRulesTest {

  private static final ByteCount TEN = new ByteCount(10);

  @ParameterizedTest
  @ValueSource(longs = {0, 9, 10})
  void anOpenFileMayBeRewoundToAnySizeUpToItsOwn(long target) {
    assertThatCode(() -> uploading(10).requireRewindable(new ByteCount(target), TEN))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"11,10,11", "5,9,9", "5,11,11", "9,9,9", "12,11,11"})
  void aRewindNamesTheSizeThatIsWrong(long target, long believed, long given) {
    assertRefused(
        new Refusal.SizeChanged(ID, new ByteCount(given), TEN),
        () -> uploading(10).requireRewindable(new ByteCount(target), new ByteCount(believed)));
  }

  @Test
  void aFileEndsWhereItsCallerBelievesOrTellsWhereItDoes() {
    assertThatCode(() -> uploading(10).requireEnd(TEN)).doesNotThrowAnyException();
    for (ByteCount other : List.of(new ByteCount(9), new ByteCount(11))) {
      assertRefused(
          new Refusal.OffsetMismatch(ID, other, TEN), () -> complete(10).requireEnd(other));
    }
  }

  @Test
  void aFileWhoseOffsetsStayTrueIsNotRewound() {
    SessionTerms never =
        new SessionTerms(Optional.empty(), new Role.Whole(), SessionTerms.Rewinds.NEVER);
    UploadSession file = FileSample.of(10).on(never).session();

    assertRefused(new Refusal.RewindForbidden(ID, TEN), () -> file.requireRewindable(TEN, TEN));
  }

  @Test
  void aFileThatIsMadeOfItsPartsTakesNothingElse() {
    UploadSession file = FileSample.of(0).on(SessionTerms.NONE.ofParts()).session();
    Refusal refusal = new Refusal.AwaitsParts(ID, ByteCount.ZERO);
    ChunkTerms end =
        new ChunkTerms(Optional.empty(), Optional.empty(), ChunkPosition.MORE_MAY_FOLLOW);

    assertRefused(refusal, file::requireOpen);
    assertRefused(refusal, () -> file.admit(TEN, end, Limits.DEFAULT));
    assertRefused(refusal, () -> file.declare(TEN, Limits.DEFAULT));
    assertRefused(refusal, file::requireParts);
    assertThat(file.terms().role().mayBecomePartOf(new FileId("b".repeat(32)))).isFalse();
    assertThatCode(FileSample.of(0).session()::requireParts).doesNotThrowAnyException();
  }

  @Test
  void aFileThatHasItsPartsTakesNothingElseAndAwaitsNothing() {
    UploadSession file = FileSample.of(10).on(SessionTerms.NONE.ofParts()).session();

    assertRefused(new Refusal.AwaitsParts(ID, TEN), file::requireOpen);
    assertThatCode(file::requireParts).doesNotThrowAnyException();
  }

  @Test
  void whatIsToBeGivenBackChangesNoTerm() {
    Metadata told = new Metadata("tus", "filename YQ==");

    assertThat(SessionTerms.NONE.with(told))
        .isEqualTo(
            new SessionTerms(Optional.of(told), new Role.Whole(), SessionTerms.Rewinds.ALLOWED));
  }

  @Test
  void onlyAnOpenFileTakesChanges() {
    UploadSession open = uploading(10);

    assertThat(open.requireOpen()).isSameAs(open);
    assertRefused(new Refusal.UploadComplete(ID, TEN), () -> complete(10).requireOpen());
  }

  @Test
  void bytesThatDifferAreRefusedWithTheStateOfTheFile() {
    ByteCount three = new ByteCount(3);

    assertThat(uploading(10).bytesDiffer(three))
        .isEqualTo(new Refusal.BytesDiffer(ID, three, TEN, Status.UPLOADING));
    assertThat(complete(10).bytesDiffer(three))
        .isEqualTo(new Refusal.BytesDiffer(ID, three, TEN, Status.COMPLETE));
  }

  @Test
  void anOpenFileIsReadableIfNothingWasDeclared() {
    assertThatCode(() -> uploading(10).requireReadable(ScanPolicy.NONE)).doesNotThrowAnyException();
  }

  @Test
  void anOpenFileIsHiddenIfSomethingWasDeclared() {
    Refusal incomplete = new Refusal.FileIncomplete(ID, TEN);

    assertRefused(
        incomplete,
        () -> FileSample.of(10).declaring(12).session().requireReadable(ScanPolicy.NONE));
    assertRefused(
        incomplete,
        () -> FileSample.of(10).declaring(ZEROS).session().requireReadable(ScanPolicy.NONE));
  }

  @Test
  void aCompleteFileIsReadableWhateverWasDeclared() {
    assertThatCode(() -> FileSample.of(10).declaring(10).file().requireReadable(ScanPolicy.NONE))
        .doesNotThrowAnyException();
    assertThatCode(() -> complete(10).requireReadable(ScanPolicy.NONE)).doesNotThrowAnyException();
  }

  @Test
  void whatIsScannedIsCompleteBeforeItIsRead() {
    assertRefused(
        new Refusal.FileIncomplete(ID, TEN), () -> uploading(10).requireReadable(ScanPolicy.ALL));
    assertThatCode(() -> complete(10).requireReadable(ScanPolicy.ALL)).doesNotThrowAnyException();
  }

  @Test
  void aFileThatIsToBeScannedIsReadOnceItPassedOrWasReleased() {
    CompleteFile scanning = complete(10).scanned(Optional.of(Scan.SCANNING));
    assertThat(scanning.isBeingScanned()).isTrue();
    assertRefused(
        new Refusal.BeingScanned(scanning.id()), () -> scanning.requireReadable(ScanPolicy.NONE));

    CompleteFile infected =
        scanning.scanned(Optional.of(Scan.quarantined("Eicar", Optional.empty())));
    assertThat(infected.isBeingScanned()).isFalse();
    assertRefused(
        new Refusal.Quarantined(infected.id(), "Eicar"),
        () -> infected.requireReadable(ScanPolicy.NONE));
    assertRefused(
        new Refusal.Quarantined(infected.id(), "Eicar"),
        () ->
            infected
                .stamped(infected.updatedAt(), infected.expiresAt())
                .requireReadable(ScanPolicy.NONE));

    Scan released = new Scan(Scan.State.RELEASED, Optional.of("Eicar"), Optional.empty());
    assertThatCode(() -> infected.scanned(Optional.of(released)).requireReadable(ScanPolicy.NONE))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                scanning
                    .scanned(Optional.of(Scan.passed(Optional.empty())))
                    .requireReadable(ScanPolicy.NONE))
        .doesNotThrowAnyException();
  }

  @Test
  void aChunkLooksRepeatedIfItIsLikeTheLastOne() {
    UploadSession file = uploading(10).append(chunk(7, 1));

    assertThat(file.mayRepeatLastChunk(new ByteCount(7), new Crc32c(1))).isTrue();
    assertThat(file.mayRepeatLastChunk(new ByteCount(7), new Crc32c(2))).isFalse();
    assertThat(file.mayRepeatLastChunk(new ByteCount(6), new Crc32c(1))).isFalse();
  }

  @Test
  void theFirstChunkRepeatsNothing() {
    assertThat(uploading(0).mayRepeatLastChunk(new ByteCount(7), new Crc32c(1))).isFalse();
  }

  @Test
  void aRefusalIsAnAnswerWithoutAStackTrace() {
    UploadRejected rejected = new UploadRejected(new Refusal.UploadComplete(ID, TEN));

    assertThat(rejected).hasMessage("UploadComplete[file=%s, currentSize=10]", ID);
    assertThat(rejected.getStackTrace()).isEmpty();
    assertThat(rejected.refusal()).isEqualTo(new Refusal.UploadComplete(ID, TEN));
  }
}
