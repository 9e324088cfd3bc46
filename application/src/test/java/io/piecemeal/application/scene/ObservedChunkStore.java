package io.piecemeal.application.scene;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.ChunkStore.StagedObject;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.testkit.BrokenInputStream;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that tells what was asked of it, and that can give other bytes than it was given. */
public final class ObservedChunkStore implements ChunkStore {

  private final ChunkStore store;
  private final List<ByteRange> opened = new CopyOnWriteArrayList<>();
  private final List<ObjectKey> kept = new CopyOnWriteArrayList<>();
  private final List<ObjectKey> readBack = new CopyOnWriteArrayList<>();
  private final List<ObjectKey> deleted = new CopyOnWriteArrayList<>();
  private final AtomicInteger unclosed = new AtomicInteger();
  private final Set<ObjectKey> altered = new HashSet<>();
  private final Set<ObjectKey> shortened = new HashSet<>();

  private final List<ByteRange> appended = new CopyOnWriteArrayList<>();

  private boolean appends;
  private boolean alterNext;
  private Optional<IOException> broken = Optional.empty();

  ObservedChunkStore(ChunkStore store) {
    this.store = store;
  }

  /** From now on the last byte of this object is another one. */
  public void alter(ObjectKey key) {
    altered.add(key);
  }

  /** The last byte of the next object is another one than was written. */
  public void alterNext() {
    alterNext = true;
  }

  /** From now on reading this object ends one byte early, without a failure. */
  public void shorten(ObjectKey key) {
    shortened.add(key);
  }

  /** From now on it appends parts of objects by itself. */
  public void appendByItself() {
    appends = true;
  }

  /** What it appended by itself, in order. */
  public List<ByteRange> appended() {
    return appended;
  }

  /** From now on reading any object fails. */
  public void breakReading(IOException fault) {
    broken = Optional.of(fault);
  }

  /** Gives again what was written. */
  public void restore() {
    altered.clear();
    shortened.clear();
    broken = Optional.empty();
  }

  /** The ranges that were opened, in order. */
  public List<ByteRange> opened() {
    return opened;
  }

  /** The objects that were made durable, in order. */
  public List<ObjectKey> kept() {
    return kept;
  }

  /** The objects that were opened by their keys, in order. */
  public List<ObjectKey> readBack() {
    return readBack;
  }

  public List<ObjectKey> deleted() {
    return deleted;
  }

  /** Streams that were opened, and objects that were begun, and not yet closed. */
  public int unclosed() {
    return unclosed.get();
  }

  @Override
  public StagedObject begin(Shard shard, ByteCount limit) {
    Stage stage = new Stage(store.begin(shard, limit), alterNext);
    alterNext = false;
    unclosed.incrementAndGet();
    return stage;
  }

  @Override
  public ReadableByteChannel open(ObjectKey key, ByteRange range) {
    readBack.add(key);
    return opened(store.open(key, range), range, altered.contains(key), shortened.contains(key));
  }

  private ReadableByteChannel opened(
      ReadableByteChannel channel, ByteRange range, boolean isAltered, boolean isShortened) {
    InputStream bytes = content(Channels.newInputStream(channel), isAltered, isShortened);
    opened.add(range);
    unclosed.incrementAndGet();
    return Channels.newChannel(new Closeable(bytes));
  }

  private InputStream content(InputStream in, boolean isAltered, boolean isShortened) {
    if (broken.isPresent()) {
      return new BrokenInputStream(in, 0, broken.get());
    }
    if (!isAltered && !isShortened) {
      return in;
    }
    byte[] bytes = readAll(in);
    if (isAltered) {
      bytes[bytes.length - 1]++;
    }
    return new ByteArrayInputStream(bytes, 0, bytes.length - (isShortened ? 1 : 0));
  }

  private static byte[] readAll(InputStream in) {
    try (in) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void delete(Collection<ObjectKey> keys) {
    store.delete(keys);
    deleted.addAll(new ArrayList<>(keys));
  }

  /** An object that is not kept yet. */
  private final class Stage implements StagedObject {

    private final StagedObject stage;
    private final boolean isAltered;
    private boolean closed;

    Stage(StagedObject stage, boolean isAltered) {
      this.stage = stage;
      this.isAltered = isAltered;
    }

    @Override
    public OutputStream sink() {
      return stage.sink();
    }

    @Override
    public boolean append(ObjectKey key, ByteRange range) {
      if (!appends) {
        return false;
      }
      try (InputStream in =
          content(
              Channels.newInputStream(store.open(key, range)),
              altered.contains(key),
              shortened.contains(key))) {
        in.transferTo(stage.sink());
      } catch (IOException e) {
        throw new StorageFailure.Unavailable("not appended", e);
      }
      appended.add(range);
      return true;
    }

    @Override
    public ReadableByteChannel open(ByteRange range) {
      return opened(stage.open(range), range, isAltered, false);
    }

    @Override
    public ObjectKey keep() {
      ObjectKey key = stage.keep();
      kept.add(key);
      if (isAltered) {
        alter(key);
      }
      return key;
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        unclosed.decrementAndGet();
      }
      stage.close();
    }
  }

  private final class Closeable extends FilterInputStream {

    private boolean closed;

    Closeable(InputStream in) {
      super(in);
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        unclosed.decrementAndGet();
      }
      super.close();
    }
  }
}
