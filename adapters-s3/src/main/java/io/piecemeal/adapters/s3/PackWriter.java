package io.piecemeal.adapters.s3;

import io.piecemeal.adapters.s3.Patience.Deadline;
import io.piecemeal.batching.Batcher;
import io.piecemeal.batching.Call;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import java.time.Duration;
import java.util.List;

/**
 * Puts small objects: one that comes alone at once, by itself, and those that waited meanwhile
 * together, as a pack.
 */
final class PackWriter {

  /** Objects up to this size go into packs. */
  static final int MOST_BYTES = Blocks.SIZE;

  /** More than one put is under way only while a full pack waits. */
  private static final int LANES = 4;

  /** A caller that comes while a put is under way waits for that one and for its own. */
  private static final Duration LIMIT = Duration.ofSeconds(7);

  private final OwnObjects own;
  private final Batcher<NewRecord, ObjectKey> puts = new Batcher<>(LANES, PackName.MOST, this::put);

  PackWriter(OwnObjects own) {
    this.own = own;
  }

  /** Puts an object; it is durable on return. */
  ObjectKey put(Shard shard, Content content) {
    return puts.submit(new NewRecord(shard, content));
  }

  /** How many wait for a put to end. */
  int waiting() {
    return puts.waiting();
  }

  private void put(List<Call<NewRecord, ObjectKey>> calls) {
    Deadline deadline = own.bucket().patience().deadline(LIMIT);
    if (calls.size() == 1) {
      NewRecord alone = calls.getFirst().item();
      calls.getFirst().answer(own.put(alone.shard(), alone.content(), deadline));
      return;
    }
    List<NewRecord> records = calls.stream().map(Call::item).toList();
    List<ObjectKey> keys =
        own.putAll(
            name -> {
              PackName packed = new PackName(name, records.size());
              Pack pack = new Pack(packed, records);
              Label label = new Label.Records(records.size());
              own.bucket().put(packed.toString(), pack, label.metadata(), deadline);
              return pack.keys();
            });
    for (int i = 0; i < keys.size(); i++) {
      calls.get(i).answer(keys.get(i));
    }
  }
}
