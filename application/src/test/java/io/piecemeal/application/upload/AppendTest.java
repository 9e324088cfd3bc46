package io.piecemeal.application.upload;

import static io.piecemeal.application.scene.Refusals.assertRefused;
import static io.piecemeal.testkit.Samples.BOB;
import static io.piecemeal.testkit.Samples.RETENTION;
import static io.piecemeal.testkit.Samples.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.in.AppendChunk.AppendCommand;
import io.piecemeal.application.port.in.AppendChunk.Appended;
import io.piecemeal.application.port.in.AppendChunk.Novelty;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.application.scene.TestBody;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.ChunkTerms;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import io.piecemeal.testkit.Samples;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** Chunks that go to the end of their file. */
final class AppendTest {

  private static final Limits LIMITS = new Limits(bytes(8), bytes(20), bytes(8));

  private final Scene scene = new Scene(LIMITS);

  @Test
  void chunksFollowEachOther() {
    StoredFile file = scene.open();

    scene.append(file, "one ");
    scene.append(file, "two ");
    Appended appended = scene.append(file, "three");

    assertThat(appended.novelty()).isEqualTo(Novelty.NEW);
    assertThat(appended.repeats()).isEmpty();
    assertThat(appended.file()).isEqualTo(scene.now(file));
    assertThat(appended.file().size()).isEqualTo(bytes(13));
    assertThat(appended.file().chunks()).isEqualTo(3);
    assertThat(appended.file()).isInstanceOf(UploadSession.class);
    assertThat(scene.content(file)).isEqualTo("one two three");
  }

  @Test
  void everyChunkIsAnObjectOfItsOwnWithItsLengthAndChecksum() {
    StoredFile file = scene.filled("one ", "two");

    assertThat(scene.chunks(file)).extracting(Chunk::length).containsExactly(bytes(4), bytes(3));
    CRC32C crc = new CRC32C();
    crc.update("two".getBytes(StandardCharsets.US_ASCII));
    assertThat(scene.chunks(file).getLast().object().crc32c().value())
        .isEqualTo((int) crc.getValue());
    assertThat(scene.chunks(file).getLast().sha256()).isEmpty();
    assertThat(scene.objects.keys()).containsExactlyInAnyOrderElementsOf(scene.keys(file));
  }

  @Test
  void theSameChunkWithoutOffsetIsAppendedTwice() {
    StoredFile file = scene.open();

    scene.append(file, "na");
    scene.append(file, "na");

    assertThat(scene.content(file)).isEqualTo("nana");
  }

  @Test
  void aChunkWithTheOffsetOfTheEndIsAppended() {
    StoredFile file = scene.open();

    scene.append(file, TestBody.of("one ").at(0));
    Appended appended = scene.append(file, TestBody.of("two").at(4));

    assertThat(appended.novelty()).isEqualTo(Novelty.NEW);
    assertThat(scene.content(file)).isEqualTo("one two");
  }

  @Test
  void aChunkBehindTheEndIsRefusedAndLeavesNothing() {
    StoredFile file = scene.filled("one ");

    assertRefused(
        new Refusal.OffsetMismatch(file.id(), bytes(5), bytes(4)),
        () -> scene.append(file, TestBody.of("two").at(5)));

    assertUnchanged(file, "one ");
  }

  @Test
  void everyChunkMovesTheExpiryOfItsFile() {
    StoredFile file = scene.open();
    scene.clock.advance(Duration.ofMinutes(59));

    StoredFile after = scene.append(file, "one").file();

    assertThat(after.expiresAt())
        .isEqualTo(after.updatedAt().plus(RETENTION.sinceLastChunk()))
        .isAfter(file.expiresAt());
  }

  @Test
  void aFileMayBecomeAsLargeAsTheLimit() {
    StoredFile file = scene.filled("12345678", "12345679");

    scene.append(file, "1234");

    assertThat(scene.now(file).size()).isEqualTo(bytes(20));
  }

  @Test
  void aChunkThatWouldExceedTheLimitOfItsFileIsRefusedAndLeavesNothing() {
    StoredFile file = scene.filled("12345678", "12345679");

    assertRefused(
        new Refusal.FileTooLarge(bytes(20), bytes(16)), () -> scene.append(file, "12345"));

    assertUnchanged(file, "1234567812345679");
  }

  @Test
  void aCompleteFileTakesNoChunk() {
    StoredFile file = scene.filled("one ");
    scene.complete(file);

    assertRefused(new Refusal.UploadComplete(file.id(), bytes(4)), () -> scene.append(file, "two"));

    assertUnchanged(file, "one ");
  }

  @Test
  void aFileOfSomebodyElseIsNotThereAndItsBodyIsNotRead() {
    StoredFile file = scene.open();

    assertRefused(new Refusal.NotFound(), () -> scene.appendChunk.append(forBob(file.id())));
    assertRefused(new Refusal.NotFound(), () -> scene.appendChunk.append(forBob(Samples.fileId())));
  }

  @Test
  void anExpiredOrDeletedFileIsGoneAndItsBodyIsNotRead() {
    StoredFile deleted = scene.filled("one ");
    StoredFile expired = scene.filled("one");
    scene.delete(deleted);
    scene.clock.advance(RETENTION.sinceLastChunk());

    assertRefused(
        new Refusal.Gone(deleted.id(), bytes(4)), () -> scene.append(deleted, AppendTest::unread));
    assertRefused(
        new Refusal.Gone(expired.id(), bytes(3)), () -> scene.append(expired, AppendTest::unread));
  }

  private static AppendCommand forBob(FileId file) {
    return new AppendCommand(BOB, file, AppendTest::unread, Optional.empty());
  }

  private static ChunkTerms unread(OutputStream sink) {
    throw new AssertionError("the body was read");
  }

  private void assertUnchanged(StoredFile file, String content) {
    assertThat(scene.content(file)).isEqualTo(content);
    assertThat(scene.objects.keys()).containsExactlyInAnyOrderElementsOf(scene.keys(file));
  }
}
