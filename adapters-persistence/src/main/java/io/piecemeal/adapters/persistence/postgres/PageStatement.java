package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.FileQuery.Order;
import io.piecemeal.domain.upload.FileQuery.Position;
import io.piecemeal.domain.upload.Status;
import io.piecemeal.domain.upload.StoredFile;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Pages of files. Each state is read from its own range of the index, no further than the page
 * reaches, and the two are merged; parts are read past. Over all shards on purpose: an owner's
 * files are in several.
 */
record PageStatement(Database database) {

  /** Takes owner, position if there is one, and limit. */
  private static String pageOf(Status status, Optional<Position> after, Order order) {
    return """
    (SELECT %s FROM file WHERE owner = ? AND state = '%s' AND expires_at > now() AND NOT is_part %s
    ORDER BY %s LIMIT ?)
    """
        .formatted(
            FileRow.COLUMNS,
            state(status),
            after.isPresent() ? "AND (created_at, file_id) %s (?, ?)".formatted(behind(order)) : "",
            by(order));
  }

  private static String behind(Order order) {
    return switch (order) {
      case NEWEST_FIRST -> "<";
      case OLDEST_FIRST -> ">";
    };
  }

  private static String by(Order order) {
    return switch (order) {
      case NEWEST_FIRST -> "created_at DESC, file_id DESC";
      case OLDEST_FIRST -> "created_at, file_id";
    };
  }

  private static String state(Status status) {
    return switch (status) {
      case UPLOADING -> "uploading";
      case COMPLETE -> "complete";
    };
  }

  List<StoredFile> run(Owner owner, FileQuery query) {
    List<Status> states =
        query.status().map(List::of).orElseGet(() -> Arrays.asList(Status.values()));
    return database
        .of(owner)
        .ask(
            "list files of %s".formatted(owner),
            select(states, query.after(), query.order()),
            parameters -> bind(parameters, states.size(), owner, query),
            FileRow::read);
  }

  static String select(List<Status> states, Optional<Position> after, Order order) {
    String pages =
        states.stream()
            .map(state -> pageOf(state, after, order))
            .collect(Collectors.joining("UNION ALL"));
    return """
    SELECT %s FROM (%s) AS page
    ORDER BY %s LIMIT ?
    """
        .formatted(FileRow.columns("page"), pages, by(order));
  }

  private static void bind(Parameters parameters, int pages, Owner owner, FileQuery query)
      throws SQLException {
    for (int page = 0; page < pages; page++) {
      parameters.owner(owner);
      if (query.after().isPresent()) {
        Position after = query.after().get();
        parameters.instant(after.createdAt()).text(after.file().value());
      }
      parameters.number(query.limit());
    }
    parameters.number(query.limit());
  }
}
