package io.piecemeal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.ChunkStore.StagedObject;
import io.piecemeal.application.port.out.ObjectInventory;
import io.piecemeal.application.port.out.ObjectInventory.Cursor;
import io.piecemeal.application.port.out.ObjectInventory.Item;
import io.piecemeal.application.port.out.ObjectInventory.Page;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
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

  private Fixture fixture;

  protected ObjectInventoryContract() {}

  /** An empty store, and what it lists; called before each test. */
  protected abstract Fixture emptyStore();

  /** A store under test. */
  protected interface Fixture {

    ChunkStore store();

    ObjectInventory inventory();

    /** Makes all objects this much older, without waiting. */
    void letTimePass(Duration time);
  }

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
    List<Item> all = new ArrayList<>();
    Optional<Cursor> next = Optional.of(Cursor.START);
    while (next.isPresent()) {
      Page page = fixture.inventory().list(next.get(), age, limit);
      assertThat(page.objects()).hasSizeLessThanOrEqualTo(limit);
      all.addAll(page.objects());
      next = page.next();
    }
    return all;
  }
}
