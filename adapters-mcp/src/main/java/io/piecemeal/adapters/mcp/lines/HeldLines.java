package io.piecemeal.adapters.mcp.lines;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.FileId;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Good lines that wait for a damaged one before them. They are in the memory of this process only:
 * what is lost with it, or has to make room, is asked for again. At most {@value #FILES_OF_OWNER}
 * files of an owner and {@value #FILES} of all have some, each at most {@value #LINES}.
 */
@Singleton
public final class HeldLines {

  /** About 57 KiB of a file. */
  public static final int LINES = 1024;

  private static final int FILES_OF_OWNER = 4;
  private static final int FILES = 64;

  /** In the order of their last use. */
  private final Map<Key, NavigableMap<Integer, TypedLine>> held =
      new LinkedHashMap<>(16, 0.75f, true);

  /** A file, and the offset at which its line 1 begins: another offset numbers other lines. */
  public record Key(Owner owner, FileId file, ByteCount base) {}

  /** All that would be held of the file with these lines. Changes nothing. */
  synchronized NavigableMap<Integer, TypedLine> with(Key key, Collection<TypedLine> lines) {
    NavigableMap<Integer, TypedLine> all = new TreeMap<>();
    Optional.ofNullable(held.get(key)).ifPresent(all::putAll);
    lines.forEach(line -> all.put(line.number(), line));
    return all;
  }

  /** Holds lines of the file. Takes away the last of them if they are too many. */
  synchronized void keep(Key key, NavigableMap<Integer, TypedLine> lines) {
    while (lines.size() > LINES) {
      lines.pollLastEntry();
    }
    if (!lines.isEmpty()) {
      held.put(key, new TreeMap<>(lines));
      makeRoom(key);
    }
  }

  private void makeRoom(Key latest) {
    List<Key> ofOwner =
        new ArrayList<>(
            held.keySet().stream().filter(key -> key.owner().equals(latest.owner())).toList());
    for (int i = 0; i < ofOwner.size() - FILES_OF_OWNER; i++) {
      held.remove(ofOwner.get(i));
    }
    if (held.size() > FILES) {
      held.remove(held.keySet().iterator().next());
    }
  }

  /** Forgets the lines up to this one, which are in the file now. */
  synchronized void dropTo(Key key, int number) {
    NavigableMap<Integer, TypedLine> all = held.get(key);
    if (all != null) {
      all.headMap(number, true).clear();
      if (all.isEmpty()) {
        held.remove(key);
      }
    }
  }
}
