package io.piecemeal.adapters.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.ObjectInventory;
import io.piecemeal.application.port.out.ObjectInventory.Cursor;
import io.piecemeal.application.port.out.ObjectInventory.Item;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.storage.StoreName;
import io.piecemeal.testkit.ObjectWriting;
import io.piecemeal.testkit.Race;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpMethod;

/** What comes while others are being put goes along with the next. */
final class PackingTest {

  private static final int CALLERS = 32;

  @AutoClose private final S3Fixture fixture = new S3Fixture();
  private final S3ChunkStore store = fixture.node();

  @Test
  void thoseWhoWaitShareOnePut() throws IOException {
    List<ObjectKey> keys = writtenTogether();

    assertThat(fixture.transport.takeRequests()).filteredOn(r -> r.startsWith("PUT")).hasSize(2);
    assertThat(packed(keys)).hasSize(CALLERS - 1);
    assertThat(keys).doesNotHaveDuplicates();
    for (int i = 0; i < CALLERS; i++) {
      assertThat(keys.get(i).shard()).isEqualTo(new Shard(i));
      assertThat(read(keys.get(i), 0, size(i))).isEqualTo(bytes(i));
      assertThat(read(keys.get(i), size(i) - 1, 1)).containsExactly((byte) i);
      assertThat(read(keys.get(i), size(i), 0)).isEmpty();
      assertDamaged(keys.get(i), 0, size(i) + 1);
      assertDamaged(keys.get(i), size(i), 1);
    }
  }

  @Test
  void aLoneObjectIsNoPack() throws IOException {
    ObjectKey key = ObjectWriting.write(store, sink -> sink.write(1));

    assertThat(S3Key.of(key).orElseThrow().isAlone()).isTrue();
    assertThat(fixture.transport.takeRequests()).hasSize(1);
  }

  @Test
  void aPackLivesAsLongAsOneOfItsRecordsAndIsFreedWithTheLast() throws IOException {
    List<ObjectKey> keys = packed(writtenTogether());
    ObjectKey last = keys.removeLast();
    for (ObjectKey key : keys) {
      store.delete(List.of(key));
    }
    assertThat(read(last, 0, 1)).hasSize(1);
    assertThat(listed()).extracting(Item::key).contains(last).doesNotContainAnyElementsOf(keys);

    fixture.node().delete(List.of(last));

    assertDamaged(last, 0, 1);
    assertThat(fixture.leftovers()).hasSize(1);
  }

  @Test
  void aPackWhoseRecordsDieTogetherTakesOneRequest() throws IOException {
    List<ObjectKey> keys = packed(writtenTogether());
    fixture.transport.takeRequests();

    store.delete(keys);

    assertThat(fixture.transport.takeRequests()).hasSize(1);
    assertThat(fixture.leftovers()).hasSize(1);
  }

  @Test
  void nodesThatAreEachToldAPartFreeThePackTogether() throws IOException {
    List<ObjectKey> keys = packed(writtenTogether());
    int nodes = 5;

    Race.run(
        nodes,
        lane -> {
          List<ObjectKey> share = new ArrayList<>();
          for (int i = lane; i < keys.size(); i += nodes) {
            share.add(keys.get(i));
          }
          fixture.node().delete(share);
          return share;
        });

    assertThat(fixture.leftovers()).hasSize(1);
  }

  @Test
  void whatIsToldDeadAgainAfterItsPackIsGoneLeavesNothing() throws IOException {
    List<ObjectKey> keys = packed(writtenTogether());
    store.delete(keys);

    store.delete(keys.subList(0, 3));
    store.delete(keys);

    assertThat(fixture.leftovers()).hasSize(1);
  }

  @Test
  void recordsAreListedWithTheirLengthsInPagesOfAnySize() throws IOException {
    List<ObjectKey> keys = writtenTogether();

    for (int limit : new int[] {1, 7, 1000}) {
      List<Item> items = listed(limit);
      assertThat(items).extracting(Item::key).containsExactlyInAnyOrderElementsOf(keys);
      assertThat(items)
          .allSatisfy(
              item -> assertThat(item.length().value()).isEqualTo(size(keys.indexOf(item.key()))));
    }
  }

