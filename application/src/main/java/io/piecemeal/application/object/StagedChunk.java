package io.piecemeal.application.object;

import io.piecemeal.application.port.in.Pace;
import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.ChunkStore.StagedObject;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.Crc32c;
import io.piecemeal.domain.storage.InlineObject;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.storage.Shard;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A new object and what is known of its bytes. It can be read before and after it is kept; closing
 * it gives up an object that was not.
 */
public final class StagedChunk implements AutoCloseable {

  private static final int READ_AT_ONCE = 64 << 10;

  private final ChunkStore store;
  private final Shard shard;
  private final ByteCount limit;
  private StagedObject staged;
  private MeasuringSink sink;
  private Optional<Crc32c> measured = Optional.empty();
  private Optional<Sha256> sha256 = Optional.empty();
  private Optional<ChunkObject> kept = Optional.empty();

  private StagedChunk(ChunkStore store, Shard shard, ByteCount limit) {
    this.store = store;
    this.shard = shard;
    this.limit = limit;
    this.staged = store.begin(shard, limit);
    this.sink = new MeasuringSink(staged.sink(), limit, limit);
  }

  /**
   * @param shard of the file that it is meant for
   * @param limit the most bytes it may have; the sink refuses more
   */
  public static StagedChunk begin(ChunkStore store, Shard shard, ByteCount limit) {
    return new StagedChunk(store, shard, limit);
  }

  public MeasuringSink sink() {
    return sink;
  }

  public ByteCount length() {
    return sink.length();
  }

  public Crc32c crc32c() {
    return measured.orElseGet(sink::crc32c);
  }

  /** Goes on in an object with room for text, which begins with what was written so far. */
  void draft() throws IOException {
    try (InputStream written = takeBack(draftLimit())) {
      written.transferTo(sink);
    }
  }

  /** Goes on in a new object; gives what was written into the one before. */
  InputStream takeBack() {
    return takeBack(limit);
  }

  private InputStream takeBack(ByteCount next) {
    StagedObject former = staged;
    ByteRange written = new ByteRange(ByteCount.ZERO, length());
    staged = store.begin(shard, next);
    sink = new MeasuringSink(staged.sink(), next, limit);
    try {
      return new FormerStage(former, written);
    } catch (RuntimeException | Error failure) {
      former.close();
      throw failure;
    }
  }

  /** A byte is one and a third characters of Base64, and each of these six of JSON at most. */
  private ByteCount draftLimit() {
    return new ByteCount(8 * limit.value() + (128 << 10));
  }

  /**
   * Appends a part of an object of the store, if the store can do that by itself. From then on
   * length and checksum are those of {@link #measure}.
   *
   * @return false if nothing was appended
   */
  public boolean append(ObjectKey key, ByteRange range) {
    boolean appended = staged.append(key, range);
    if (appended) {
      sink.skip(range.length());
    }
    return appended;
  }

  /**
   * Reads all bytes as the store has them, and takes their checksum for that of the object. Nothing
   * can be written then.
   *
   * @param progress is told of bytes that were read
   * @return their digest
   */
  public Sha256 measure(Pace progress) throws IOException {
    DigestingSink digest = new DigestingSink();
    CRC32C crc = new CRC32C();
    byte[] buffer = new byte[READ_AT_ONCE];
    try (InputStream in = open(length())) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.write(buffer, 0, count);
        crc.update(buffer, 0, count);
        progress.afterReading(new ByteCount(count));
      }
    }
    measured = Optional.of(new Crc32c((int) crc.getValue()));
    return digest.sha256();
  }

  /** The digest of all bytes, which is known of the object from then on. */
  Sha256 sha256() throws IOException {
    DigestingSink digest = new DigestingSink();
    try (InputStream in = open(length())) {
      in.transferTo(digest);
    }
    Sha256 whole = digest.sha256();
    sha256 = Optional.of(whole);
    return whole;
  }

  /** The first bytes. */
  public InputStream open(ByteCount length) {
    ByteRange beginning = new ByteRange(ByteCount.ZERO, length);
    ReadableByteChannel bytes =
        kept.isPresent() ? store.open(kept.get().key(), beginning) : staged.open(beginning);
    return Channels.newInputStream(bytes);
  }

  /** All bytes, for a ledger that keeps them under this key. */
  public InlineObject inline(ObjectKey key) throws IOException {
    try (InputStream in = open(length())) {
      return new InlineObject(key, in.readAllBytes());
    }
  }

  /** The object that these bytes are under a key. */
  public ChunkObject under(ObjectKey key) {
    return new ChunkObject(key, length(), crc32c(), sha256);
  }

  /** Makes the object durable, unless it is already. */
  public ChunkObject keep() {
    if (kept.isEmpty()) {
      kept = Optional.of(under(staged.keep()));
    }
    return kept.get();
  }

  /** The durable object, if it was kept. */
  public Optional<ChunkObject> kept() {
    return kept;
  }

  @Override
  public void close() {
    staged.close();
  }
}
