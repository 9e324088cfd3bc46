package io.piecemeal.application.upkeep;

import static io.piecemeal.application.scene.Refusals.assertRefused;
import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.RETENTION;
import static io.piecemeal.testkit.Samples.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.in.SweepFiles.Swept;
import io.piecemeal.application.port.out.RequestIdentity;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.application.upkeep.SweepFilesService.Policy;
import io.piecemeal.domain.storage.HighWaterMark;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.IdempotencyKey;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.testkit.FaultyChunkStore.Operation;
import io.piecemeal.testkit.Samples;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The way out: out of reach, keys dead, bytes removed, rows removed. */
final class SweepFilesTest {

  private static final Duration REST = Duration.ofMinutes(10);
  private static final Duration REMEMBERED = Duration.ofHours(24);
  private static final Swept NOTHING = new Swept(0, 0, 0, 0);

  private final Scene scene = new Scene();
  private final SweepFilesService sweeper =
      new SweepFilesService(
          scene.highWater, scene.rows, scene.store, new Policy(REST, REMEMBERED, 3));
  private final StorageFailure failure = new StorageFailure.Unavailable("injected");

  @Test
  void whatIsInReachIsNotTouched() {
    StoredFile file = scene.filled("one ", "two");
    scene.clock.advance(RETENTION.sinceLastChunk().minusSeconds(1));

    assertThat(sweeper.sweep()).isEqualTo(NOTHING);
    assertThat(scene.content(file)).isEqualTo("one two");
  }

  @Test
  void aDeletedFileGoesStepByStep() {
    StoredFile file = scene.filled("one ", "two");
    scene.delete(file);

    assertThat(sweeper.sweep()).isEqualTo(new Swept(0, 2, 0, 0));
    scene.clock.advance(REST.minusSeconds(1));
    assertThat(sweeper.sweep()).isEqualTo(NOTHING);
    assertThat(scene.objects.keys()).hasSize(2);
    scene.clock.advance(Duration.ofSeconds(1));
    assertThat(sweeper.sweep()).isEqualTo(new Swept(0, 0, 2, 0));
    assertThat(scene.objects.keys()).isEmpty();
    scene.clock.advance(REMEMBERED.minus(REST).minusSeconds(1));
    assertThat(sweeper.sweep()).isEqualTo(NOTHING);
    assertRefused(new Refusal.Gone(file.id(), bytes(7)), () -> scene.now(file));
    scene.clock.advance(Duration.ofSeconds(1));
    assertThat(sweeper.sweep()).isEqualTo(new Swept(0, 0, 0, 1));
    assertRefused(new Refusal.NotFound(), () -> scene.now(file));
    assertThat(sweeper.sweep()).isEqualTo(NOTHING);
  }

  @Test
  void anExpiredFileGoesTheSameWay() {
    scene.filled("one ");
    scene.clock.advance(RETENTION.sinceLastChunk());

    assertThat(sweeper.sweep()).isEqualTo(new Swept(1, 1, 0, 0));
    scene.clock.advance(REST);
    assertThat(sweeper.sweep()).isEqualTo(new Swept(0, 0, 1, 0));
    assertThat(scene.objects.keys()).isEmpty();
  }

  @Test
  void chunksThatWereTakenBackGoAndTheOthersStay() {
    StoredFile file = scene.filled("one ", "two ", "three");
    scene.rewind(file, 4, 13);
    scene.clock.advance(REST);

    assertThat(sweeper.sweep()).isEqualTo(new Swept(0, 0, 2, 0));
    assertThat(scene.content(file)).isEqualTo("one ");
    assertThat(scene.objects.keys()).hasSize(1);
  }

  @Test
  void noBytesAreRemovedWhileTheLedgerIsOlderThanTheStore() {
    scene.delete(scene.filled("one "));
    scene.storeMark.raise(new HighWaterMark(5));

    assertThat(sweeper.sweep()).isEqualTo(new Swept(0, 1, 0, 0));
    scene.clock.advance(REST);
    assertThat(sweeper.sweep()).isEqualTo(NOTHING);
    assertThat(scene.objects.keys()).hasSize(1);

    scene.highWater.release();
    assertThat(sweeper.sweep()).isEqualTo(new Swept(0, 0, 1, 0));
  }

  @Test
  void oneSweepTakesNoMoreThanABatch() {
    scene.delete(scene.filled("1", "2", "3", "4", "5"));

    assertThat(sweeper.sweep()).isEqualTo(new Swept(0, 3, 0, 0));
    assertThat(sweeper.sweep()).isEqualTo(new Swept(0, 2, 0, 0));
    scene.clock.advance(REST);
    assertThat(sweeper.sweep()).isEqualTo(new Swept(0, 0, 3, 0));
    assertThat(sweeper.sweep()).isEqualTo(new Swept(0, 0, 2, 0));
    assertThat(scene.objects.keys()).isEmpty();
  }

  @Test
  void expiryAndForgettingComeInBatchesToo() {
    for (int i = 0; i < 4; i++) {
      scene.open();
    }
    scene.clock.advance(RETENTION.sinceLastChunk().plus(REMEMBERED));

    assertThat(sweeper.sweep()).isEqualTo(new Swept(3, 0, 0, 3));
    assertThat(sweeper.sweep()).isEqualTo(new Swept(1, 0, 0, 1));
    assertThat(sweeper.sweep()).isEqualTo(NOTHING);
  }

  @Test
  void requestsThatAreOutOfDateAreForgottenToo() {
    RequestIdentity request = new RequestIdentity(new IdempotencyKey("key"), Samples.digest(1));
    Samples.entered(scene.rows.open(Samples.newFile(ALICE).by(request)));
    sweeper.sweep();
    scene.clock.advance(IdempotencyKey.REMEMBERED);

    assertThat(sweeper.sweep()).isEqualTo(new Swept(1, 0, 0, 1));
  }

  @Test
  void rowsStayWhileTheirBytesCannotBeRemoved() {
    scene.delete(scene.filled("one "));
    sweeper.sweep();
    scene.clock.advance(REST);
    scene.store.failAt(1, Operation.DELETE, failure);

    assertThatThrownBy(sweeper::sweep).isSameAs(failure);

    assertThat(scene.objects.keys()).hasSize(1);
    scene.clock.advance(REST);
    assertThat(sweeper.sweep()).isEqualTo(new Swept(0, 0, 1, 0));
    assertThat(scene.objects.keys()).isEmpty();
    scene.clock.advance(REST);
    assertThat(sweeper.sweep()).isEqualTo(NOTHING);
  }

  @Test
  void theStoreIsLeftAloneWhereThereIsNothingToRemove() {
    scene.store.failAt(1, Operation.DELETE, failure);

    assertThat(sweeper.sweep()).isEqualTo(NOTHING);
  }

  @ParameterizedTest
  @CsvSource({
    "0,0,0,0,false",
    "1,0,0,0,true",
    "0,1,0,0,true",
    "0,0,1,0,true",
    "0,0,0,1,true",
    "1,1,1,1,true"
  })
  void aSweepDidSomethingIfItTookAnyStep(
      int expired, int killed, int removed, int purged, boolean anything) {
    assertThat(new Swept(expired, killed, removed, purged).didAnything()).isEqualTo(anything);
  }
}
