package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.application.port.out.Append;
import io.piecemeal.batching.BatchSizes;
import io.piecemeal.batching.Batcher;
import io.piecemeal.batching.Call;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.StoredFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Commits appends that come at the same time by one statement, which costs the database little more
 * than one of them does. Each has its own outcome; they only share the fate of the connection.
 */
final class GroupCommit {

  /** A second statement beside the first would only make both of them smaller. */
  private static final int LANES = 1;

  private static final int MOST_AT_ONCE = 128;

  private final AppendStatement single;
  private final AppendsStatement several;
  private final Batcher<Append, Optional<StoredFile>> commits;

  GroupCommit(Database database, BatchSizes sizes) {
    commits = new Batcher<>(LANES, MOST_AT_ONCE, sizes, this::commit);
    single = new AppendStatement(database);
    several = new AppendsStatement(database);
  }

  /** The file with the chunk; empty if it no longer is the one that was seen. */
  Optional<StoredFile> run(Append append) {
    return AppendsStatement.takes(append) ? commits.submit(append) : single.run(append);
  }

  private void commit(List<Call<Append, Optional<StoredFile>>> calls) {
    if (calls.size() == 1) {
      commitEach(calls);
      return;
    }
    Map<ObjectKey, StoredFile> committed;
    try {
      committed = several.run(calls.stream().map(Call::item).toList());
    } catch (StorageFailure.Unavailable e) {
      if (!SqlFailures.isForUsedKey(e)) {
        throw e;
      }
      // One of the keys was declared dead, which undid everything.
      commitEach(calls);
      return;
    }
    calls.forEach(
        call -> call.answer(Optional.ofNullable(committed.get(call.item().chunk().key()))));
  }

  private void commitEach(List<Call<Append, Optional<StoredFile>>> calls) {
    for (Call<Append, Optional<StoredFile>> call : calls) {
      try {
        call.answer(single.run(call.item()));
      } catch (RuntimeException e) {
        call.fail(e);
      }
    }
  }
}
