package io.piecemeal.application.service;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.testkit.BrokenInputStream;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
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
final class ObservedChunkStore implements ChunkStore {

  private final ChunkStore store;
  private final List<ByteRange> opened = new CopyOnWriteArrayList<>();
  private final List<ObjectKey> deleted = new CopyOnWriteArrayList<>();
  private final AtomicInteger unclosed = new AtomicInteger();
  private final Set<ObjectKey> altered = new HashSet<>();
  private final Set<ObjectKey> shortened = new HashSet<>();

  private boolean alterNext;
  private Optional<IOException> broken = Optional.empty();

  ObservedChunkStore(ChunkStore store) {
    this.store = store;
  }

  /** From now on the last byte of this object is another one. */
  void alter(ObjectKey key) {
    altered.add(key);
  }

  /** The last byte of the next object is another one than was written. */
  void alterNext() {
    alterNext = true;
  }

  /** From now on reading this object ends one byte early, without a failure. */
  void shorten(ObjectKey key) {
    shortened.add(key);
  }

  /** From now on reading any object fails. */
  void breakReading(IOException fault) {
    broken = Optional.of(fault);
  }

  /** Gives again what was written. */
  void restore() {
    altered.clear();
    shortened.clear();
    broken = Optional.empty();
  }

  /** The ranges that were opened, in order. */
  List<ByteRange> opened() {
    return opened;
  }

  List<ObjectKey> deleted() {
    return deleted;
  }

  /** Streams that were opened and not yet closed. */
  int unclosed() {
    return unclosed.get();
  }

  @Override
  public ObjectKey write(Content content) throws IOException {
    ObjectKey key = store.write(content);
    if (alterNext) {
      altered.add(key);
      alterNext = false;
    }
    return key;
  }

  @Override
  public ReadableByteChannel open(ObjectKey key, ByteRange range) {
    InputStream bytes = content(key, range);
    opened.add(range);
    unclosed.incrementAndGet();
    return Channels.newChannel(new Closeable(bytes));
  }

  private InputStream content(ObjectKey key, ByteRange range) {
    InputStream in = Channels.newInputStream(store.open(key, range));
    if (broken.isPresent()) {
      return new BrokenInputStream(in, 0, broken.get());
    }
    if (!altered.contains(key) && !shortened.contains(key)) {
      return in;
    }
    byte[] bytes = readAll(in);
    if (altered.contains(key)) {
      bytes[bytes.length - 1]++;
    }
    return new ByteArrayInputStream(bytes, 0, bytes.length - (shortened.contains(key) ? 1 : 0));
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

  @Override
  public void requireRoom() {
    store.requireRoom();
  }

  @Override
  public void probe() {
    store.probe();
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
