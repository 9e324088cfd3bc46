package io.piecemeal.benchmarks.bare;

import io.piecemeal.embedded.postgres.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** A row for each session and one for each chunk, over a connection of its own. */
record SessionRows(Connection connection, PreparedStatement add, PreparedStatement append)
    implements AutoCloseable {

  /** As in our ledger, there is room for heap-only updates. */
  private static final String TABLES =
      """
      CREATE TABLE session (
        session_id uuid PRIMARY KEY, size bigint NOT NULL, chunks integer NOT NULL, updated_at timestamptz NOT NULL
      ) WITH (fillfactor = 70);
      CREATE TABLE chunk (
        session_id uuid NOT NULL, chunk_offset bigint NOT NULL, length bigint NOT NULL,
        position_in_file bigint NOT NULL, created_at timestamptz NOT NULL,
        PRIMARY KEY (session_id, chunk_offset)
      )
      """;

  private static final String ADD = "INSERT INTO session VALUES (?, 0, 0, now())";

  private static final String APPEND =
      """
      WITH changed AS (
        UPDATE session SET size = size + ?, chunks = chunks + 1, updated_at = now() WHERE session_id = ?
        RETURNING session_id, size, updated_at
      )
      INSERT INTO chunk (session_id, chunk_offset, length, position_in_file, created_at)
      SELECT session_id, size - ?, ?, ?, updated_at FROM changed
      RETURNING chunk_offset + length
      """;

  /**
   * Where the rows are.
   *
   * @param synchronousCommit how commits are awaited, in the words of PostgreSQL
   */
  record Database(EmbeddedPostgres postgres, String synchronousCommit) {

    /** Makes the tables. */
    static Database create(EmbeddedPostgres postgres, String synchronousCommit)
        throws SQLException {
      Database database = new Database(postgres, synchronousCommit);
      try (Connection connection = database.open();
          Statement statement = connection.createStatement()) {
        statement.execute(TABLES);
      }
      return database;
    }

    SessionRows connect() throws SQLException {
      Connection connection = open();
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET synchronous_commit = " + synchronousCommit);
      }
      return new SessionRows(
          connection, connection.prepareStatement(ADD), connection.prepareStatement(APPEND));
    }

    private Connection open() throws SQLException {
      return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }
  }

  void add(UUID session) throws SQLException {
    add.setObject(1, session);
    add.executeUpdate();
  }

  /**
   * Commits a chunk.
   *
   * @return how long the session is with it
   */
  long append(UUID session, ChunkFile.Extent chunk) throws SQLException {
    append.setLong(1, chunk.length());
    append.setObject(2, session);
    append.setLong(3, chunk.length());
    append.setLong(4, chunk.length());
    append.setLong(5, chunk.position());
    try (ResultSet row = append.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
