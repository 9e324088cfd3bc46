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

  void delete(Collection<PackKey> dead) {
    Map<PackName, DeadRecords> byPack =
        dead.stream().collect(Collectors.toMap(PackKey::pack, DeadRecords::of, DeadRecords::and));
    Deadline deadline = bucket.deadline();
    new Together<DeadRecords>(told -> clean(told, deadline)).forEach(byPack.values());
  }

  private void clean(DeadRecords told, Deadline deadline) {
    String pack = told.pack().toString();
    if (!told.areAll()) {
      bucket.put(told.toString(), Content.of(new byte[0]), deadline);
    }
    List<String> names = bucket.names(pack, deadline);
    DeadRecords dead =
        names.stream()
            .flatMap(name -> DeadRecords.parse(name).stream())
            .reduce(told, DeadRecords::and);
    List<String> notes = names.stream().filter(name -> !name.equals(pack)).toList();
    if (dead.areAll()) {
      // The pack first: notes without a pack are useless, a pack without its notes would stay.
      bucket.delete(List.of(pack), deadline);
      bucket.delete(notes, deadline);
    } else if (notes.size() == names.size()) {
      // Another node freed the pack before.
      bucket.delete(notes, deadline);
    }
  }
}
