package io.piecemeal.application.upload;

import static io.piecemeal.application.scene.Refusals.assertRefused;
import static io.piecemeal.application.scene.Scene.sha256;
import static io.piecemeal.testkit.Samples.bytes;
import static io.piecemeal.testkit.Samples.digestOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.in.AppendChunk.Appended;
import io.piecemeal.application.port.in.AppendChunk.Novelty;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.application.scene.TestBody;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Digests that a chunk must have, and chunks that complete their file. */
final class AppendTermsTest {

  private final Scene scene = new Scene();

  @Test
  void aChunkWithTheDigestThatWasDemandedIsAppendedAndKeepsIt() {
    StoredFile file = scene.filled("one ");

    scene.append(file, TestBody.of("two").digested(sha256("two")));

    assertThat(scene.content(file)).isEqualTo("one two");
    assertThat(scene.chunks(file).getLast().sha256()).contains(sha256("two"));
    assertThat(scene.observed.unclosed()).isZero();
  }

  @Test
  void aChunkWithAnotherDigestIsRefusedAndLeavesNothing() {
    StoredFile file = scene.filled("one ");

    assertRefused(
        new Refusal.ChecksumMismatch(sha256("two!"), sha256("two"), Optional.empty()),
        () -> scene.append(file, TestBody.of("two").digested(sha256("two!"))));

    assertUnchanged(file, "one ");
  }

  @Test
  void theDigestIsThatOfTheStagedBytes() {
    StoredFile file = scene.open();
    scene.observed.alterNext();

    assertRefused(
        new Refusal.ChecksumMismatch(sha256("two"), sha256("twp"), Optional.empty()),
        () -> scene.append(file, TestBody.of("two").digested(sha256("two"))));
  }

  @Test
  void aReplayIsCheckedAgainstItsDigestToo() {
    StoredFile file = scene.filled("one ");

    assertThat(scene.append(file, TestBody.of("one ").at(0).digested(sha256("one "))).novelty())
        .isEqualTo(Novelty.REPLAYED);
    assertRefused(
        new Refusal.ChecksumMismatch(sha256("two"), sha256("one "), Optional.empty()),
        () -> scene.append(file, TestBody.of("one ").at(0).digested(sha256("two"))));
    assertUnchanged(file, "one ");
  }

  @Test
  void theLastChunkCompletesTheFileWithTheDigestOfTheWhole() {
    StoredFile file = scene.filled("one ");

    StoredFile after = scene.append(file, TestBody.of("two").last()).file();

    assertThat(after).isInstanceOf(CompleteFile.class);
    assertThat(digestOf(after)).contains(sha256("one two"));
    assertThat(after).isEqualTo(scene.now(file));
    assertThat(scene.content(file)).isEqualTo("one two");
    assertThat(scene.observed.unclosed()).isZero();
  }

  @Test
  void whoRepeatsAChunkMaySayThatItIsTheLast() {
    StoredFile file = scene.filled("one ", "two");

    Appended repeated = scene.append(file, TestBody.of("two").at(4).last());

    assertThat(repeated.novelty()).isEqualTo(Novelty.REPLAYED);
    assertThat(repeated.file()).isInstanceOf(CompleteFile.class).isEqualTo(scene.now(file));
    assertThat(scene.append(file, TestBody.of("two").at(4).last()).file())
        .isEqualTo(repeated.file());
  }

  @Test
  void aRepeatedChunkThatIsNotTheLastCompletesNothing() {
    StoredFile file = scene.filled("one ", "two");

    assertRefused(
        new Refusal.SizeMismatch(file.id(), bytes(4), bytes(7)),
        () -> scene.append(file, TestBody.of("one ").at(0).last()));

    assertUnchanged(file, "one two");
  }

  @Test
  void aFileCompletesItselfAtItsDeclaredSize() {
    StoredFile file = scene.openDeclaring(7);

    assertThat(scene.append(file, "one ").file()).isInstanceOf(UploadSession.class);
    StoredFile after = scene.append(file, "two").file();

    assertThat(after).isInstanceOf(CompleteFile.class);
    assertThat(digestOf(after)).contains(sha256("one two"));
  }

  @Test
  void moreThanWasDeclaredIsRefusedAndLeavesNothing() {
    StoredFile file = scene.openDeclaring(6);
    scene.append(file, "one ");

    assertRefused(new Refusal.FileTooLarge(bytes(6), bytes(4)), () -> scene.append(file, "two"));

    assertUnchanged(file, "one ");
  }

  @Test
  void aLastChunkBeforeTheDeclaredSizeIsRefusedAndLeavesNothing() {
    StoredFile file = scene.openDeclaring(8);
    scene.append(file, "one ");

    assertRefused(
        new Refusal.SizeMismatch(file.id(), bytes(8), bytes(4)),
        () -> scene.append(file, TestBody.of("two").last()));

    assertUnchanged(file, "one ");
  }

  @Test
  void theDeclaredDigestIsCheckedWhenTheLastChunkComes() {
    StoredFile file = scene.openDeclaring(sha256("one two"));
    scene.append(file, "one ");

    assertRefused(
        new Refusal.ChecksumMismatch(sha256("one two"), sha256("one 2"), Optional.of(bytes(4))),
        () -> scene.append(file, TestBody.of("2").last()));
    assertUnchanged(file, "one ");
    StoredFile after = scene.append(file, TestBody.of("two").last()).file();

    assertThat(digestOf(after)).contains(sha256("one two"));
  }

  @Test
  void theDeclaredDigestIsCheckedAtTheDeclaredSize() {
    StoredFile file =
        scene.open(new Declaration(Optional.of(bytes(7)), Optional.of(sha256("one two"))));
    scene.append(file, "one ");

    assertRefused(
        new Refusal.ChecksumMismatch(sha256("one two"), sha256("one 222"), Optional.of(bytes(4))),
        () -> scene.append(file, "222"));

    assertUnchanged(file, "one ");
  }

  @Test
  void theFirstChunkMayBeTheLast() {
    StoredFile after = scene.append(scene.open(), TestBody.of("all").at(0).last()).file();

    assertThat(after).isInstanceOf(CompleteFile.class);
    assertThat(digestOf(after)).contains(sha256("all"));
  }

  private void assertUnchanged(StoredFile file, String content) {
    assertThat(scene.now(file)).isInstanceOf(UploadSession.class);
    assertThat(scene.content(file)).isEqualTo(content);
    assertThat(scene.objects.keys()).containsExactlyInAnyOrderElementsOf(scene.keys(file));
  }
}
