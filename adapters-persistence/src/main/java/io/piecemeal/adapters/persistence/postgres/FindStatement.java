package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.application.port.out.Lookup;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Retention;
import io.piecemeal.domain.upload.StoredFile;
import java.sql.SQLException;

/** Looks a file up, also one that went out of reach not long ago. */
record FindStatement(Database database) {

  private static final String FIND =
      """
      SELECT %s,
        %s AS live, damaged_at IS NOT NULL AS damaged,
        coalesce(gone_since, expires_at) > now() - %s AS remembered
      FROM file WHERE shard = ? AND file_id = ? AND owner = ?
      """
          .formatted(FileRow.COLUMNS, FileRow.LIVE, Times.INTERVAL);

  Lookup run(Owner owner, FileId file) {
    return database
        .of(owner)
        .ask(
            "find file %s".formatted(file),
            FIND,
            parameters -> parameters.duration(Retention.GONE_IS_KNOWN).file(file).owner(owner),
            FindStatement::lookup)
        .stream()
        .findFirst()
        .orElseGet(Lookup.Missing::new);
  }

  private static Lookup lookup(Row row) throws SQLException {
    if (row.flag("live")) {
      StoredFile file = FileRow.read(row);
      return row.flag("damaged") ? new Lookup.Damaged(file) : new Lookup.Live(file);
    }
    return row.flag("remembered") ? new Lookup.Gone(row.bytes("size")) : new Lookup.Missing();
  }
}
