package io.piecemeal.faults.account;

import java.util.ArrayList;
import java.util.List;

/** What a file consists of, as far as its client knows. */
public record FileState(Stage stage, List<Part> parts) {

  /** A file that was just opened. */
  public static final FileState EMPTY = new FileState(Stage.UPLOADING, List.of());

  /** How far a file is in its life. */
  public enum Stage {
    UPLOADING,
    COMPLETE,
    DELETED
  }

  /** Copies the list. */
  public FileState {
    parts = List.copyOf(parts);
  }

  /** In bytes. */
  public long size() {
    return parts.stream().mapToLong(Part::length).sum();
  }

  /** With one more chunk. */
  public FileState plus(Part part) {
    List<Part> longer = new ArrayList<>(parts);
    longer.add(part);
    return new FileState(stage, longer);
  }

  /** Without the chunks behind the first {@code count}. */
  public FileState cutTo(int count) {
    return new FileState(stage, parts.subList(0, count));
  }

  /** With the same chunks, elsewhere in its life. */
  public FileState in(Stage next) {
    return new FileState(next, parts);
  }

  @Override
  public String toString() {
    return "%s of %d bytes in %d chunks".formatted(stage, size(), parts.size());
  }
}
