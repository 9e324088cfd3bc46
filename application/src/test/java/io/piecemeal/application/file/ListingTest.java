package io.piecemeal.application.file;

import static io.piecemeal.application.scene.Refusals.assertRefused;
import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static io.piecemeal.testkit.Samples.bytes;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.in.ListFiles.Continuation;
import io.piecemeal.application.port.in.ListFiles.FilePage;
import io.piecemeal.application.port.in.StoreFile.StoreCommand;
import io.piecemeal.application.port.in.StoreFile.Trailer;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.Scan;
import io.piecemeal.domain.upload.SessionTerms;
import io.piecemeal.domain.upload.Status;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.testkit.Samples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Pages of files, and of the chunks of a file. */
final class ListingTest {

  private final Scene scene = new Scene();

  /** The newest first, as they are listed. */
  private List<StoredFile> files(int count) {
    List<StoredFile> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      scene.clock.advance(Duration.ofSeconds(1));
      files.add(scene.open());
    }
    return files.reversed();
  }

  private FilePage page(int limit, Optional<StoredFile> after) {
    return scene.listFiles.list(
        ALICE, new FileQuery(limit, after.map(FileQuery.Position::of), Optional.empty()));
  }

  @Test
  void aPageThatHoldsAllFilesIsTheLast() {
    List<StoredFile> files = files(3);

    assertThat(page(4, Optional.empty())).isEqualTo(new FilePage(files, Continuation.END));
    assertThat(page(3, Optional.empty())).isEqualTo(new FilePage(files, Continuation.END));
  }

  @Test
  void aPageThatIsFollowedByAnotherSaysSo() {
    List<StoredFile> files = files(3);

    assertThat(page(2, Optional.empty()))
        .isEqualTo(new FilePage(files.subList(0, 2), Continuation.MORE));
    assertThat(page(2, Optional.of(files.get(1))))
        .isEqualTo(new FilePage(files.subList(2, 3), Continuation.END));
  }

  @Test
  void whoeverHasNoFilesGetsAnEmptyPage() {
    files(1);

    assertThat(scene.listFiles.list(BOB, new FileQuery(1, Optional.empty(), Optional.empty())))
        .isEqualTo(new FilePage(List.of(), Continuation.END));
  }

  @Test
  void pagesAreStableWhileFilesComeAndGo() {
    List<StoredFile> files = files(6);
    FilePage first = page(2, Optional.empty());
    files(2);
    scene.delete(files.get(1));
    scene.delete(files.get(3));

    FilePage second = page(2, Optional.of(first.files().getLast()));
    FilePage third = page(2, Optional.of(second.files().getLast()));

    assertThat(second)
        .isEqualTo(new FilePage(List.of(files.get(2), files.get(4)), Continuation.MORE));
    assertThat(third).isEqualTo(new FilePage(List.of(files.get(5)), Continuation.END));
  }

  @Test
  void onlyFilesInTheStateThatIsAskedForAreListed() {
    List<StoredFile> files = files(3);
    StoredFile complete = scene.complete(files.get(1));

    assertThat(
            scene.listFiles.list(
                ALICE, new FileQuery(5, Optional.empty(), Optional.of(Status.COMPLETE))))
        .isEqualTo(new FilePage(List.of(complete), Continuation.END));
  }

  @Test
  void completeFilesAreFoundByTheirDigestsAndOpenOnesAreNot() {
    StoredFile one = scene.complete(scene.filled("one"));
    scene.complete(scene.filled("two"));
    scene.filled("open");
    FindByDigestService find = new FindByDigestService(scene.rows, scene.clock, Samples.RETENTION);
    Set<Sha256> digests = Set.of(Scene.sha256("one"), Scene.sha256("open"));

    assertThat(find.find(ALICE, digests)).isEqualTo(List.of(one));
    assertThat(find.find(ALICE, Set.of())).isEmpty();
    assertThat(find.find(BOB, digests)).isEmpty();
  }

  /** Who is told that a file is there does not send it again. */
  @Test
  void aFileThatLivesOnForLessThanHalfTheLifeOfANewOneIsNotFoundByItsDigest() {
    StoredFile file = scene.complete(scene.filled("one"));
    FindByDigestService find = new FindByDigestService(scene.rows, scene.clock, Samples.RETENTION);
    Duration life = Duration.between(file.createdAt(), file.expiresAt());

    scene.clock.advance(life.dividedBy(2).minusSeconds(1));
    assertThat(find.find(ALICE, Set.of(Scene.sha256("one")))).isEqualTo(List.of(file));

    scene.clock.advance(Duration.ofSeconds(2));
    assertThat(find.find(ALICE, Set.of(Scene.sha256("one")))).isEmpty();
  }

  /** Its uploader may have chosen so; who looks for its bytes knows nothing of that. */
  @Test
  void aFileThatWasGivenAShortLifeIsNotFoundByItsDigestHoweverYoungItIs() throws IOException {
    storeFor(Duration.ofMinutes(29), "one");

    assertThat(byDigest("one")).isEmpty();
  }

  @Test
  void aFileThatWasGivenALongLifeIsFoundByItsDigestUntilItsEndIsNear() throws IOException {
    StoredFile file = storeFor(Duration.ofHours(3), "one");

    scene.clock.advance(Duration.ofHours(2));

    assertThat(byDigest("one")).isEqualTo(List.of(file));
  }

  private StoredFile storeFor(Duration lifetime, String text) throws IOException {
    return scene.storeFile.store(
        new StoreCommand(
            ALICE,
            Scene.NAME,
            ContentType.OCTET_STREAM,
            SessionTerms.NONE,
            new ByteArrayInputStream(text.getBytes(US_ASCII)),
            () -> new Trailer(Optional.empty(), Optional.of(lifetime))));
  }

  @Test
  void aFileInQuarantineIsNotFoundByItsDigest() {
    StoredFile file = scene.complete(scene.filled("one"));
    scene.rows.scans().again(file.id());
    assertThat(byDigest("one")).hasSize(1);

    var waiting = scene.rows.scans().take(Duration.ofSeconds(30), 1).getFirst();
    scene.rows.scans().decide(waiting, Scan.quarantined("Eicar", Optional.empty()));

    assertThat(byDigest("one")).isEmpty();
  }

  private List<CompleteFile> byDigest(String text) {
    return new FindByDigestService(scene.rows, scene.clock, Samples.RETENTION)
        .find(ALICE, Set.of(Scene.sha256(text)));
  }

  private List<Chunk> chunks(StoredFile file, long from, int limit) {
    return scene.listChunks.list(ALICE, file.id(), bytes(from), limit);
  }

  @Test
  void theChunksOfAFileAreListedInTheOrderOfTheirOffsets() {
    StoredFile file = scene.filled("one ", "two ", "three");
    List<Chunk> all = scene.chunks(file);

    assertThat(chunks(file, 0, 10)).isEqualTo(all);
    assertThat(all).extracting(Chunk::offset).containsExactly(bytes(0), bytes(4), bytes(8));
    assertThat(chunks(file, 0, 2)).isEqualTo(all.subList(0, 2));
    assertThat(chunks(file, 8, 2)).isEqualTo(all.subList(2, 3));
    assertThat(chunks(file, 13, 2)).isEmpty();
  }

  @Test
  void aListThatStartsWithinAChunkHoldsIt() {
    StoredFile file = scene.filled("one ", "two ");

    assertThat(chunks(file, 3, 10)).isEqualTo(scene.chunks(file));
    assertThat(chunks(file, 4, 10)).isEqualTo(scene.chunks(file).subList(1, 2));
  }

  @Test
  void chunksAreListedAsTheyAreAfterARewindThatCameInBetween() {
    StoredFile file = scene.filled("one ", "two ");
    scene.looks.beforeChunks(1, () -> scene.rewind(file, 4, 8));

    assertThat(chunks(file, 0, 10)).isEqualTo(scene.chunks(file)).hasSize(1);
  }

  @Test
  void theChunksOfSomebodyElsesFileAreNotShown() {
    StoredFile file = scene.filled("one ");

    assertRefused(new Refusal.NotFound(), () -> scene.listChunks.list(BOB, file.id(), bytes(0), 1));
  }

  @Test
  void theChunksOfADeletedFileAreGone() {
    StoredFile file = scene.filled("one ");
    scene.looks.beforeChunks(1, () -> scene.delete(file));

    assertRefused(new Refusal.Gone(file.id(), bytes(4)), () -> chunks(file, 0, 1));
  }
}
