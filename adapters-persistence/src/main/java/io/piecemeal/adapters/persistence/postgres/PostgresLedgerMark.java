package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.application.port.out.LedgerMark;
import io.piecemeal.domain.storage.HighWaterMark;
import java.sql.SQLException;

/** The mark in a table of one row. */
record PostgresLedgerMark(Database database) implements LedgerMark {

  private static final String READ = "SELECT mark FROM high_water";

  private static final String ADVANCE =
      """
      INSERT INTO high_water (only_row, mark, advanced_at) VALUES (true, 1, now())
      ON CONFLICT (only_row) DO UPDATE SET mark = high_water.mark + 1, advanced_at = now()
      RETURNING high_water.mark
      """;

  private static final String RAISE =
      """
      INSERT INTO high_water (only_row, mark, advanced_at) VALUES (true, ?, now())
      ON CONFLICT (only_row) DO UPDATE
      SET mark = greatest(high_water.mark, EXCLUDED.mark), advanced_at = now()
      RETURNING high_water.mark
      """;

  @Override
  public HighWaterMark read() {
    return database.ask("read the mark", READ, parameters -> {}, PostgresLedgerMark::mark).stream()
        .findFirst()
        .orElse(HighWaterMark.ZERO);
  }

  @Override
  public HighWaterMark advance() {
    return database
        .change("advance the mark", ADVANCE, parameters -> {}, PostgresLedgerMark::mark)
        .getFirst();
  }

  @Override
  public void raise(HighWaterMark mark) {
    database.change(
        "raise the mark to %s".formatted(mark),
        RAISE,
        parameters -> parameters.number(mark.value()),
        PostgresLedgerMark::mark);
  }

  private static HighWaterMark mark(Row row) throws SQLException {
    return new HighWaterMark(row.bigNumber("mark"));
  }
}
