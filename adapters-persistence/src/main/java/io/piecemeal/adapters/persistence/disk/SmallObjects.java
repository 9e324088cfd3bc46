package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.batching.BatchSizes;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Objects that are records of segments. */
record SmallObjects(SegmentFiles files, SegmentLog log, SegmentCleaner cleaner) {

  /**
   * Removes what earlier processes left and no file uses.
   *
   * @param segmentBytes how large a segment may become
   */
  static SmallObjects in(
      SegmentFiles files,
      Syncing syncing,
      DiskCalls calls,
      Names names,
      int segmentBytes,
      BatchSizes sizes) {
    SegmentCleaner cleaner = new SegmentCleaner();
    try {
      cleaner.clear(files);
    } catch (IOException e) {
      throw DiskFailures.translated("segments not cleared in %s, %s".formatted(files.root(), e), e);
    }
    SegmentSeries series =
        new SegmentSeries(files, cleaner, syncing, names::nextWriter, segmentBytes);
    return new SmallObjects(files, new SegmentLog(series, calls, sizes), cleaner);
  }

  void close() {
    try {
      log.close();
    } catch (IOException e) {
      throw DiskFailures.translated("segments not closed in %s".formatted(files.root()), e);
    }
  }

  ObjectKey write(Shard shard, ByteBuffer content) {
    return log.append(new NewRecord(shard, content));
  }

  RangeChannel open(ObjectKey key, ByteRange range) {
    RecordKey record = RecordKey.of(key);
    Path segment = files.segment(record.writer(), record.segment());
    FileChannel channel = RangeChannel.channel(segment);
    try {
      requireRecord(channel, record, range);
      ByteCount start = new ByteCount(record.position() + (long) RecordHeader.SIZE);
      ByteRange place = new ByteRange(start.plus(range.start()), range.length());
      return RangeChannel.of(channel, segment, place);
    } catch (IOException e) {
      Cleanup.after(e, channel::close);
      throw DiskFailures.translated("object %s not opened".formatted(key), e);
    } catch (RuntimeException e) {
      Cleanup.after(e, channel::close);
      throw e;
    }
  }

  private static void requireRecord(FileChannel segment, RecordKey record, ByteRange range)
      throws IOException {
    boolean there =
        RecordHeader.read(segment, record.position())
            .filter(found -> found.state() == RecordHeader.State.LIVE)
            .filter(found -> found.shard().equals(record.shard()))
            .filter(found -> range.end().value() <= found.length())
            .isPresent();
    if (!there) {
      throw new StorageFailure.Damaged(
          "object %s has no %s".formatted(record.toObjectKey(), range));
    }
  }

  void delete(Collection<ObjectKey> keys) {
    Map<Path, List<Integer>> bySegment =
        keys.stream()
            .map(RecordKey::of)
            .collect(
                Collectors.groupingBy(
                    key -> files.segment(key.writer(), key.segment()),
                    Collectors.mapping(RecordKey::position, Collectors.toList())));
    bySegment.forEach(this::clean);
  }

  private void clean(Path segment, List<Integer> positions) {
    try {
      cleaner.clean(segment, positions);
    } catch (IOException e) {
      throw DiskFailures.translated(
          "records of %s not deleted".formatted(segment.getFileName()), e);
    }
  }
}
