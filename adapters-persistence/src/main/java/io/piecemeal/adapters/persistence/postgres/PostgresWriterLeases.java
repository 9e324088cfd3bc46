package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.application.port.out.WriterLease;
import io.piecemeal.application.port.out.WriterLease.Leased;
import io.piecemeal.application.port.out.WriterLeases;
import io.piecemeal.domain.storage.StoreName;
import io.piecemeal.domain.storage.StoreWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A row for each writer. Writers are of processes and not of files, so they are in no shard. */
record PostgresWriterLeases(Database database) implements WriterLeases {

  private static final String BEGIN =
      """
      INSERT INTO writer_lease (writer, numbers, uploads, renewed_at) VALUES (?, ?, ?, now())
      RETURNING writer
      """;

  private static final String RENEW =
      """
      UPDATE writer_lease SET numbers = ?, uploads = ?, renewed_at = now()
      WHERE writer = ? AND taken_until IS NULL
      RETURNING writer
      """;

  private static final String END =
      "DELETE FROM writer_lease WHERE writer = ANY (?) RETURNING writer";

  private static final String TAKE_OVER =
      """
      WITH silent AS (
        SELECT writer FROM writer_lease
        WHERE renewed_at <= now() - %s AND (taken_until IS NULL OR taken_until <= now())
        ORDER BY renewed_at LIMIT ? FOR UPDATE SKIP LOCKED
      ), taken AS (
        UPDATE writer_lease SET taken_until = now() + %s FROM silent
        WHERE writer_lease.writer = silent.writer
        RETURNING writer_lease.writer, numbers, uploads, renewed_at
      )
      SELECT writer, numbers, uploads FROM taken ORDER BY renewed_at
      """
          .formatted(Times.INTERVAL, Times.INTERVAL);

  @Override
  public void begin(WriterLease lease) {
    database.change(
        "enter writer %s".formatted(lease.writer()),
        BEGIN,
        parameters -> names(parameters.text(lease.writer().hex()), lease),
        PostgresWriterLeases::writer);
  }

  @Override
  public boolean renew(WriterLease lease) {
    return !database
        .change(
            "renew the lease of %s".formatted(lease.writer()),
            RENEW,
            parameters -> names(parameters, lease).text(lease.writer().hex()),
            PostgresWriterLeases::writer)
        .isEmpty();
  }

  @Override
  public void end(Collection<StoreWriter> writers) {
    database.change(
        "end %d writers".formatted(writers.size()),
        END,
        parameters -> parameters.array("text", writers.stream().map(StoreWriter::hex).toArray()),
        PostgresWriterLeases::writer);
  }

  @Override
  public List<WriterLease> takeOver(Duration silence, Duration hold, int limit) {
    return database.change(
        "take over silent writers",
        TAKE_OVER,
        parameters -> parameters.duration(silence).number(limit).duration(hold),
        PostgresWriterLeases::lease);
  }

  private static Parameters names(Parameters parameters, WriterLease lease) throws SQLException {
    return parameters
        .array("smallint", lease.names().stream().map(leased -> leased.name().number()).toArray())
        .array("text", lease.names().stream().map(leased -> leased.upload().orElse("")).toArray());
  }

  private static StoreWriter writer(Row row) throws SQLException {
    String hex = row.text("writer");
    return StoreWriter.parse(hex).orElseThrow(() -> new IllegalStateException(hex));
  }

  private static WriterLease lease(Row row) throws SQLException {
    StoreWriter writer = writer(row);
    List<Integer> numbers = row.numbers("numbers");
    List<String> uploads = row.texts("uploads");
    List<Leased> names = new ArrayList<>(numbers.size());
    for (int i = 0; i < numbers.size(); i++) {
      names.add(
          new Leased(
              new StoreName(writer, numbers.get(i)),
              Optional.of(uploads.get(i)).filter(upload -> !upload.isEmpty())));
    }
    return new WriterLease(writer, names);
  }
}
