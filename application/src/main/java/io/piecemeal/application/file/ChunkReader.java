package io.piecemeal.application.file;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.InlineObjects;
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

/**
 * Opens the chunks of a file, wherever their bytes are. Of those that the ledger keeps, it reads
 * several at once. For one reading of a file, and not for several threads.
 */
final class ChunkReader {

  /** How many bytes are read ahead from the ledger, at most; a chunk there is much smaller. */
  private static final long READ_AHEAD = 256 << 10;

  private final ChunkStore store;
  private final InlineObjects ledger;
  private final Map<ObjectKey, InlineObject> ahead = new HashMap<>();

  ChunkReader(ChunkStore store, InlineObjects ledger) {
    this.store = store;
    this.ledger = ledger;
  }

  /**
   * Opens a part of a chunk, to be closed by the caller.
   *
   * @param next the chunks behind it that are likely to be asked for as well, in their order
   * @throws StorageFailure.Damaged if the bytes are not there
   */
  ReadableByteChannel open(Chunk chunk, ByteRange range, Collection<Chunk> next) {
    return switch (chunk.home()) {
      case STORE -> store.open(chunk.key(), range);
      case LEDGER -> channel(inline(chunk, next).bytes(range));
    };
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
