package io.piecemeal.application.upload;

import static io.piecemeal.application.scene.Refusals.assertRefused;
import static io.piecemeal.application.scene.Scene.sha256;
import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static io.piecemeal.testkit.Samples.RETENTION;
import static io.piecemeal.testkit.Samples.bytes;
import static io.piecemeal.testkit.Samples.digestOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.in.AppendChunk.AppendCommand;
import io.piecemeal.application.port.in.AppendChunk.Appended;
import io.piecemeal.application.port.in.AppendChunk.Novelty;
import io.piecemeal.application.port.in.AppendStream.Ending;
import io.piecemeal.application.port.in.AppendStream.Extent;
import io.piecemeal.application.port.in.AppendStream.StreamCommand;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.application.scene.TestBody;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Short chunks of a file that was appended to before are committed without a look at it, and what
 * others did to it meanwhile counts all the same.
 */
final class RememberedFileTest {

  private static final long SHORT = 128 * 1024;

  private final Scene scene = new Scene().announcing(SHORT);
  private final StoredFile file = scene.filled("one ");

  /** Another node, which shares the ledger and the store and nothing else. */
  private final AppendChunkService elsewhere =
      new AppendChunkService(
          scene.rows,
          scene.rows,
          new InDoubtCommit(scene.rows, scene.rows),
          scene.intake,
          scene.bytes,
          scene.digests,
          Limits.DEFAULT,
          RETENTION,
          new ChunkHomes(scene.ids, ChunkHomes.Longest.NONE));

  @Test
  void aFileThatWasAppendedToIsNotLookedUp() {
    scene.looks.beforeFind(1, RememberedFileTest::lookedUp);

    StoredFile after = scene.append(file, "two").file();

    scene.looks.beforeFind(0, () -> {});
    assertThat(after).isEqualTo(scene.now(file));
    assertThat(scene.content(file)).isEqualTo("one two");
  }

  @Test
  void norIsItForAShortStreamThatGoesOnThere() throws IOException {
    scene.looks.beforeFind(1, RememberedFileTest::lookedUp);

    StoredFile after = stream(4, Optional.of(bytes(3)));

    scene.looks.beforeFind(0, () -> {});
    assertThat(after).isEqualTo(scene.now(file));
    assertThat(scene.content(file)).isEqualTo("one two");
  }

  /** One without bytes is never committed, so nothing would tell what became of the file. */
  @Test
  void itIsForStreamsThatAreEmptyOrOfUnknownLengthOrGoOnElsewhere() {
    scene.delete(file);
    Refusal gone = new Refusal.Gone(file.id(), bytes(4));

    assertRefused(gone, () -> stream(4, Optional.of(bytes(0))));
    assertRefused(gone, () -> stream(4, Optional.empty()));
    assertRefused(gone, () -> stream(3, Optional.of(bytes(3))));
    assertRefused(gone, () -> stream(4, Optional.of(bytes(3))));
    assertThat(scene.objects.keys()).hasSize(1);
  }

  @Test
  void aStreamMayGoOnWhereAnotherNodeLeftTheFile() throws Exception {
    append(elsewhere, "and ");

    assertRefused(
        new Refusal.OffsetMismatch(file.id(), bytes(4), bytes(8)),
        () -> stream(4, Optional.of(bytes(3))));
    stream(8, Optional.of(bytes(3)));

    assertThat(scene.content(file)).isEqualTo("one and two");
  }

  /** A length that is told between two streams is no change that a join compares. */
  @Test
  void aWholeStreamOfADeclaredSizeCompletesTheFile() throws IOException {
    scene.declareSize.declare(ALICE, file.id(), bytes(7));

    assertThat(stream(4, Optional.of(bytes(3)), Extent.ALL_OR_NOTHING))
        .isInstanceOf(CompleteFile.class);
  }

  private StoredFile stream(long offset, Optional<ByteCount> announced) throws IOException {
    return stream(offset, announced, Extent.AS_FAR_AS_IT_COMES);
  }

