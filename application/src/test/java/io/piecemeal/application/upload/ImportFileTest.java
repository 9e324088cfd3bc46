package io.piecemeal.application.upload;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static io.piecemeal.testkit.Samples.bytes;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.piecemeal.application.port.in.ImportFile.ImportCommand;
import io.piecemeal.application.port.out.RemoteSource;
import io.piecemeal.application.port.out.RemoteSource.Content;
import io.piecemeal.application.port.out.RemoteSource.Request;
import io.piecemeal.application.port.out.RemoteSource.Rest;
import io.piecemeal.application.port.out.SourceFailure;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.Input;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.SourceTrouble;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.testkit.InMemoryRemoteSource;
import io.piecemeal.testkit.InMemoryRemoteSource.Lengths;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ImportFileTest {

  private static final String TEXT = "abcdefghijklmn";
  private static final Optional<String> VERSION = Optional.of("\"1\"");
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Chunks of 4 bytes, files of 20. */
  private final Scene scene = new Scene(new Limits(bytes(4), bytes(20), bytes(20)));

  private final InMemoryRemoteSource source = new InMemoryRemoteSource();
  private final List<Duration> pauses = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  private final ImportFileService imports = imports(source);

  private ImportFileService imports(RemoteSource from) {
    return new ImportFileService(
        scene.ledger,
        scene.appendChunk,
        from,
        new Limits(bytes(4), bytes(20), bytes(20)),
        4,
        PATIENCE,
        time -> {
          pauses.add(time);
          nanos.addAndGet(time.toNanos());
          return true;
        },
        nanos::get);
  }

  /** How a source is opened in place of ours; it may ask ours. */
  @FunctionalInterface
  private interface Opening {
    Content open(Request request) throws SourceFailure;
  }

  private ImportFileService importsBy(Opening opening) {
    return imports(
        new RemoteSource() {
          @Override
          public Optional<String> refusal(String url) {
            return source.refusal(url);
          }

          @Override
          public Content open(Request request) throws SourceFailure {
            return opening.open(request);
          }
        });
  }

  private static ImportCommand command(StoredFile file) {
    return new ImportCommand(
        ALICE, file.id(), InMemoryRemoteSource.URL, Optional.empty(), Optional.empty());
  }

  private StoredFile send(StoredFile file) throws IOException {
    return send(file, Optional.empty(), Optional.empty());
  }

  private StoredFile send(StoredFile file, Optional<Sha256> sha256, Optional<ByteCount> largest)
      throws IOException {
    return imports.importInto(
        new ImportCommand(ALICE, file.id(), InMemoryRemoteSource.URL, sha256, largest));
  }

  private void put(String text, Optional<String> version) {
    source.put(text.getBytes(US_ASCII), version);
  }

  private void assertRefused(Refusal refusal, StoredFile file) {
    assertRefused(refusal, file, Optional.empty(), Optional.empty());
  }

  private void assertRefused(
      Refusal refusal, StoredFile file, Optional<Sha256> sha256, Optional<ByteCount> largest) {
    assertThat(refusalOf(() -> send(file, sha256, largest))).isEqualTo(refusal);
  }

  private static Refusal refusalOf(ThrowingCallable call) {
    return assertThatExceptionOfType(UploadRejected.class).isThrownBy(call).actual().refusal();
  }

  private static Refusal failed(StoredFile file, long size, SourceTrouble reason) {
    return new Refusal.ImportFailed(file.id(), bytes(size), reason);
  }

  private List<Optional<Long>> startsAsked() {
    return source.requests.stream()
        .map(request -> request.rest().map(Rest::start).map(ByteCount::value))
        .toList();
  }

  @AfterEach
  void everyAnswerWasClosed() {
    assertThat(source.open()).isZero();
  }

  @Test
  void aSourceBecomesAsManyChunksAsItTakesAndTheFileStaysOpen() throws IOException {
    put(TEXT, VERSION);

    StoredFile file = send(scene.open());

    assertThat(scene.content(file)).isEqualTo(TEXT);
    assertThat(scene.chunks(file).stream().map(Chunk::length))
        .containsExactly(bytes(4), bytes(4), bytes(4), bytes(2));
    assertThat(file).isNotInstanceOf(CompleteFile.class);
    assertThat(pauses).isEmpty();
  }

  @Test
  void whoWantsToKnowIsToldBehindEachChunk() throws IOException {
    put(TEXT, VERSION);
    StoredFile file = scene.open();
    List<String> told = new ArrayList<>();

    imports.importInto(
        command(file), (read, length) -> told.add(read + " of " + length.orElseThrow()));

    assertThat(told).containsExactly("4 of 14", "8 of 14", "12 of 14", "14 of 14");
  }

  @Test
  void anEmptySourceChangesNothing() throws IOException {
    put("", VERSION);
    StoredFile file = scene.open();

    assertThat(send(file)).isEqualTo(file);
  }

  @Test
  void aTransferThatBreaksOffGoesOnBehindWhatCame() throws IOException {
    put(TEXT, VERSION);
    source.breakAfter(6, 3);

    StoredFile file = send(scene.open(), Optional.of(Scene.sha256(TEXT)), Optional.empty());

    assertThat(scene.content(file)).isEqualTo(TEXT);
    assertThat(startsAsked()).containsExactly(Optional.empty(), Optional.of(6L), Optional.of(9L));
    assertThat(pauses).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
  }

  @Test
  void withoutAVersionAllIsReadAgainAndComparedWithWhatCame() throws IOException {
    put(TEXT, Optional.empty());
    source.breakAfter(6, 3);

    StoredFile file = send(scene.open(), Optional.of(Scene.sha256(TEXT)), Optional.empty());

    assertThat(scene.content(file)).isEqualTo(TEXT);
    assertThat(startsAsked()).hasSize(3).containsOnly(Optional.empty());
  }

  @Test
  void aSourceThatChangedMeanwhileIsNeverMixed() {
    StoredFile file = scene.open();
    ImportFileService changing =
        importsBy(
            request -> {
              if (source.requests.isEmpty()) {
                put(TEXT, VERSION);
                source.breakAfter(6);
              } else {
                put("ABCDEFGHIJ", Optional.of("\"2\""));
              }
              return source.open(request);
            });

    assertThat(refusalOf(() -> changing.importInto(command(file))))
        .isInstanceOf(Refusal.BytesDiffer.class);
    assertThat(scene.content(file)).isEqualTo("abcdef");
  }

  @Test
  void aSourceThatBreaksOffForEverIsLeftAfterAFewTries() {
    put(TEXT, VERSION);
    source.breakAfter(2, 2, 2, 1, 1, 1, 1);
    StoredFile file = scene.open();

    assertRefused(failed(file, 8, SourceTrouble.BROKEN_OFF), file);

    assertThat(source.requests).hasSize(RunningImport.MOST_TRIES);
    assertThat(scene.content(file)).isEqualTo("abcdefgh");
  }

  @Test
  void theSameImportGoesOnAndAppendsNothingTwice() throws IOException {
    StoredFile file = scene.open();
    put(TEXT, Optional.empty());
    source.breakAfter(6, 6, 6, 6, 6);
    assertRefused(failed(file, 6, SourceTrouble.BROKEN_OFF), file);

    assertThat(scene.content(send(file))).isEqualTo(TEXT);
    int chunks = scene.chunks(file).size();
    StoredFile again = send(file);

    assertThat(scene.content(again)).isEqualTo(TEXT);
    assertThat(scene.chunks(file)).hasSize(chunks);
  }

  @Test
  void aFileThatBeginsOtherwiseKeepsWhatItHas() {
    put(TEXT, VERSION);
    StoredFile file = scene.filled("abcX", "e");

    assertThat(refusalOf(() -> send(file))).isInstanceOf(Refusal.BytesDiffer.class);
    assertThat(scene.content(file)).isEqualTo("abcXe");
  }

  @Test
  void aSourceWithFewerBytesThanTheFileIsRefused() {
    put("abc", VERSION);
    StoredFile file = scene.filled("abcd", "e");

    assertRefused(failed(file, 5, SourceTrouble.SHORTER), file);
  }

  @Test
  void nothingIsReadOfASourceThatSaysThatItIsTooLarge() {
    put("x".repeat(21), VERSION);
    StoredFile file = scene.open();

    assertRefused(new Refusal.FileTooLarge(bytes(20), bytes(0)), file);
    assertThat(scene.content(file)).isEmpty();
  }

  @Test
  void aSourceThatGoesOnForEverEndsAtTheLimit() {
    source.put("x".repeat(100).getBytes(US_ASCII), VERSION, Lengths.LEFT_OUT);
    StoredFile file = scene.open();
    StoredFile declared = scene.openDeclaring(6);

    assertRefused(new Refusal.FileTooLarge(bytes(20), bytes(16)), file);
    assertRefused(new Refusal.FileTooLarge(bytes(7), bytes(16)), file, Optional.empty(), most(7));
    // The piece that would have completed it did not.
    assertRefused(new Refusal.FileTooLarge(bytes(6), bytes(4)), declared);
    assertThat(scene.now(declared)).isNotInstanceOf(CompleteFile.class);
  }

  private static Optional<ByteCount> most(long count) {
    return Optional.of(bytes(count));
  }

  @Test
  void theCallersLimitCountsIfItIsLess() throws IOException {
    put(TEXT, VERSION);
    StoredFile file = scene.open();

    assertRefused(new Refusal.FileTooLarge(bytes(13), bytes(0)), file, Optional.empty(), most(13));
    assertThat(scene.content(send(file, Optional.empty(), most(14)))).isEqualTo(TEXT);
  }

  @Test
  void theDeclaredSizeCompletesTheFileAndTheSameImportFindsItSo() throws IOException {
    put(TEXT, VERSION);
    StoredFile file = send(scene.openDeclaring(14));
    assertThat(file).isInstanceOf(CompleteFile.class);
    source.requests.clear();

    assertThat(send(file, Optional.of(Scene.sha256(TEXT)), Optional.empty())).isEqualTo(file);
    assertRefused(new Refusal.UploadComplete(file.id(), bytes(14)), file);
    assertThat(source.requests).isEmpty();
  }

  private void assertAnotherDigestIsRefused() {
    StoredFile file = scene.openDeclaring(14);
    Sha256 other = Scene.sha256("other");

    assertRefused(
        new Refusal.ImportDiffers(file.id(), bytes(12), other, Scene.sha256(TEXT)),
        file,
        Optional.of(other),
        Optional.empty());
    assertThat(scene.now(file)).isNotInstanceOf(CompleteFile.class);
  }

  @Test
  void bytesWithAnotherDigestDoNotBecomeAWholeFile() {
    put(TEXT, VERSION);
    assertAnotherDigestIsRefused();
  }

  /** The byte that completes the file is its last, whatever the source says behind it. */
  @Test
  void norWhereTheSourceBreaksOffRightBehindTheLastOfThem() {
    put(TEXT, VERSION);
    source.breakAfter(14);
    assertAnotherDigestIsRefused();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSourceThatAlwaysBreaksOffBehindTheLastByteHasGivenTheWholeFile(boolean digested)
      throws IOException {
    put(TEXT, VERSION);
    source.breakAfter(14, 14, 14, 14, 14);
    Optional<Sha256> digest = Optional.of(Scene.sha256(TEXT)).filter(_ -> digested);

    StoredFile file = send(scene.openDeclaring(14), digest, Optional.empty());

    assertThat(file).isInstanceOf(CompleteFile.class);
    assertThat(source.requests).hasSize(1);
  }

  @Test
  void aDigestIsAlsoThatOfNothing() throws IOException {
    put("", VERSION);
    StoredFile file = scene.open();

    send(file, Optional.of(Sha256.OF_NOTHING), Optional.empty());
    assertRefused(
        new Refusal.ImportDiffers(file.id(), bytes(0), Scene.sha256(TEXT), Sha256.OF_NOTHING),
        file,
        Optional.of(Scene.sha256(TEXT)),
        Optional.empty());
  }

  @ParameterizedTest
  @EnumSource(SourceTrouble.class)
  void aSourceThatDoesNotAnswerIsAskedOnce(SourceTrouble reason) {
    put(TEXT, VERSION);
    source.fail(reason);
    StoredFile file = scene.open();

    assertRefused(failed(file, 0, reason), file);
    assertThat(source.requests).hasSize(1);
  }

  @Test
  void aSourceThatIsAwayForAMomentIsAskedAgainForTheRest() throws IOException {
    put(TEXT, VERSION);
    source.breakAfter(5);
    ImportFileService broken = failingAfterTheFirst(SourceTrouble.BUSY, SourceTrouble.UNREACHABLE);
    StoredFile file = scene.open();

    broken.importInto(command(file));

    assertThat(scene.content(file)).isEqualTo(TEXT);
    assertThat(startsAsked())
        .containsExactly(Optional.empty(), Optional.of(5L), Optional.of(5L), Optional.of(5L));
  }

  @Test
  void aSourceThatHasNothingAnyMoreIsNotAskedAgain() {
    put(TEXT, VERSION);
    source.breakAfter(5);
    ImportFileService broken = failingAfterTheFirst(SourceTrouble.ABSENT);
    StoredFile file = scene.open();

    assertThat(refusalOf(() -> broken.importInto(command(file))))
        .isEqualTo(failed(file, 5, SourceTrouble.ABSENT));
    assertThat(source.requests).hasSize(2);
  }

  private ImportFileService failingAfterTheFirst(SourceTrouble... reasons) {
    return importsBy(
        request -> {
          Content content = source.open(request);
          if (source.requests.size() == 1) {
            source.fail(reasons);
          }
          return content;
        });
  }

  @Test
  void anImportEndsWhenItHasHadItsTime() {
    put(TEXT, VERSION);
    source.breakAfter(5);
    ImportFileService slow =
        importsBy(
            request -> {
              assertThat(request.patience()).isEqualTo(PATIENCE);
              nanos.addAndGet(PATIENCE.toNanos());
              return source.open(request);
            });
    StoredFile file = scene.open();

    assertThat(refusalOf(() -> slow.importInto(command(file))))
        .isEqualTo(failed(file, 5, SourceTrouble.OUT_OF_TIME));
    assertThat(source.requests).hasSize(1);
  }

  @Test
  void anOwnerHasItsShareOfImportsAndOthersHaveTheirs() throws IOException {
    put(TEXT, VERSION);
    List<String> seen = new ArrayList<>();
    StoredFile outer = scene.open();
    StoredFile inner = scene.open();
    StoredFile third = scene.open();
    ImportFileService[] shared = new ImportFileService[1];
    shared[0] =
        importsBy(
            request -> {
              StoredFile next = source.requests.isEmpty() ? inner : third;
              Content content = source.open(request);
              try {
                shared[0].importInto(command(next));
              } catch (UploadRejected e) {
                seen.add(e.refusal().toString());
              } catch (IOException e) {
                throw new AssertionError(e);
              }
              return content;
            });

    shared[0].importInto(command(outer));

    assertThat(seen).containsExactly(new Refusal.ImportsUnderWay(2, 4).toString());
    assertThat(scene.content(inner)).isEqualTo(TEXT);
    assertThat(scene.content(third)).isEmpty();
    // Given back.
    assertThat(scene.content(send(third))).isEqualTo(TEXT);
  }

  @Test
  void anotherOwnersFileIsNotThereAndNothingIsAsked() {
    put(TEXT, VERSION);
    StoredFile file = scene.open();

    ImportCommand others =
        new ImportCommand(
            BOB, file.id(), InMemoryRemoteSource.URL, Optional.empty(), Optional.empty());
    assertThat(refusalOf(() -> imports.importInto(others))).isEqualTo(new Refusal.NotFound());
    assertThat(source.requests).isEmpty();
  }

  @Test
  void aUrlThatIsRefusedIsNotAsked() {
    StoredFile file = scene.open();

    ImportCommand elsewhere =
        new ImportCommand(ALICE, file.id(), "https://x/", Optional.empty(), Optional.empty());
    assertThat(refusalOf(() -> imports.importInto(elsewhere)))
        .isEqualTo(new Refusal.InvalidField(Input.URL, "there is nothing but one file"));
    assertThat(source.requests).isEmpty();
  }

  @Test
  void aFileThatAnotherRequestChangesMeanwhileIsLeftToIt() {
    put(TEXT, VERSION);
    StoredFile file = scene.open();
    ImportFileService overtaken =
        importsBy(
            request -> {
              scene.append(file, "ab");
              return source.open(request);
            });

    assertThat(refusalOf(() -> overtaken.importInto(command(file))))
        .isEqualTo(failed(file, 2, SourceTrouble.OVERTAKEN));
  }
}
