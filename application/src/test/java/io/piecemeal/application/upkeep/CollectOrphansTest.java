package io.piecemeal.application.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.in.CollectOrphans.Collected;
import io.piecemeal.application.port.in.CollectOrphans.Tally;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.HighWaterMark;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.testkit.FaultyChunkStore.Operation;
import io.piecemeal.testkit.ObjectWriting;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Objects that nobody ever committed go, and no others. */
final class CollectOrphansTest {

  private static final Duration AGE = Duration.ofMinutes(30);
  private static final Duration REST = Duration.ofDays(7);

  private final Scene scene = new Scene();
  private final CollectOrphansService collector =
      new CollectOrphansService(
          scene.highWater,
          scene.objects,
          scene.rows,
          scene.store,
          new CollectOrphansService.Policy(AGE, REST, 2));

  @Test
  void anOrphanIsCountedAndThenRemovedAndFilesAreNot() throws IOException {
    StoredFile file = scene.filled("one ", "two ", "three");
    ObjectKey orphan = ObjectWriting.write(scene.objects, sink -> sink.write(new byte[10]));
    scene.clock.advance(AGE);

    assertThat(collector.count()).isEqualTo(new Collected(tally(4, 23), tally(1, 10), Tally.ZERO));
    assertThat(scene.objects.keys()).contains(orphan);

    assertThat(collector.collect())
        .contains(new Collected(tally(4, 23), tally(1, 10), tally(1, 10)));
    assertThat(scene.objects.keys()).doesNotContain(orphan);
    assertThat(scene.content(file)).isEqualTo("one two three");
    assertThat(collector.collect()).contains(new Collected(tally(3, 13), Tally.ZERO, Tally.ZERO));
  }

  @Test
  void theStoreIsLeftAloneWhereThereIsNoOrphan() {
    scene.filled("one ");
    scene.clock.advance(AGE);
    scene.store.failAt(1, Operation.DELETE, new StorageFailure.Unavailable("injected"));

    assertThat(collector.collect()).contains(new Collected(tally(1, 4), Tally.ZERO, Tally.ZERO));
  }

  @Test
  void anObjectThatIsYoungIsLeftAlone() throws IOException {
    ObjectWriting.write(scene.objects, sink -> sink.write(1));
    scene.clock.advance(AGE.minusSeconds(1));

    assertThat(collector.collect()).contains(Collected.NOTHING);
    assertThat(scene.objects.keys()).hasSize(1);
  }

  @Test
  void whatIsOnItsWayOutIsLeftToTheSweeper() {
    StoredFile file = scene.filled("one ", "two");
    scene.rewind(file, 4, 7);
    scene.delete(file);
    scene.clock.advance(AGE);

    assertThat(collector.collect()).contains(new Collected(tally(2, 7), Tally.ZERO, Tally.ZERO));
    assertThat(scene.objects.keys()).hasSize(2);
  }

  @Test
  void aRequestThatWasHeldUpForHoursIsRefusedOnceItsObjectIsCollected() {
    StoredFile file = scene.filled("one ");
    scene.ledger.beforeNextChange(
        () -> {
          scene.clock.advance(AGE);
          assertThat(collector.collect().orElseThrow().removed().objects()).isEqualTo(1);
        });

    assertThatThrownBy(() -> scene.append(file, "late"))
        .isInstanceOf(StorageFailure.Unavailable.class);
  }

  @Test
  void theLedgerRemembersWhatWasCollectedUntilItsRestIsOver() throws IOException {
    ObjectKey orphan = ObjectWriting.write(scene.objects, sink -> sink.write(1));
    scene.clock.advance(AGE);
    collector.collect();

    scene.clock.advance(REST.minusSeconds(1));
    assertThat(scene.rows.claim(Duration.ZERO, 10)).isEmpty();
    scene.clock.advance(Duration.ofSeconds(1));
    assertThat(scene.rows.claim(Duration.ZERO, 10)).containsExactly(orphan);
  }

  @Test
  void anOrphanThatCannotBeDeletedIsLeftToTheSweeper() throws IOException {
    StorageFailure failure = new StorageFailure.Unavailable("injected");
    ObjectKey orphan = ObjectWriting.write(scene.objects, sink -> sink.write(1));
    scene.clock.advance(AGE);
    scene.store.failAt(1, Operation.DELETE, failure);

    assertThatThrownBy(collector::collect).isSameAs(failure);

    scene.clock.advance(REST);
    assertThat(scene.rows.claim(Duration.ZERO, 10)).containsExactly(orphan);
  }

  @Test
  void aLedgerThatIsOlderThanTheStoreCollectsNothing() throws IOException {
    collector.collect();
    ObjectKey acknowledged = ObjectWriting.write(scene.objects, sink -> sink.write(1));
    scene.highWater.advance();
    scene.clock.advance(AGE);
    scene.rows.mark().setBackTo(HighWaterMark.ZERO);

    assertThat(collector.collect()).isEmpty();
    assertThat(collector.count().orphans().objects()).isEqualTo(1);
    assertThat(scene.objects.keys()).containsExactly(acknowledged);
    assertThat(scene.rows.mark().read()).isEqualTo(HighWaterMark.ZERO);

    scene.highWater.release();
    assertThat(collector.collect().orElseThrow().removed().objects()).isEqualTo(1);
  }

  private static Tally tally(long objects, long bytes) {
    return new Tally(objects, new ByteCount(bytes));
  }
}
