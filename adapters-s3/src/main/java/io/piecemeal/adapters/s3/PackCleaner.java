package io.piecemeal.adapters.s3;

import io.piecemeal.adapters.s3.Patience.Deadline;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Frees packs whose records are all dead, as any node was told. What dies of a pack before the last
 * of it is noted beside it first and the notes are listed then, so that of several nodes at least
 * the last to note sees all. A pack without a note lives longer, never shorter.
 */
record PackCleaner(Bucket bucket) {

  void delete(Collection<S3Key> dead) {
    Map<PackName, DeadRecords> byPack =
        dead.stream().collect(Collectors.toMap(S3Key::pack, DeadRecords::of, DeadRecords::and));
    Deadline deadline = bucket.deadline();
    new Together<DeadRecords>(told -> clean(told, deadline)).forEach(byPack.values());
  }

  private void clean(DeadRecords told, Deadline deadline) {
    String pack = told.pack().toString();
    if (told.areAll()) {
      // Mostly without a note before, so none is looked for; one that there is stays, and is empty.
      bucket.delete(List.of(pack), deadline);
      return;
    }
    bucket.put(told.toString(), Content.of(new byte[0]), deadline);
    List<String> paths = bucket.names(pack, deadline);
    List<String> notes = paths.stream().filter(path -> !path.equals(pack)).toList();
    if (DeadRecords.noted(told.pack(), notes).areAll()) {
      // The pack first: notes without a pack are useless, a pack without its notes would stay.
      bucket.delete(List.of(pack), deadline);
      bucket.delete(notes, deadline);
    } else if (notes.size() == paths.size()) {
      // Another node freed the pack before.
      bucket.delete(notes, deadline);
    }
  }
}