  private StoredFile stream(long offset, Optional<ByteCount> announced, Extent extent)
      throws IOException {
    return scene.appendStream.append(
        new StreamCommand(
            ALICE,
            file.id(),
            bytes(offset),
            announced,
            extent,
            Ending.LEAVES_OPEN,
            new ByteArrayInputStream("two".getBytes(StandardCharsets.US_ASCII)),
            _ -> {}));
  }

  private static void lookedUp() {
    throw new AssertionError("the file was looked up");
  }

  @Test
  void itIsForALongBodyAndForOneOfUnknownLength() {
    scene.delete(file);

    scene.announcing(SHORT + 1);
    assertRefused(
        new Refusal.Gone(file.id(), bytes(4)),
        () ->
            scene.append(
                file,
                sink -> {
                  throw new AssertionError("the body was read");
                }));
  }

  @Test
  void anotherNodeMayHaveAppended() throws Exception {
    append(elsewhere, "two ");

    Appended appended = scene.append(file, "three");

    assertThat(appended.file()).isEqualTo(scene.now(file));
    assertThat(scene.content(file)).isEqualTo("one two three");
  }

  @Test
  void whatAnotherNodeAppendedIsRecognisedAsAReplay() throws Exception {
    append(elsewhere, "two ");

    Appended appended = scene.append(file, TestBody.of("two ").at(4));

    assertThat(appended.novelty()).isEqualTo(Novelty.REPLAYED);
    assertThat(appended.file()).isEqualTo(scene.now(file));
    assertThat(scene.content(file)).isEqualTo("one two ");
    assertThat(scene.objects.keys()).containsExactlyInAnyOrderElementsOf(scene.keys(file));
  }

  @Test
  void anOffsetThatOnlyTheMemoryDeniesIsTaken() throws Exception {
    append(elsewhere, "two ");

    Appended appended = scene.append(file, TestBody.of("three").at(8));

    assertThat(appended.novelty()).isEqualTo(Novelty.NEW);
    assertThat(scene.content(file)).isEqualTo("one two three");
  }

  @Test
  void anOffsetThatOnlyTheMemoryAllowsIsRefused() {
    scene.rewind(file, 0, 4);

    assertRefused(
        new Refusal.OffsetMismatch(file.id(), bytes(4), bytes(0)),
        () -> scene.append(file, TestBody.of("two").at(4)));
  }

  @Test
  void aFileThatWasRewoundAndFilledAnewIsNotMistakenForWhatItWas() throws Exception {
    scene.rewind(file, 0, 4);
    append(elsewhere, "ONE ");

    StoredFile after = scene.append(file, TestBody.of("two").last()).file();

    assertThat(digestOf(after)).contains(sha256("ONE two"));
    assertThat(scene.content(file)).isEqualTo("ONE two");
  }

  @Test
  void aFileThatIsGoneIsGone() {
    scene.delete(file);

    assertRefused(new Refusal.Gone(file.id(), bytes(4)), () -> scene.append(file, "two"));
    assertThat(scene.objects.keys()).hasSize(1);
  }

  @Test
  void aFileThatExpiredIsGone() {
    scene.clock.advance(RETENTION.sinceLastChunk());

    assertRefused(new Refusal.Gone(file.id(), bytes(4)), () -> scene.append(file, "two"));
  }

  @Test
  void aFileThatWasCompletedIsComplete() {
    scene.complete(file);

    assertRefused(new Refusal.UploadComplete(file.id(), bytes(4)), () -> scene.append(file, "two"));
  }

  @Test
  void nobodyElseSeesWhatIsRemembered() {
    assertRefused(
        new Refusal.NotFound(),
        () ->
            scene.appendChunk.append(
                new AppendCommand(BOB, file.id(), TestBody.of("two"), Optional.of(bytes(SHORT)))));
  }

  private void append(AppendChunkService node, String text) throws Exception {
    node.append(new AppendCommand(ALICE, file.id(), TestBody.of(text), Optional.empty()));
  }
}
