package io.piecemeal.adapters.mcp.lines;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.StoredFile;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Good lines that wait for a damaged one before them. They belong to the file as it was when they
 * came: where it was rewound since, or has other bytes behind these, they may be lines of another
 * version of it. They are in the memory of this process only: what is lost with it, or has to make
 * room, is asked for again. At most {@value #FILES_OF_OWNER} files of an owner and {@value #FILES}
 * of all have some, each at most {@value #LINES}.
 */
@Singleton
public final class HeldLines {

  /** About 57 KiB of a file. */
  public static final int LINES = 1024;

  private static final int FILES_OF_OWNER = 4;
  private static final int FILES = 64;

  /** In the order of their last use. */
  private final Map<Key, Held> held = new LinkedHashMap<>(16, 0.75f, true);

  /** A file, and the offset at which its line 1 begins: another offset numbers other lines. */
  public record Key(Owner owner, FileId file, ByteCount base) {}

  /** Content of the same revision and size is always the same bytes. */
  private record State(long revision, ByteCount size) {

    /** That of no file. */
    private static final State NEVER = new State(-1, ByteCount.ZERO);

    static State of(StoredFile file) {
      return new State(file.revision(), file.size());
    }
  }

  private record Held(State state, NavigableMap<Integer, TypedLine> lines) {}

  /**
   * What waits at a file.
   *
   * @param valid whether the file is what it was when the lines came
   */
  record Waiting(NavigableMap<Integer, TypedLine> lines, boolean valid) {}

  /** What waits at the file as it is now. Changes nothing. */
  synchronized Waiting at(Key key, StoredFile now) {
    Held found = held.get(key);
    return found == null
        ? new Waiting(new TreeMap<>(), true)
        : new Waiting(new TreeMap<>(found.lines()), found.state().equals(State.of(now)));
  }

  /**
   * Has these lines wait at the file, and no others.
   *
   * @return numbers of the last of them, if they are too many
   */
  synchronized List<Integer> hold(Key key, StoredFile now, NavigableMap<Integer, TypedLine> lines) {
    NavigableMap<Integer, TypedLine> kept = new TreeMap<>(lines);
    List<Integer> tooMany = new ArrayList<>();
    while (kept.size() > LINES) {
      tooMany.addFirst(kept.pollLastEntry().getKey());
    }
    held.remove(key);
    if (!kept.isEmpty()) {
      held.put(key, new Held(State.of(now), kept));
      makeRoom(key);
    }
    return tooMany;
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

  /**
   * Marks the lines that are held of a file as outdated. A rewind does that, also one that takes no
   * bytes away, since its caller begins again.
   */
  public synchronized void outdate(Owner owner, FileId file) {
    held.replaceAll(
        (key, lines) ->
            key.owner().equals(owner) && key.file().equals(file)
                ? new Held(State.NEVER, lines.lines())
                : lines);
  }
}