  @Test
  void aPackIsFoundUnderItsNameWithAllOfItsRecordsAndNothingIsListed() throws IOException {
    List<ObjectKey> keys = packed(writtenTogether());
    StoreName name = S3Key.of(keys.getFirst()).orElseThrow().name();
    store.delete(keys.subList(0, 3));
    fixture.transport.takeRequests();

    assertThat(store.named().find(name))
        .extracting(Item::key)
        .containsExactlyInAnyOrderElementsOf(keys);
    assertThat(fixture.transport.takeRequests())
        .hasSize(2)
        .allMatch(request -> request.endsWith(ObjectPath.of(name)));
    assertThat(fixture.names.kept().get(name)).containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  void aPackWhosePutFailsFailsForAllOfThem() {
    fixture.transport.fail(
        FaultyTransport.of(SdkHttpMethod.PUT), FaultyTransport.answer(503, "SlowDown"));

    Race.run(
        CALLERS,
        lane -> {
          assertThatThrownBy(() -> write(lane)).isInstanceOf(StorageFailure.Unavailable.class);
          return lane;
        });

    assertThat(fixture.leftovers()).isEmpty();
  }

  /** The first put is held up until all others wait; so these are a pack. */
  private List<ObjectKey> writtenTogether() {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch others = new CountDownLatch(1);
    fixture.transport.fail(
        FaultyTransport.of(SdkHttpMethod.PUT),
        1,
        request -> {
          first.countDown();
          await(others);
          return request.call();
        });
    Thread.ofPlatform()
        .start(
            () -> {
              while (store.waiting() < CALLERS - 1) {
                Thread.onSpinWait();
              }
              others.countDown();
            });
    List<List<ObjectKey>> keys =
        Race.run(List.of(() -> List.of(write(0)), () -> writtenAfter(first)));
    return new ArrayList<>(keys.stream().flatMap(List::stream).toList());
  }

  /** Who comes before a put has begun may go along with it. */
  private List<ObjectKey> writtenAfter(CountDownLatch begun) throws IOException {
    await(begun);
    return Race.run(CALLERS - 1, lane -> write(lane + 1));
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private ObjectKey write(int lane) throws IOException {
    return ObjectWriting.write(store, new Shard(lane), sink -> sink.write(bytes(lane)));
  }

  private static List<ObjectKey> packed(List<ObjectKey> keys) {
    return new ArrayList<>(
        keys.stream().filter(key -> !S3Key.of(key).orElseThrow().isAlone()).toList());
  }

  private static byte[] bytes(int lane) {
    byte[] bytes = new byte[size(lane)];
    Arrays.fill(bytes, (byte) lane);
    return bytes;
  }

  /** Up to the most that a pack takes. */
  private static int size(int lane) {
    return lane == 7 ? Blocks.SIZE : 1 + lane * 500;
  }

  private byte[] read(ObjectKey key, long start, long length) throws IOException {
    ByteRange range = new ByteRange(new ByteCount(start), new ByteCount(length));
    try (InputStream in = Channels.newInputStream(store.open(key, range))) {
      return in.readAllBytes();
    }
  }

  private void assertDamaged(ObjectKey key, long start, long length) {
    assertThatThrownBy(() -> read(key, start, length)).isInstanceOf(StorageFailure.Damaged.class);
  }

  private List<Item> listed() {
    return listed(1000);
  }

  private List<Item> listed(int limit) {
    ObjectInventory inventory = store.inventory();
    List<Item> all = new ArrayList<>();
    Optional<Cursor> next = Optional.of(Cursor.START);
    while (next.isPresent()) {
      ObjectInventory.Page page = inventory.list(next.get(), Duration.ZERO, limit);
      all.addAll(page.objects());
      next = page.next();
    }
    return all;
  }
}
