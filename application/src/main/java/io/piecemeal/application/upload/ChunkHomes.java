package io.piecemeal.application.upload;

import io.piecemeal.application.object.StagedChunk;
import io.piecemeal.application.port.out.Ids;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.InlineObject;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Chooses where the bytes of a chunk become durable. Those of a short chunk that comes alone go
 * into the ledger with its row, so that the commit is the only sync. Those of chunks that come at
 * the same time go into the chunk store, where one sync does for all of them and the database has
 * nothing to copy.
 *
 * <p>Safe for use by several threads.
 */
public final class ChunkHomes {

  private final Ids ids;
  private final Longest longest;
  private final AtomicInteger underWay = new AtomicInteger();

  public ChunkHomes(Ids ids, Longest longest) {
    this.ids = ids;
    this.longest = longest;
  }

  /**
   * The longest chunks that the ledger keeps.
   *
   * @param alone of a chunk that comes alone; 0 for none
   * @param inCompany of one that comes with others
   */
  public record Longest(ByteCount alone, ByteCount inCompany) {

    /** The chunk store has all bytes. */
    public static final Longest NONE = new Longest(ByteCount.ZERO, ByteCount.ZERO);

    /** What a database takes as easily as a row without bytes. */
    private static final ByteCount PAGE = new ByteCount(4096);

    /** The usual bounds: in company at most 4 KiB. */
    public static Longest of(ByteCount alone) {
      return new Longest(alone, alone.isAtMost(PAGE) ? alone : PAGE);
    }
  }

  /** Lets a chunk begin to become durable; the caller closes its turn behind the commit. */
  Turn enter(StagedChunk chunk) {
    int others = underWay.getAndIncrement();
    ByteCount most = others == 0 ? longest.alone() : longest.inCompany();
    return new Turn(chunk, chunk.kept().isEmpty() && chunk.length().isAtMost(most));
  }

  /**
   * The object of a chunk.
   *
   * @param inline its bytes, where the ledger is to keep them; else it is durable
   */
  record Home(ChunkObject object, Optional<InlineObject> inline) {}

  /** A chunk that is on its way to its commit. */
  final class Turn implements AutoCloseable {

    private final StagedChunk chunk;
    private final boolean inLedger;

    private Turn(StagedChunk chunk, boolean inLedger) {
      this.chunk = chunk;
      this.inLedger = inLedger;
    }

    /**
     * Gives the chunk its home.
     *
     * @param shard of its file
     */
    Home home(Shard shard) throws IOException {
      if (!inLedger) {
        return new Home(chunk.keep(), Optional.empty());
      }
      ObjectKey key = ids.nextObjectKey(shard);
      return new Home(chunk.under(key), Optional.of(chunk.inline(key)));
    }

    @Override
    public void close() {
      underWay.decrementAndGet();
    }
  }
}
