package io.piecemeal.application.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.piecemeal.application.object.LeasedNames;
import io.piecemeal.application.port.in.CollectOrphans.Collected;
import io.piecemeal.application.port.in.CollectOrphans.Tally;
import io.piecemeal.application.port.out.CommitResolver.CommitStatus;
import io.piecemeal.application.port.out.Orphans;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.HighWaterMark;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StoreName;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.testkit.InMemoryNamedObjects;
import io.piecemeal.testkit.InMemoryWriterLeases;
import io.piecemeal.testkit.ObjectWriting;
import io.piecemeal.testkit.SequentialIds;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a process left is found by the names that it leased, and nothing else is looked at. */
final class TendNamesTest {

  private static final Duration AGE = Duration.ofHours(1);
  private static final Duration SILENCE = Duration.ofMinutes(2);
  private static final Duration HOLD = Duration.ofMinutes(15);

  private final Scene scene = new Scene();
  private final InMemoryWriterLeases leases = new InMemoryWriterLeases(scene.clock);
  private final InMemoryNamedObjects objects = new InMemoryNamedObjects(scene.objects);

  /** How many objects the ledger was asked about at once, each time. */
  private final List<Integer> asked = new ArrayList<>();

  private final Orphans ledger =
      new Orphans() {
        @Override
        public List<ObjectKey> unknown(Collection<ObjectKey> keys) {
          asked.add(keys.size());
          return scene.rows.unknown(keys);
        }

        @Override
        public List<ObjectKey> fence(
            Collection<ObjectKey> keys, Duration rest, HighWaterMark seen) {
          return scene.rows.fence(keys, rest, seen);
        }
      };

  /** A process with its names. */
  private final class Node {
    final LeasedNames names;
    final TendNamesService tend;

    Node(int node) {
      names =
          new LeasedNames(
              leases,
              new SequentialIds(node),
              () -> TimeUnit.MILLISECONDS.toNanos(scene.clock.instant().toEpochMilli()));
      tend =
          new TendNamesService(
              names,
              leases,
              objects,
              ledger,
              scene.store,
              scene.highWater,
              new TendNamesService.Policy(AGE, SILENCE, HOLD, Duration.ofDays(7), 3, 2));
    }

    /** An object that no commit follows. */
    ObjectKey orphan() throws IOException {
      ObjectKey key = ObjectWriting.write(scene.objects, sink -> sink.write(new byte[10]));
      use(key);
      return key;
    }

    StoreName use(ObjectKey key) {
      StoreName name = names.next();
      objects.put(name, key);
      names.kept(name, List.of(key));
      return name;
    }
  }

  private final Node one = new Node(1);
  private final Node other = new Node(2);

  @Test
  void aProcessIsNotTakenForDeadWhileItsNamesMayBeInUse() {
    Duration safe = LeasedNames.STANDS.multipliedBy(2).plusMillis(1);
    assertThat(new TendNamesService.Policy(AGE, safe, HOLD, AGE, 1, 1).silence()).isEqualTo(safe);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TendNamesService.Policy(AGE, safe.minusMillis(1), HOLD, AGE, 1, 1));

