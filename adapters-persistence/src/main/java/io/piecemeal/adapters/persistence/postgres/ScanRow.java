package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.Scan;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/** What a scanner made of a file, in a row of the table {@code file}. */
final class ScanRow {

  /** Beside {@code scan}, which {@link FileRow} names. */
  static final String COLUMNS = columns("file");

  /** What a step that completes a file sets. Takes {@link #asks} three times. */
  static final String ASKED =
      """
      scan = CASE WHEN ? THEN 'scanning' END, scan_since = CASE WHEN ? THEN now() END,
      scan_due_at = CASE WHEN ? THEN now() END\
      """;

  private ScanRow() {}

  static String columns(String table) {
    return "%1$s.scan_finding, %1$s.detected_type".formatted(table);
  }

  /** Sets the parameters of {@link #ASKED}. */
  static Parameters asks(Parameters parameters, Optional<Scan> scan) throws SQLException {
    boolean asked = scan.isPresent();
    return parameters.flag(asked).flag(asked).flag(asked);
  }

  static String word(Scan.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  static Optional<Scan> read(Row row) throws SQLException {
    Optional<String> state = row.optionalText("scan");
    if (state.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Scan(
            Scan.State.valueOf(state.get().toUpperCase(Locale.ROOT)),
            row.optionalText("scan_finding"),
            row.optionalText("detected_type").map(ContentType::new)));
  }
}
