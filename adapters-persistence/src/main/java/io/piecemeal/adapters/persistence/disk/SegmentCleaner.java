package io.piecemeal.adapters.persistence.disk;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Frees segments in which nothing lives and to which nothing will be added. Which records are dead
 * stands in the segments themselves, so any node may find the last one; each remembers only how far
 * it has looked, since what is dead stays so.
 */
final class SegmentCleaner {

  private final Map<Path, Integer> looked = new ConcurrentHashMap<>();

  /** Not to be asked for their locks: to look at its own lock ends a process's hold on it. */
  private final Set<Path> ownWriters = ConcurrentHashMap.newKeySet();

  /** Says that a writer lives in this process. */
  void spare(Path writer) {
    ownWriters.add(writer);
  }

  /** Says that it no longer does. */
  void spareNoLonger(Path writer) {
    ownWriters.remove(writer);
  }

  /** Marks records as dead and frees their segment if these were the last. */
  void clean(Path segment, List<Integer> positions) throws IOException {
    try (Segment records = Segment.open(segment)) {
      for (int position : positions) {
        records.markDead(position);
      }
      freeIfDead(segment, records);
    } catch (NoSuchFileException e) {
      // Another call removed all of them before.
      looked.remove(segment);
    }
  }

  /** Frees a segment that is closed for good if nothing in it lives. */
  void freeIfDead(Path segment) throws IOException {
    try (Segment records = Segment.open(segment)) {
      freeIfDead(segment, records);
    } catch (NoSuchFileException e) {
      looked.remove(segment);
    }
  }

  private void freeIfDead(Path segment, Segment records) throws IOException {
    if (isDead(segment, records) && isClosedForGood(segment)) {
      // Once more: the last records may have been added between the two questions.
      removeIfDead(segment, records);
    }
  }

  private void removeIfDead(Path segment, Segment records) throws IOException {
    if (isDead(segment, records)) {
      Files.deleteIfExists(segment);
      looked.remove(segment);
    }
  }

  private boolean isDead(Path segment, Segment records) throws IOException {
    Segment.DeadRun run = records.deadFrom(looked.getOrDefault(segment, 0));
    looked.put(segment, run.end());
    return run.reach() == Segment.Reach.TO_THE_END;
  }

  /** A writer that began another segment adds nothing to this one, and neither does a dead one. */
  private boolean isClosedForGood(Path segment) throws IOException {
    Path writer = DiskLayout.directoryOf(segment);
    if (SegmentFiles.segments(writer).stream().anyMatch(other -> other.compareTo(segment) > 0)) {
      return true;
    }
    if (ownWriters.contains(writer)) {
      return false;
    }
    Optional<WriterLock> lock = WriterLock.takeOver(writer);
    if (lock.isPresent()) {
      lock.get().close();
    }
    return lock.isPresent();
  }

  /** Removes what is left of writers that live no longer, as far as nothing of theirs does. */
  void clear(SegmentFiles files) throws IOException {
    for (Path writer : files.writers()) {
      if (ownWriters.contains(writer)) {
        continue;
      }
      clear(writer);
    }
  }

  /** The same of one writer. */
  void clear(Path writer) throws IOException {
    Optional<WriterLock> lock = WriterLock.takeOver(writer);
    if (lock.isPresent()) {
      try (WriterLock _ = lock.get()) {
        clearUnderLock(writer);
      }
    }
  }

  private void clearUnderLock(Path writer) throws IOException {
    for (Path segment : SegmentFiles.segments(writer)) {
      try (Segment records = Segment.open(segment)) {
        removeIfDead(segment, records);
      } catch (NoSuchFileException e) {
        // Another node freed it just now.
        looked.remove(segment);
      }
    }
    if (SegmentFiles.segments(writer).isEmpty()) {
      Files.deleteIfExists(SegmentFiles.lock(writer));
      deleteIfEmpty(writer);
    }
  }

  private static void deleteIfEmpty(Path writer) throws IOException {
    try {
      Files.deleteIfExists(writer);
    } catch (DirectoryNotEmptyException e) {
      throw new IOException("%s holds what is not ours".formatted(writer), e);
    }
  }
}
