package io.piecemeal.faults.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one client sent to one file and what it was told of it. It knows nothing but that: from it
 * follows what the file has to be, or which of two things where an outcome is not known.
 *
 * <p>For one client that awaits each answer before it goes on. Other threads may only look.
 */
public final class FileAccount {

  private final String id;
  private final long seed;
  private final int file;
  private final List<Part> sent = new ArrayList<>();
  private FileState certain = FileState.EMPTY;
  private @Nullable FileState possible;

  /**
   * An account of a file that was just opened.
   *
   * @param id what the service calls it
   * @param file counts the files of the run
   */
  public FileAccount(String id, long seed, int file) {
    this.id = id;
    this.seed = seed;
    this.file = file;
  }

  /** What the service calls it. */
  public String id() {
    return id;
  }

  /** A chunk that was not sent before. */
  public synchronized Part next(int length) {
    Part part = new Part(seed, file, sent.size(), length);
    sent.add(part);
    return part;
  }

  /** What it is, unless an outcome that is not known made it something else. */
  public synchronized FileState certain() {
    return certain;
  }

  /** What it may be instead; empty if no outcome is open. */
  public synchronized Optional<FileState> possible() {
    return Optional.ofNullable(possible);
  }

  /** All chunks that were ever sent, also those that were refused or taken away. */
  public synchronized List<Part> sent() {
    return List.copyOf(sent);
  }

  /** A change that would lead to {@code next} was acknowledged. */
  public synchronized void acknowledged(FileState next) {
    certain = next;
    possible = null;
  }

  /** A change that would lead to {@code next} has an outcome that is not known. */
  public synchronized void ambiguous(FileState next) {
    possible = next;
  }

  /** The change whose outcome was open turned out not to have taken place. */
  public synchronized void refused() {
    possible = null;
  }

  /**
   * The service was asked for the size, or for the stage, and told that it is this.
   *
   * @return what is wrong with that, if it fits neither outcome
   */
  public synchronized Optional<Finding> seen(FileState.Stage stage, long size) {
    FileState other = possible;
    if (other != null && other.stage() == stage && other.size() == size) {
      acknowledged(other);
      return Optional.empty();
    }
    if (certain.stage() == stage && certain.size() == size) {
      possible = null;
      return Optional.empty();
    }
    String expected = other == null ? certain.toString() : certain + ", or " + other;
    Finding.Kind kind =
        size < certain.size() && (other == null || size < other.size())
            ? Finding.Kind.LOST
            : Finding.Kind.INCONSISTENT;
    return Optional.of(
        new Finding(kind, id, "is %s of %d bytes, expected %s".formatted(stage, size, expected)));
  }
}