    assertThat(TendNamesService.Policy.of(Duration.ZERO, HOLD, AGE, 1, 1).silence())
        .isGreaterThan(LeasedNames.STANDS.multipliedBy(2));
    assertThat(TendNamesService.Policy.of(Duration.ofDays(1), HOLD, AGE, 1, 1).silence())
        .isEqualTo(Duration.ofDays(1));
  }

  @Test
  void whatADeadProcessLeftIsRemovedAndFilesAreNot() throws IOException {
    StoredFile file = scene.filled("one ", "two");
    scene.objects.keys().forEach(one::use);
    ObjectKey orphan = one.orphan();
    scene.clock.advance(SILENCE.minusSeconds(1));
    assertThat(other.tend.collect()).contains(Collected.NOTHING);

    scene.clock.advance(Duration.ofSeconds(1));
    assertThat(other.tend.collect())
        .contains(new Collected(tally(3, 17), tally(1, 10), tally(1, 10)));

    assertThat(scene.objects.keys()).doesNotContain(orphan);
    assertThat(scene.content(file)).isEqualTo("one two");
    scene.clock.advance(HOLD);
    assertThat(other.tend.collect()).as("it is done").contains(Collected.NOTHING);
  }

  @Test
  void asManyQuestionsAreAskedAsThereAreNamesThatNothingIsKnownOf() throws IOException {
    int writers = 10;
    for (int i = 0; i < writers; i++) {
      Node crashed = new Node(10 + i);
      for (int kept = 0; kept < 20; kept++) {
        StoredFile file = scene.filled("x");
        ObjectKey key = scene.rows.chunks(file, ByteCount.ZERO, 1).orElseThrow().getFirst().key();
        crashed.use(key);
      }
      crashed.tend.beat();
      crashed.tend.beat();
      crashed.orphan();
      crashed.orphan();
    }
    scene.clock.advance(SILENCE);

    assertThat(other.tend.collect().orElseThrow().removed().objects()).isEqualTo(2L * writers);

    assertThat(objects.asked()).isEqualTo(4 * writers);
  }

  @Test
  void theLedgerIsAskedAboutABatchOfObjectsAtATime() throws IOException {
    for (int i = 0; i < 4; i++) {
      one.orphan();
    }
    one.tend.beat();
    assertThat(asked).containsExactly(2, 2);
    asked.clear();
    scene.clock.advance(SILENCE);

    assertThat(other.tend.collect().orElseThrow().removed()).isEqualTo(tally(4, 40));

    assertThat(asked).containsExactly(2, 2);
  }

  @Test
  void theMarksStayWhereNothingIsLeft() {
    assertThat(other.tend.collect()).contains(Collected.NOTHING);

    assertThat(scene.highWater.compare().ledger()).isEqualTo(HighWaterMark.ZERO);
  }

  @Test
  void aCommitThatComesAfterTheProcessWasTakenForDeadIsRefused() throws IOException {
    ObjectKey held = one.orphan();
    scene.clock.advance(SILENCE);
    other.tend.collect();

    assertThat(scene.rows.resolve(held)).isEqualTo(CommitStatus.DEAD);
  }

  @Test
  void aProcessThatBeatsIsNotTakenForDead() throws IOException {
    ObjectKey waiting = one.orphan();
    for (int i = 0; i < 20; i++) {
      one.tend.beat();
      scene.clock.advance(Duration.ofSeconds(15));
      other.tend.collect();
    }

    assertThat(scene.objects.keys()).contains(waiting);
  }

  @Test
  void aLivingProcessLooksAtItsOwnNamesThatNothingCameOf() throws IOException {
    ObjectKey orphan = one.orphan();
    StoreName failed = one.names.next();
    one.names.begun(failed, "upload");
    one.names.left(failed);
    scene.clock.advance(AGE.minusSeconds(1));
    one.tend.beat();
    one.tend.collect();
    assertThat(scene.objects.keys()).contains(orphan);

    scene.clock.advance(Duration.ofSeconds(1));
    assertThat(one.tend.collect().orElseThrow().removed()).isEqualTo(tally(1, 10));

    assertThat(objects.abandoned()).containsExactly("upload");
    assertThat(one.tend.collect()).contains(Collected.NOTHING);
    assertThat(objects.asked()).isEqualTo(2);
  }

  @Test
  void nothingIsRemovedWhileTheLedgerIsOlderThanTheObjects() throws IOException {
    ObjectKey acknowledged = one.orphan();
    scene.highWater.advance();
    scene.rows.mark().setBackTo(HighWaterMark.ZERO);
    scene.clock.advance(SILENCE);

    assertThat(other.tend.collect()).isEmpty();

    assertThat(scene.objects.keys()).contains(acknowledged);
    scene.highWater.release();
    scene.clock.advance(HOLD);
    assertThat(other.tend.collect().orElseThrow().removed().objects()).isEqualTo(1);
  }

  private static Tally tally(long objects, long bytes) {
    return new Tally(objects, new ByteCount(bytes));
  }
}
