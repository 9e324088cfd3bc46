package io.piecemeal.adapters.persistence.disk;

import io.piecemeal.batching.BatchSizes;
import io.piecemeal.batching.Batcher;
import io.piecemeal.batching.Call;
import io.piecemeal.domain.storage.ObjectKey;
import java.io.IOException;
import java.util.List;

/**
 * Writes small objects as records of a log that all requests share: one write and one sync for as
 * many as come at the same time, and no file of its own, nor its directory's sync, for any.
 *
 * <p>Each process has segments of its own and never adds to one that it did not begin, so there is
 * nothing to recover: a record counts as soon as the ledger has its key, and what a crash left
 * behind the last such record is never asked for.
 */
final class SegmentLog implements AutoCloseable {

  /** One sync takes about as long for all of these as for one. */
  static final int RECORDS_AT_ONCE = 64;

  private final SegmentSeries series;

  /** Has one lane, so that what it guards is touched by one thread at a time. */
  private final Batcher<NewRecord, ObjectKey> appends;

  private final DiskCalls calls;

  SegmentLog(SegmentSeries series, DiskCalls calls, BatchSizes sizes) {
    this.appends = new Batcher<>(1, RECORDS_AT_ONCE, sizes, this::append);
    this.series = series;
    this.calls = calls;
  }

  /**
   * Adds a record, which is durable on return.
   *
   * @throws io.piecemeal.domain.storage.StorageFailure if that fails; there is no record then, or,
   *     where the disk did not answer in time, perhaps one that nobody has the key of
   */
  ObjectKey append(NewRecord record) {
    return appends.submit(record);
  }

  private void append(List<Call<NewRecord, ObjectKey>> waiting) {
    List<NewRecord> records = waiting.stream().map(Call::item).toList();
    List<ObjectKey> keys = calls.make(() -> write(records));
    for (int i = 0; i < keys.size(); i++) {
      waiting.get(i).answer(keys.get(i));
    }
  }

  private List<ObjectKey> write(List<NewRecord> records) {
    try {
      return series.append(records);
    } catch (IOException e) {
      throw DiskFailures.translated("%d records not written".formatted(records.size()), e);
    }
  }

  @Override
  public void close() throws IOException {
    series.close();
  }
}
