package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.StorageFailure;

/** How much the ledger has, of all owners together: figures for operators, which no rule needs. */
public final class StoredTotals {

  /**
   * Over all shards on purpose. Files are counted in an index, so the time grows with their number:
   * about a second for some millions.
   */
  private static final String COUNT =
      """
      SELECT
        (SELECT coalesce(sum(bytes), 0) FROM stored_bytes) AS charged,
        (SELECT count(*) FROM file WHERE state = 'uploading') AS open,
        (SELECT count(*) FROM file WHERE state = 'complete') AS complete,
        (SELECT count(*) FROM file
          WHERE damaged_at IS NOT NULL AND state IN ('uploading', 'complete')) AS damaged,
        (SELECT count(*) FROM file WHERE state = 'complete' AND scan = 'scanning') AS scanning,
        (SELECT count(*) FROM file WHERE state = 'complete' AND scan = 'quarantined') AS quarantined,
        (SELECT CAST(coalesce(extract(epoch FROM now() - min(scan_since)), 0) AS bigint) FROM file
          WHERE state = 'complete' AND scan = 'scanning') AS waiting
      """;

  private final Database database;

  StoredTotals(Database database) {
    this.database = database;
  }

  /**
   * The figures of one moment.
   *
   * @param open files that take chunks; until they are swept, also those that expired
   * @param complete files that are complete, swept likewise
   * @param damaged those of both whose bytes are known not to be what was committed
   * @param scanning files that wait for their scan
   * @param quarantined files in quarantine, swept likewise
   * @param waiting for how many seconds the first of those waits that wait for their scan
   * @param charged what owners are charged for, until it is gone from the disk
   */
  public record Totals(
      long open,
      long complete,
      long damaged,
      long scanning,
      long quarantined,
      long waiting,
      ByteCount charged) {}

  /**
   * Counts. Not for every request.
   *
   * @throws StorageFailure.Unavailable if the ledger does not answer
   */
  public Totals count() {
    return database
        .ask(
            "totals",
            COUNT,
            _ -> {},
            row ->
                new Totals(
                    row.bigNumber("open"),
                    row.bigNumber("complete"),
                    row.bigNumber("damaged"),
                    row.bigNumber("scanning"),
                    row.bigNumber("quarantined"),
                    row.bigNumber("waiting"),
                    row.bytes("charged")))
        .getFirst();
  }
}
