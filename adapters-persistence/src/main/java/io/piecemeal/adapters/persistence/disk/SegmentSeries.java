package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The segments of this process, one after the other: the next one is begun when the last is full or
 * was given up. For one thread at a time.
 */
final class SegmentSeries implements AutoCloseable {

  private final SegmentFiles files;
  private final SegmentCleaner cleaner;
  private final Syncing syncing;
  private final Supplier<WriterId> names;
  private final int segmentBytes;
  private @Nullable Writer writer;
  private @Nullable SegmentWriter last;
  private int next;

  /** This process as a writer. */
  private record Writer(WriterId id, Path directory, WriterLock lock) {}

  /**
   * @param names never gives the same twice
   * @param segmentBytes how large a segment may become, at most {@link RecordKey#MAX_POSITION}
   */
  SegmentSeries(
      SegmentFiles files,
      SegmentCleaner cleaner,
      Syncing syncing,
      Supplier<WriterId> names,
      int segmentBytes) {
    this.files = files;
    this.cleaner = cleaner;
    this.syncing = syncing;
    this.names = names;
    this.segmentBytes = segmentBytes;
  }

  /** Adds records; all are durable on return, none is there if this throws. */
  synchronized List<ObjectKey> append(List<NewRecord> records) throws IOException {
    Writer self = writer();
    SegmentWriter segment = roomFor(records, self);
    List<Integer> positions;
    try {
      positions = segment.append(records);
    } catch (IOException e) {
      giveUp(segment, e);
      throw e;
    }
    List<ObjectKey> keys = new ArrayList<>(records.size());
    for (int i = 0; i < records.size(); i++) {
      Shard shard = records.get(i).shard();
      keys.add(new RecordKey(shard, self.id(), segment.number(), positions.get(i)).toObjectKey());
    }
    return keys;
  }

  private Writer writer() throws IOException {
    Writer self = writer;
    if (self == null || next > RecordKey.MAX_SEGMENT) {
      close();
      self = begin(names.get());
      writer = self;
      next = 0;
    }
    return self;
  }

  private Writer begin(WriterId id) throws IOException {
    Path directory = files.writer(id);
    Files.createDirectory(directory, DiskLayout.DIRECTORY_MODE);
    syncing.directory(files.root());
    cleaner.spare(directory);
    return new Writer(id, directory, WriterLock.create(directory));
  }

  private SegmentWriter roomFor(List<NewRecord> records, Writer self) throws IOException {
    SegmentWriter current = last;
    if (current != null && current.extentWith(records) <= segmentBytes) {
      return current;
    }
    SegmentWriter fresh = SegmentWriter.create(self.directory(), next++, syncing);
    last = fresh;
    if (current != null) {
      current.close();
      // Until now it might have been added to.
      cleaner.freeIfDead(current.path());
    }
    return fresh;
  }

  /** After a failed sync nobody knows what of a file is on the disk, so nothing is added to it. */
  private void giveUp(SegmentWriter segment, IOException failure) {
    last = null;
    Cleanup.after(failure, segment::close);
  }

  /** Ends this writer; its segments stay as long as anything in them lives. */
  @Override
  public synchronized void close() throws IOException {
    if (last != null) {
      last.close();
      last = null;
    }
    if (writer != null) {
      writer.lock().close();
      cleaner.spareNoLonger(writer.directory());
      cleaner.clear(writer.directory());
      writer = null;
    }
  }
}
