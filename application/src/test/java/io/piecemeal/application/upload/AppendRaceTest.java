package io.piecemeal.application.upload;

import static io.piecemeal.application.scene.Refusals.assertRefused;
import static io.piecemeal.application.scene.Scene.sha256;
import static io.piecemeal.testkit.Samples.RETENTION;
import static io.piecemeal.testkit.Samples.bytes;
import static io.piecemeal.testkit.Samples.digestOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.in.AppendChunk.Appended;
import io.piecemeal.application.port.in.AppendChunk.Novelty;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.application.scene.TestBody;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.Status;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.testkit.Race;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Another caller changes the file between the look at it and the commit. */
final class AppendRaceTest {

  private final Scene scene = new Scene();
  private final StoredFile file = scene.filled("one ");

  private void justBeforeTheCommit(Runnable step) {
    scene.ledger.beforeNextChange(step);
  }

  @Test
  void aChunkWithoutOffsetGoesBehindTheOneThatWasFirst() {
    justBeforeTheCommit(() -> scene.append(file, "first "));

    Appended appended = scene.append(file, "second");

    assertThat(appended.novelty()).isEqualTo(Novelty.NEW);
    assertContent("one first second");
  }

  @Test
  void theHintToARepetitionIsAboutTheChunkThatWasFirst() {
    justBeforeTheCommit(() -> scene.append(file, "na"));

    assertThat(scene.append(file, "na").repeats()).contains(bytes(6));
  }

  @Test
  void aChunkWithOffsetIsAReplayIfTheOneThatWasFirstIsEqual() {
    justBeforeTheCommit(() -> scene.append(file, "two"));

    Appended appended = scene.append(file, TestBody.of("two").at(4));

    assertThat(appended)
        .isEqualTo(new Appended(scene.now(file), Novelty.REPLAYED, bytes(3), Optional.empty()));
    assertContent("one two");
  }

  @Test
  void aChunkWithOffsetIsAMismatchIfTheOneThatWasFirstIsAnother() {
    justBeforeTheCommit(() -> scene.append(file, "2222"));

    assertRefused(
        new Refusal.BytesDiffer(file.id(), bytes(4), bytes(8), Status.UPLOADING),
        () -> scene.append(file, TestBody.of("two").at(4)));

    assertContent("one 2222");
  }

  @Test
  void aChunkWithoutOffsetGoesToWhereTheFileWasRewoundTo() {
    justBeforeTheCommit(() -> scene.rewind(file, 0, 4));

    scene.append(file, "two");

    assertThat(scene.content(file)).isEqualTo("two");
  }

  @Test
  void aChunkWithOffsetIsAMismatchIfTheFileWasRewound() {
    justBeforeTheCommit(() -> scene.rewind(file, 0, 4));

    assertRefused(
        new Refusal.OffsetMismatch(file.id(), bytes(4), bytes(0)),
        () -> scene.append(file, TestBody.of("two").at(4)));
  }

  @Test
  void otherBytesOfTheSameSizeAreNotMistakenForThoseThatWereSeen() {
    justBeforeTheCommit(
        () -> {
          scene.rewind(file, 0, 4);
          scene.append(file, "ONE ");
        });

    StoredFile after = scene.append(file, TestBody.of("two").at(4).last()).file();

    assertThat(digestOf(after)).contains(sha256("ONE two"));
    assertThat(scene.content(file)).isEqualTo("ONE two");
  }

  @Test
  void theDigestOfTheWholeIsThatOfTheFileAsItIsCommitted() {
    justBeforeTheCommit(() -> scene.append(file, "two "));

    StoredFile after = scene.append(file, TestBody.of("three").last()).file();

    assertThat(digestOf(after)).contains(sha256("one two three"));
    assertContent("one two three");
  }

  @Test
  void aChunkComesTooLateForAFileThatWasCompleted() {
    justBeforeTheCommit(() -> scene.complete(file));

    assertRefused(new Refusal.UploadComplete(file.id(), bytes(4)), () -> scene.append(file, "two"));

    assertThat(scene.now(file)).isInstanceOf(CompleteFile.class);
    assertContent("one ");
  }

  @Test
  void aChunkComesTooLateForAFileThatWasDeleted() {
    List<ObjectKey> before = scene.keys(file);
    justBeforeTheCommit(() -> scene.delete(file));

    assertRefused(new Refusal.Gone(file.id(), bytes(4)), () -> scene.append(file, "two"));

    assertThat(scene.objects.keys()).containsExactlyElementsOf(before);
  }

  @Test
  void aChunkComesTooLateForAFileThatExpired() {
    justBeforeTheCommit(() -> scene.clock.advance(RETENTION.sinceLastChunk()));

    assertRefused(new Refusal.Gone(file.id(), bytes(4)), () -> scene.append(file, "two"));
  }

  @Test
  void aFileThatIsRewoundWhileAReplayIsComparedIsLookedAtAnew() {
    StoredFile twice = scene.append(file, "two").file();
    scene.looks.beforeChunks(1, () -> scene.rewind(twice, 4, 7));

    Appended appended = scene.append(file, TestBody.of("two").at(4));

    assertThat(appended.novelty()).isEqualTo(Novelty.NEW);
    assertThat(scene.content(file)).isEqualTo("one two");
  }

  @Test
  void aFileThatIsRewoundWhileItsDigestIsTakenIsLookedAtAnew() {
    scene.looks.beforeChunks(1, () -> scene.rewind(file, 0, 4));

    StoredFile after = scene.append(file, TestBody.of("all").last()).file();

    assertThat(digestOf(after)).contains(sha256("all"));
    assertThat(scene.content(file)).isEqualTo("all");
  }

  @RepeatedTest(20)
  void ofTwoCallersWithTheSameChunkOneAppendsAndTheOtherReplays() {
    List<Appended> answers = Race.run(2, lane -> scene.append(file, TestBody.of("two").at(4)));

    assertThat(answers)
        .extracting(Appended::novelty)
        .containsExactlyInAnyOrder(Novelty.NEW, Novelty.REPLAYED);
    assertThat(answers).extracting(Appended::file).containsOnly(scene.now(file));
    assertContent("one two");
  }

  @RepeatedTest(5)
  void allChunksOfManyCallersArriveOnce() {
    StoredFile empty = scene.open();

    Race.run(8, lane -> scene.append(empty, TestBody.of("<" + lane + ">")));

    String content = scene.content(empty);
    assertThat(content).hasSize(24);
    assertThat(content).contains("<0>", "<1>", "<2>", "<3>", "<4>", "<5>", "<6>", "<7>");
  }

  private void assertContent(String expected) {
    assertThat(scene.content(file)).isEqualTo(expected);
    assertThat(scene.objects.keys()).containsExactlyInAnyOrderElementsOf(scene.keys(file));
  }
}
