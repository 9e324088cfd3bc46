package io.piecemeal.adapters.mcp.lines;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import java.util.Collection;

/**
 * Where lines belong in a file as it is at one moment.
 *
 * @param base where line 1 begins, at most the file's end
 */
record LinePlaces(StoredFile file, ByteCount base) {

  LinePlaces {
    if (!base.isAtMost(file.size())) {
      throw new UploadRejected(new Refusal.OffsetMismatch(file.id(), base, file.size()));
    }
  }

  /** The number of the first line that begins at the end of the file, or behind it. */
  int next() {
    long there = file.size().minus(base).value();
    long lines = (there + TypedLine.BYTES - 1) / TypedLine.BYTES;
    // More than any line's number is.
    return (int) Math.min(lines, Integer.MAX_VALUE - 1) + 1;
  }

  /** The offset of a line: all lines before it have their full length. */
  ByteCount start(int number) {
    return base.plus(new ByteCount((number - 1L) * TypedLine.BYTES));
  }

  /** Whether the file ends within a line. */
  private boolean isWithinLine() {
    return !start(next()).equals(file.size());
  }

  /**
   * Checks that lines may follow.
   *
   * @throws UploadRejected with {@link Refusal.UploadComplete}
   * @throws MisplacedLine if the file ends within a line
   */
  void requireMayFollow() {
    file.requireOpen();
    if (isWithinLine()) {
      throw misplaced();
    }
  }

  /**
   * Checks that none of the lines ends before the file does, though it is the last.
   *
   * @throws UploadRejected with {@link Refusal.BytesDiffer}
   */
  void requireGoOn(Collection<TypedLine> stored) {
    for (TypedLine line : stored) {
      ByteCount end = start(line.number()).plus(new ByteCount(line.length()));
      if (!line.isFull() && !file.size().isAtMost(end)) {
        throw new UploadRejected(file.bytesDiffer(start(line.number())));
      }
    }
  }

  /** The refusal of a line that is longer than what the file has of it, and cannot follow that. */
  RuntimeException misplaced() {
    file.requireOpen();
    int line = next() - 1;
    return new MisplacedLine(file.id(), file.size(), line, start(line));
  }
}
