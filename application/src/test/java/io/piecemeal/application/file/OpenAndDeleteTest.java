package io.piecemeal.application.file;

import static io.piecemeal.application.scene.Refusals.assertRefused;
import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static io.piecemeal.testkit.Samples.RETENTION;
import static io.piecemeal.testkit.Samples.bytes;
import static io.piecemeal.testkit.Samples.digest;
import static io.piecemeal.testkit.Samples.digestOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.piecemeal.application.port.in.OpenUpload.OpenCommand;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The first and the last thing that happens to a file. */
final class OpenAndDeleteTest {

  private final Scene scene = new Scene(new Limits(bytes(8), bytes(20), bytes(8)));

  @Test
  void aFileIsOpenedAsItsCallerDescribesIt() {
    FileName name = new FileName("b.txt");
    ContentType type = new ContentType("text/plain");
    Declaration declared = new Declaration(Optional.of(bytes(20)), Optional.of(digest(1)));

    StoredFile file = scene.openUpload.open(new OpenCommand(BOB, name, type, declared));

    assertThat(file.owner()).isEqualTo(BOB);
    assertThat(file.name()).isEqualTo(name);
    assertThat(file.contentType()).isEqualTo(type);
    assertThat(file.declared()).isEqualTo(declared);
    assertThat(file).isInstanceOf(UploadSession.class);
    assertThat(file.size()).isEqualTo(ByteCount.ZERO);
    assertThat(file.expiresAt()).isEqualTo(file.createdAt().plus(RETENTION.sinceLastChunk()));
    assertThat(scene.knownFiles.find(BOB, file.id())).isEqualTo(file);
  }

  @Test
  void whereThereIsNoRoomNoFileIsOpened() {
    scene.store.withRoomFor(0);

    assertThatExceptionOfType(StorageFailure.NoSpace.class).isThrownBy(scene::open);

    assertThat(scene.rows.list(ALICE, new FileQuery(1, Optional.empty(), Optional.empty())))
        .isEmpty();
  }

  @Test
  void everyFileHasAnIdOfItsOwn() {
    assertThat(scene.open().id()).isNotEqualTo(scene.open().id());
  }

  @Test
  void aFileIsNotOpenedIfItIsToBecomeTooLarge() {
    assertRefused(
        new Refusal.FileTooLarge(bytes(20), ByteCount.ZERO), () -> scene.openDeclaring(21));

    assertThat(scene.rows.list(ALICE, new FileQuery(1, Optional.empty(), Optional.empty())))
        .isEmpty();
  }

  @Test
  void aFileThatIsToHaveNoBytesIsCompleteAtOnce() {
    Declaration nothing = new Declaration(Optional.of(ByteCount.ZERO), Optional.empty());

    StoredFile file = scene.openUpload.open(command(nothing));

    assertThat(file).isInstanceOf(CompleteFile.class);
    assertThat(file.size()).isEqualTo(ByteCount.ZERO);
    assertThat(digestOf(file)).contains(Sha256.OF_NOTHING).contains(Scene.sha256(""));
    assertThat(file.declared()).isEqualTo(nothing);
    assertThat(scene.now(file)).isEqualTo(file);
    assertThat(scene.content(file)).isEmpty();
  }

  @Test
  void aFileOfNoBytesIsOpenedWithNoOtherDigestThanTheirs() {
    Optional<ByteCount> none = Optional.of(ByteCount.ZERO);

    assertThat(
            scene.openUpload.open(command(new Declaration(none, Optional.of(Sha256.OF_NOTHING)))))
        .isInstanceOf(CompleteFile.class);
    assertRefused(
        new Refusal.ChecksumMismatch(digest(1), Sha256.OF_NOTHING, Optional.empty()),
        () -> scene.openUpload.open(command(new Declaration(none, Optional.of(digest(1))))));
    assertThat(scene.rows.list(ALICE, new FileQuery(9, Optional.empty(), Optional.empty())))
        .hasSize(1);
  }

  private static OpenCommand command(Declaration declared) {
    return new OpenCommand(ALICE, new FileName("empty"), ContentType.OCTET_STREAM, declared);
  }

  @Test
  void whatTheLedgerThrowsPassesThrough() {
    scene.ledger.loseNextAnswer();

    assertThatExceptionOfType(StorageFailure.OutcomeUnknown.class).isThrownBy(scene::open);
  }

  @Test
  void aDeletedFileIsGoneAndItsBytesStayUntilTheSweeperComes() {
    StoredFile file = scene.filled("one ", "two");

    scene.delete(file);

    assertRefused(new Refusal.Gone(file.id(), bytes(7)), () -> scene.now(file));
    assertRefused(new Refusal.Gone(file.id(), bytes(7)), () -> scene.delete(file));
    assertThat(scene.objects.keys()).hasSize(2);
  }

  @Test
  void aFileOfSomebodyElseIsNeitherFoundNorDeleted() {
    StoredFile file = scene.open();

    assertRefused(new Refusal.NotFound(), () -> scene.deleteFile.delete(BOB, file.id()));
    assertRefused(new Refusal.NotFound(), () -> scene.knownFiles.find(BOB, file.id()));
    assertThat(scene.now(file)).isEqualTo(file);
  }

  @Test
  void ofTwoWhoDeleteAFileTheSecondFindsItGone() {
    StoredFile file = scene.filled("one ");
    scene.ledger.beforeNextChange(() -> scene.delete(file));

    assertRefused(new Refusal.Gone(file.id(), bytes(4)), () -> scene.delete(file));
  }

  @Test
  void aCompleteFileCanBeDeleted() {
    StoredFile file = scene.filled("one ");
    scene.complete(file);

    scene.delete(file);

    assertRefused(new Refusal.Gone(file.id(), bytes(4)), () -> scene.now(file));
  }
}
