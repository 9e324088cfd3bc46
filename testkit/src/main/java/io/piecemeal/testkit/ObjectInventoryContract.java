package io.piecemeal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piecemeal.application.port.out.ChunkStore.StagedObject;
import io.piecemeal.application.port.out.ObjectInventory;
import io.piecemeal.application.port.out.ObjectInventory.Cursor;
import io.piecemeal.application.port.out.ObjectInventory.Item;
import io.piecemeal.application.port.out.ObjectInventory.Page;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ObjectInventory} does. */
public abstract class ObjectInventoryContract {

  private static final Duration HOUR = Duration.ofHours(1);

  /** On both sides of the sizes at which stores tend to change their ways. */
  private static final List<Integer> SIZES =
      List.of(1, 100, 4096, 65_536, 65_537, 700_000, 1_048_577, 3, 2_000_000, 7);

  private InventoryFixture fixture;

  protected ObjectInventoryContract() {}

  /** An empty store, and what it lists; called before each test. */
  protected abstract InventoryFixture emptyStore();

  @BeforeEach
  final void startWithAnEmptyStore() {
    fixture = emptyStore();
  }

  @Test
  final void anEmptyStoreListsNothing() {
    assertThat(listed(Duration.ZERO, 10)).isEmpty();
  }

  @Test
  final void everyObjectIsListedOnceWithItsLength() throws IOException {
    Map<ObjectKey, ByteCount> written = writeAll();
    fixture.letTimePass(HOUR);

    for (int limit : new int[] {1, 3, 1000}) {
      List<Item> listed = listed(HOUR, limit);

      assertThat(listed).hasSize(SIZES.size());
      assertThat(lengths(listed)).isEqualTo(written);
    }
  }

  @Test
  final void moreObjectsThanAPageHoldsAreListed() throws IOException {
    for (int i = 0; i < 250; i++) {
      ObjectWriting.write(fixture.store(), sink -> sink.write(1));
    }

    assertThat(listed(Duration.ZERO, 1000)).hasSize(250);
    assertThat(listed(Duration.ZERO, 60)).hasSize(250);
  }

  @Test
  final void whatIsNotKeptIsNotListed() throws IOException {
    for (int size : SIZES) {
      try (StagedObject staged = fixture.store().begin(Samples.SHARD, ObjectWriting.LIMIT)) {
        new PatternedInputStream(size).transferTo(staged.sink());
      }
    }

    assertThat(listed(Duration.ZERO, 10)).isEmpty();
  }

  @Test
  final void theOrderIsTheSameEachTimeAndForPagesOfAnySize() throws IOException {
    writeAll();

    assertThat(listed(Duration.ZERO, 2)).isEqualTo(listed(Duration.ZERO, 1000));
  }

  @Test
  final void objectsThatAreTooYoungAreNotListed() throws IOException {
    writeAll();
    fixture.letTimePass(HOUR.minusMinutes(1));

    assertThat(listed(HOUR, 10)).isEmpty();

    fixture.letTimePass(Duration.ofMinutes(1));
    assertThat(listed(HOUR, 10)).hasSize(SIZES.size());
  }

  @Test
  final void anAgeIsToldToTheMillisecond() throws IOException {
    assumeTrue(fixture.standsStill(), "the clock of this store cannot be stopped");
    // Written in different parts of a second, as one of them may hide what is cut off.
    for (int size : SIZES) {
      ObjectWriting.write(fixture.store(), sink -> sink.write(new byte[size]));
      fixture.letTimePass(Duration.ofMillis(170));
    }
    Duration sinceTheLast = Duration.ofMillis(170);
    fixture.letTimePass(HOUR.minus(sinceTheLast).minusMillis(1));
    List<Item> others = listed(HOUR, 10);
    assertThat(others).hasSizeLessThan(SIZES.size());

    fixture.letTimePass(Duration.ofMillis(1));
    assertThat(listed(HOUR, 10)).hasSize(SIZES.size()).containsAll(others);
  }

  @Test
  final void whatTheStoreDidNotMakeIsNotListed() throws IOException {
    Runnable strangers =
        Offer.of(fixture.strangers(), "this fixture has nothing to put among its objects");
    Map<ObjectKey, ByteCount> written = writeAll();
    strangers.run();
    fixture.letTimePass(HOUR);

    assertThat(lengths(listed(HOUR, 10))).isEqualTo(written);
  }

  @Test
  final void aStoreThatCannotBeReadIsUnavailable() {
    ObjectInventory unreadable = Offer.of(fixture.unreadable(), "this store can always be read");

    assertThatThrownBy(() -> unreadable.list(Cursor.START, Duration.ZERO, 10))
        .isInstanceOf(StorageFailure.Unavailable.class);
  }

  @Test
  final void deletedObjectsAreNotListed() throws IOException {
    Map<ObjectKey, ByteCount> written = writeAll();
    List<ObjectKey> dead = written.keySet().stream().limit(4).toList();
    fixture.store().delete(dead);
    written.keySet().removeAll(dead);

    assertThat(lengths(listed(Duration.ZERO, 3))).isEqualTo(written);
  }

  @Test
  final void objectsMayBeDeletedWhileTheyAreListed() throws IOException {
    Map<ObjectKey, ByteCount> written = writeAll();
    Set<ObjectKey> seen = new HashSet<>();
    Optional<Cursor> next = Optional.of(Cursor.START);
    while (next.isPresent()) {
      Page page = fixture.inventory().list(next.get(), Duration.ZERO, 2);
      List<ObjectKey> keys = page.objects().stream().map(Item::key).toList();
      fixture.store().delete(keys);
      seen.addAll(keys);
      next = page.next();
    }

    assertThat(seen).isEqualTo(written.keySet());
    assertThat(listed(Duration.ZERO, 10)).isEmpty();
  }

  private Map<ObjectKey, ByteCount> writeAll() throws IOException {
    Map<ObjectKey, ByteCount> written = new LinkedHashMap<>();
    for (int size : SIZES) {
      ObjectKey key =
          ObjectWriting.write(
              fixture.store(),
              new Shard(size % Shard.COUNT),
              sink -> new PatternedInputStream(size).transferTo(sink));
      written.put(key, new ByteCount(size));
    }
    return written;
  }

  private static Map<ObjectKey, ByteCount> lengths(List<Item> listed) {
    return listed.stream().collect(Collectors.toMap(Item::key, Item::length));
  }

  private List<Item> listed(Duration age, int limit) {
    ObjectInventory inventory = fixture.inventory();
    List<Item> all = new ArrayList<>();
    Optional<Cursor> next = Optional.of(Cursor.START);
    while (next.isPresent()) {
      Page page = inventory.list(next.get(), age, limit);
      assertThat(page.objects()).hasSizeLessThanOrEqualTo(limit);
      all.addAll(page.objects());
      next = page.next();
    }
    return all;
  }
}
