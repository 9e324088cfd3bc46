package io.piecemeal.application.file;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.ChunkStore.Upcoming;
import io.piecemeal.application.port.out.InlineObjects;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.InlineObject;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.Chunk;
import java.io.ByteArrayInputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Opens the chunks of a file, wherever their bytes are. Of those that the ledger keeps, it reads
 * several at once; of those in the store it says which one comes next. For one reading of a file,
 * and not for several threads. To be closed.
 */
final class ChunkReader implements AutoCloseable {

  /** How many bytes are read ahead from the ledger, at most; a chunk there is much smaller. */
  private static final long READ_AHEAD = 256 << 10;

  private final ChunkStore store;
  private final InlineObjects ledger;
  private final ByteCount end;
  private final Map<ObjectKey, InlineObject> ahead = new HashMap<>();
  private Optional<Expected> expected = Optional.empty();

  /**
   * @param end where in the file the reading ends
   */
  ChunkReader(ChunkStore store, InlineObjects ledger, ByteCount end) {
    this.store = store;
    this.ledger = ledger;
    this.end = end;
  }

  /** A part of a chunk in the store that comes next. */
  private record Expected(Chunk chunk, ByteRange range, Upcoming upcoming) {

    boolean is(Chunk other, ByteRange part) {
      return chunk.key().equals(other.key()) && range.equals(part);
    }
  }

  /**
   * Opens a part of a chunk, to be closed by the caller.
   *
   * @param next the chunks behind it that are likely to be asked for as well, in their order
   * @throws StorageFailure.Damaged if the bytes are not there
   */
  ReadableByteChannel open(Chunk chunk, ByteRange range, Collection<Chunk> next) {
    Optional<Expected> before = expected;
    expected = Optional.empty();
    try {
      // The store gets both requests at once: this one is opened, and waited for, only afterwards.
      next.stream().findFirst().ifPresent(this::expect);
      return switch (chunk.home()) {
        case STORE ->
            before
                .filter(one -> one.is(chunk, range))
                .map(one -> one.upcoming().open())
                .orElseGet(() -> store.open(chunk.key(), range));
        case LEDGER -> channel(inline(chunk, next).bytes(range));
      };
    } finally {
      before.ifPresent(one -> one.upcoming().close());
    }
  }

  private void expect(Chunk chunk) {
    long length = Math.min(chunk.end().value(), end.value()) - chunk.offset().value();
    if (chunk.home() == Chunk.Home.STORE && length > 0) {
      ByteRange range = new ByteRange(ByteCount.ZERO, new ByteCount(length));
      expected = Optional.of(new Expected(chunk, range, store.expect(chunk.key(), range)));
    }
  }

  /** Lets go of what was expected and is not asked for any more. */
  @Override
  public void close() {
    expected.ifPresent(one -> one.upcoming().close());
    expected = Optional.empty();
  }

  private InlineObject inline(Chunk chunk, Collection<Chunk> next) {
    if (!ahead.containsKey(chunk.key())) {
      ahead.clear();
      ledger.read(keys(chunk, next)).forEach(object -> ahead.put(object.key(), object));
    }
    InlineObject object = ahead.remove(chunk.key());
    if (object == null || !object.length().equals(chunk.length())) {
      throw new StorageFailure.Damaged("the ledger does not have object " + chunk.key());
    }
    return object;
  }

  private static ReadableByteChannel channel(byte[] bytes) {
    return Channels.newChannel(new ByteArrayInputStream(bytes));
  }

  private static List<ObjectKey> keys(Chunk chunk, Collection<Chunk> next) {
    List<ObjectKey> keys = new ArrayList<>(List.of(chunk.key()));
    long bytes = chunk.length().value();
    for (Chunk following : next) {
      bytes += following.length().value();
      if (following.home() != Chunk.Home.LEDGER || bytes > READ_AHEAD) {
        break;
      }
      keys.add(following.key());
    }
    return keys;
  }
}
