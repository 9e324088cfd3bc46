package io.piecemeal.domain.upload;

import java.time.Instant;
import java.util.Optional;

/**
 * Which of an owner's files are asked for.
 *
 * @param limit the most files to return, at least 1
 * @param after only files that come after this position in the listing
 * @param status only files in this state
 * @param order of the listing
 */
public record FileQuery(int limit, Optional<Position> after, Optional<Status> status, Order order) {

  /** Which files come first. */
  public enum Order {
    NEWEST_FIRST,
    OLDEST_FIRST
  }

  /** One for the newest files. */
  public FileQuery(int limit, Optional<Position> after, Optional<Status> status) {
    this(limit, after, status, Order.NEWEST_FIRST);
  }

  public FileQuery {
    if (limit < 1) {
      throw new IllegalArgumentException("a page holds at least one file, not " + limit);
    }
  }

  /**
   * A place in the listing, which is ordered by the time of creation and then by id, both
   * descending, or, with the oldest first, both ascending.
   *
   * @param createdAt in microseconds, as exact as the ledger keeps it
   */
  public record Position(Instant createdAt, FileId file) {
    public static Position of(StoredFile file) {
      return new Position(file.createdAt(), file.id());
    }
  }
}
