package com.example.piecemeal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.ChunkStore.StagedObject;
import io.piecemeal.application.port.out.ObjectInventory.Cursor;
import io.piecemeal.application.port.out.ObjectInventory.Item;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.HighWaterMark;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.testkit.ObjectWriting;
import io.piecemeal.testkit.Race;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What only this store has: blocks, a log, and a file that others use, too. */
final class SqliteFaultsTest {

  private static final Shard SHARD = new Shard(7);
  private static final int MANY_BLOCKS = 20 * 1024 * 1024;

  private final Stores stores = new Stores();
  private final SqliteChunkStore store = stores.store();

  @AfterEach
  void close() throws Exception {
    stores.close();
  }

  @Test
  void anObjectOfManyBlocksIsReadAndRemovedAsAWhole() throws IOException {
    byte[] bytes = bytes(MANY_BLOCKS);
    ObjectKey key = ObjectWriting.write(store, sink -> sink.write(bytes));

    try (ReadableByteChannel channel = store.open(key, range(5, MANY_BLOCKS - 5))) {
      assertThat(Channels.newInputStream(channel))
          .hasBinaryContent(Arrays.copyOfRange(bytes, 5, MANY_BLOCKS));
    }
    store.delete(List.of(key));
    assertThat(stores.leftovers()).isEmpty();
  }

  @Test
  void whatAProcessLeftBehindIsListedAndItsWriterDoesNotOutliveItsRemoval() throws IOException {
    StagedObject stage = store.begin(SHARD, ObjectWriting.LIMIT);
    stage.sink().write(bytes(100_000));

    SqliteChunkStore other = stores.store();
    List<Item> left = other.list(Cursor.START, Duration.ZERO, 10).objects();
    assertThat(left).extracting(item -> item.length().value()).containsExactly(100_000L);
    assertThat(left.getFirst().key().shard()).isEqualTo(SHARD);
    other.delete(List.of(left.getFirst().key()));

    assertThatThrownBy(stage::keep).isInstanceOf(StorageFailure.Unavailable.class);
    stage.close();
    assertThat(stores.leftovers()).isEmpty();
  }

  @Test
  void afterAFailedSyncNothingIsKeptAndTheRestGoesOn() throws IOException {
    ObjectKey key = ObjectWriting.write(store, sink -> sink.write(bytes(10)));
    StagedObject stage = store.begin(SHARD, ObjectWriting.LIMIT);

    store.writer().noteFailure(new SQLiteException("fsync", SQLiteErrorCode.SQLITE_IOERR_FSYNC));

    assertThatThrownBy(stage::keep).isInstanceOf(StorageFailure.Unavailable.class);
    stage.close();
    assertThatThrownBy(() -> store.begin(SHARD, ObjectWriting.LIMIT))
        .isInstanceOf(StorageFailure.ReadOnly.class);
    store.open(key, range(0, 10)).close();
    store.delete(List.of(key));
    assertThat(stores.leftovers()).isEmpty();
  }

  @Test
  void aLostBlockIsDamageWhereItIsRead() throws Exception {
    ObjectKey key = ObjectWriting.write(store, sink -> sink.write(bytes(200_000)));
    try (Statement statement = stores.connect().createStatement()) {
      statement.execute("DELETE FROM block WHERE start > 0");
    }

    try (ReadableByteChannel channel = store.open(key, range(0, 200_000))) {
      assertThatThrownBy(() -> Channels.newInputStream(channel).readAllBytes())
          .isInstanceOf(StorageFailure.Damaged.class);
    }
  }

  @Test
  void whoHoldsTheLockKeepsNobodyFromReading() throws Exception {
    ObjectKey key = ObjectWriting.write(store, sink -> sink.write(bytes(10)));
    try (Statement statement = stores.connect().createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
    }

    try (ReadableByteChannel channel = store.open(key, range(0, 10))) {
      assertThat(channel.read(ByteBuffer.allocate(20))).isEqualTo(10);
    }
  }

  @Test
  void nodesThatBeginAtOnceMakeOneDatabase() {
    List<ObjectKey> keys =
        Race.run(
            8, lane -> ObjectWriting.write(stores.store(), sink -> sink.write(bytes(100_000))));

    assertThat(keys).doesNotHaveDuplicates();
    for (ObjectKey key : keys) {
      assertThat(stores.store().open(key, range(0, 100_000)).isOpen()).isTrue();
    }
  }

  @Test
  void theMarkIsInTheSameFile() throws IOException {
    SqliteStoreMark mark = new SqliteStoreMark(stores.database());
    ObjectKey key = ObjectWriting.write(store, sink -> sink.write(bytes(10)));
    mark.raise(new HighWaterMark(3));

    assertThat(mark.read()).contains(new HighWaterMark(3));
    assertThat(store.open(key, range(0, 10)).isOpen()).isTrue();
  }

  @Test
  void aFileThatIsNoDatabaseHasLostItsObjectsAndIsNotOverwritten() throws IOException {
    String other = "seven\n".repeat(1000);
    Files.writeString(stores.database(), other);
    ObjectKey key = new ObjectKey(new UUID(1, 2));

    assertThatThrownBy(() -> store.open(key, range(0, 1)))
        .isInstanceOf(StorageFailure.Damaged.class);
    assertThatThrownBy(() -> store.begin(SHARD, ObjectWriting.LIMIT))
        .isInstanceOf(StorageFailure.Unavailable.class);
    assertThatThrownBy(() -> store.list(Cursor.START, Duration.ZERO, 1))
        .isInstanceOf(StorageFailure.Unavailable.class);
    assertThat(stores.database()).hasContent(other);
  }

  @Test
  void aFolderThatIsGoneMakesItUnavailable() throws SQLException {
    Path gone = stores.database().resolveSibling("gone").resolve("objects.db");
    try (SqliteChunkStore lost =
        new SqliteChunkStore(gone, ByteCount.ZERO, InstantSource.system())) {
      assertThatThrownBy(lost::probe).isInstanceOf(StorageFailure.Unavailable.class);
    }
  }

  private static ByteRange range(long start, long length) {
    return new ByteRange(new ByteCount(start), new ByteCount(length));
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }
}
