package io.piecemeal.application.upload;

import static io.piecemeal.application.scene.Refusals.assertRefused;
import static io.piecemeal.application.scene.Scene.NAME;
import static io.piecemeal.application.scene.Scene.sha256;
import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.RETENTION;
import static io.piecemeal.testkit.Samples.bytes;
import static io.piecemeal.testkit.Samples.digestOf;
import static io.piecemeal.testkit.Samples.quotaOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.in.StoreFile.StoreCommand;
import io.piecemeal.application.port.in.StoreFile.Trailer;
import io.piecemeal.application.port.in.StoreFile.TrailerSource;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Metadata;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.SessionTerms;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.domain.upload.Usage;
import io.piecemeal.testkit.PatternedInputStream;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole files in one request. */
final class StoreFileTest {

  private static final int PIECE = 8 << 20;
  private static final ContentType TYPE = new ContentType("text/plain");

  private final Scene scene = new Scene(new Limits(bytes(1), bytes(1), bytes(2 * PIECE)));

  private StoredFile store(Scene where, InputStream content) throws IOException {
    return where.storeFile.store(new StoreCommand(ALICE, NAME, TYPE, content));
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aFileIsCompleteFromItsFirstMoment() throws IOException {
    StoredFile file = store(scene, text("all of it"));

    assertThat(file).isInstanceOf(CompleteFile.class);
    assertThat(digestOf(file)).contains(sha256("all of it"));
    assertThat(file.owner()).isEqualTo(ALICE);
    assertThat(file.name()).isEqualTo(NAME);
    assertThat(file.contentType()).isEqualTo(TYPE);
    assertThat(file.declared()).isEqualTo(Declaration.NONE);
    assertThat(file.expiresAt()).isEqualTo(file.createdAt().plus(RETENTION.sinceLastChunk()));
    assertThat(scene.now(file)).isEqualTo(file);
    assertThat(scene.content(file)).isEqualTo("all of it");
  }

  private StoredFile store(TrailerSource trailer, InputStream content) throws IOException {
    return scene.storeFile.store(
        new StoreCommand(ALICE, NAME, TYPE, SessionTerms.NONE, content, trailer));
  }

  @Test
  void whatIsSaidBehindTheContentCounts() throws IOException {
    InputStream content = text("all of it");
    Metadata told = new Metadata("openai", "batch");
    TrailerSource trailer =
        () -> {
          assertThat(content).isEmpty();
          return new Trailer(Optional.of(told), Optional.of(Duration.ofMinutes(5)));
        };

    StoredFile file = store(trailer, content);

    assertThat(file.terms()).isEqualTo(SessionTerms.NONE.with(told));
    assertThat(file.expiresAt()).isEqualTo(file.createdAt().plusSeconds(300));
  }

  @Test
  void whereTheTrailerIsRefusedNothingIsStored() {
    Duration tooLong = RETENTION.sinceCreation().plusSeconds(1);

    assertThatThrownBy(
            () ->
                store(
                    () -> new Trailer(Optional.empty(), Optional.of(tooLong)),
                    new PatternedInputStream(PIECE + 1)))
        .isInstanceOf(UploadRejected.class);
    assertThatThrownBy(
            () ->
                store(
                    () -> {
                      throw new IllegalStateException("a bad field");
                    },
                    new PatternedInputStream(PIECE + 1)))
        .hasMessage("a bad field");
    assertThat(scene.objects.keys()).isEmpty();
    assertThat(scene.rows.list(ALICE, new FileQuery(1, Optional.empty(), Optional.empty())))
        .isEmpty();
  }

  @Test
  void unfinishedFilesOfAnOwnerTakeNoMoreThanTheQuota() throws IOException {
    long room = 2L * PIECE + 3 * Usage.LEAST_CHARGE.value();
    Scene small = new Scene(new Limits(bytes(1), bytes(1), bytes(2 * PIECE), quotaOf(bytes(room))));
    InputStream first =
        new SequenceInputStream(
            new PatternedInputStream(PIECE + 1),
            new Interrupted(
                () -> {
                  storeAnother(small, room);
                  storeAnother(small, room);
                }));

    StoredFile file = store(small, first);

    assertThat(file.size()).isEqualTo(bytes(PIECE + 1));
    assertThat(small.objects.keys()).hasSize(2);
    assertRefused(
        new Refusal.QuotaExceeded(
            Quota.Resource.BYTES, room, PIECE + 2 * Usage.LEAST_CHARGE.value()),
        () -> store(small, new PatternedInputStream(PIECE + 1)));
  }

  /** While the first file has one piece on the disk. */
  private void storeAnother(Scene where, long room) {
    assertRefused(
        new Refusal.QuotaExceeded(Quota.Resource.BYTES, room, 2L * PIECE),
        () -> store(where, new PatternedInputStream(2 * PIECE)));
  }

  /** Has no bytes, and does something when it is asked for some. */
  private static final class Interrupted extends InputStream {

    private final Runnable deed;
    private boolean done;

    Interrupted(Runnable deed) {
      this.deed = deed;
    }

    @Override
    public int read() {
      if (!done) {
        done = true;
        deed.run();
      }
      return -1;
    }

    @Override
    public int read(byte[] target, int offset, int count) {
      return read();
    }
  }

  @Test
  void whereThereIsNoRoomAnEmptyFileIsNotStoredEither() {
    scene.store.withRoomFor(0);

    assertThatThrownBy(() -> store(scene, InputStream.nullInputStream()))
        .isInstanceOf(StorageFailure.NoSpace.class);
  }

  @Test
  void anEmptyFileHasNoChunks() throws IOException {
    StoredFile file = store(scene, InputStream.nullInputStream());

    assertThat(file.size()).isEqualTo(ByteCount.ZERO);
    assertThat(file.chunks()).isZero();
    assertThat(file).isInstanceOf(CompleteFile.class);
    assertThat(digestOf(file)).contains(sha256(""));
    assertThat(scene.objects.keys()).isEmpty();
    assertThat(scene.content(file)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"-1,1", "0,1", "1,2"})
  void aFileIsCutIntoPiecesOf8MiB(int more, int pieces) throws Exception {
    int length = PIECE + more;

    StoredFile file = store(scene, new PatternedInputStream(length));

    assertThat(file.size()).isEqualTo(bytes(length));
    assertThat(scene.chunks(file)).hasSize(pieces);
    assertThat(scene.chunks(file).getFirst().length()).isEqualTo(bytes(Math.min(PIECE, length)));
    assertThat(digestOf(file)).contains(digest(length));
    assertThat(scene.bytesOf(file)).isEqualTo(PatternedInputStream.bytes(length));
    assertThat(scene.objects.keys()).containsExactlyInAnyOrderElementsOf(scene.keys(file));
  }

  private static Sha256 digest(long length) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (InputStream in = new DigestInputStream(new PatternedInputStream(length), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return Sha256.of(digest.digest());
  }

  @Test
  void piecesAreFilledHoweverLittleArrivesAtATime() throws IOException {
    InputStream slow =
        new FilterInputStream(new PatternedInputStream(PIECE + 10)) {
          @Override
          public int read(byte[] target, int offset, int count) throws IOException {
            return super.read(target, offset, Math.min(count, 50_001));
          }
        };

    StoredFile file = store(scene, slow);

    assertThat(scene.chunks(file))
        .extracting(Chunk::length)
        .containsExactly(bytes(PIECE), bytes(10));
  }

  @ParameterizedTest
  @CsvSource({"1", "20", "8388608", "8388613"})
  void aFileMayBeAsLargeAsTheLimitAndNoLarger(int limit) throws IOException {
    Scene narrow = new Scene(new Limits(bytes(1), bytes(1), bytes(limit)));

    StoredFile file = store(narrow, new PatternedInputStream(limit));
    assertThat(file.size()).isEqualTo(bytes(limit));
    assertRefused(
        new Refusal.FileTooLarge(bytes(limit), ByteCount.ZERO),
        () -> store(narrow, new PatternedInputStream(limit + 1)));

    assertThat(narrow.objects.keys()).containsExactlyInAnyOrderElementsOf(narrow.keys(file));
  }

  @Test
  void noMoreIsReadThanIsNeededToKnowThatItIsTooMuch() {
    Scene narrow = new Scene(new Limits(bytes(1), bytes(1), bytes(20)));
    PatternedInputStream endless = new PatternedInputStream(Long.MAX_VALUE);

    assertRefused(
        new Refusal.FileTooLarge(bytes(20), ByteCount.ZERO), () -> store(narrow, endless));

    byte[] next = new byte[1];
    assertThat(endless.read(next, 0, 1)).isEqualTo(1);
    assertThat(next[0]).isEqualTo(PatternedInputStream.bytes(22)[21]);
  }

  @Test
  void theContentIsNotClosed() throws IOException {
    InputStream content =
        new FilterInputStream(text("all")) {
          @Override
          public void close() {
            throw new AssertionError("the content was closed");
          }
        };

    assertThat(store(scene, content).size()).isEqualTo(bytes(3));
  }
}
