package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Sha256;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The present row of a result, in the terms of the domain. */
record Row(ResultSet row) {

  String text(String column) throws SQLException {
    return present(column, row.getString(column));
  }

  int number(String column) throws SQLException {
    return row.getInt(column);
  }

  long bigNumber(String column) throws SQLException {
    return row.getLong(column);
  }

  boolean flag(String column) throws SQLException {
    return row.getBoolean(column);
  }

  boolean has(String column) throws SQLException {
    return row.getObject(column) != null;
  }

  ByteCount bytes(String column) throws SQLException {
    return new ByteCount(bigNumber(column));
  }

  Optional<ByteCount> optionalBytes(String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(new ByteCount(value));
  }

  ObjectKey key(String column) throws SQLException {
    return new ObjectKey(present(column, row.getObject(column, UUID.class)));
  }

  UUID uuid(String column) throws SQLException {
    return present(column, row.getObject(column, UUID.class));
  }

  byte[] content(String column) throws SQLException {
    return present(column, row.getBytes(column));
  }

  List<Integer> numbers(String column) throws SQLException {
    Short[] values = (Short[]) present(column, row.getArray(column)).getArray();
    return Arrays.stream(values).map(Short::intValue).toList();
  }

  List<String> texts(String column) throws SQLException {
    return List.of((String[]) present(column, row.getArray(column)).getArray());
  }

  Optional<Sha256> digest(String column) throws SQLException {
    return Optional.ofNullable(row.getBytes(column)).map(Sha256::of);
  }

  Instant instant(String column) throws SQLException {
    return present(column, row.getObject(column, OffsetDateTime.class)).toInstant();
  }

  Optional<String> optionalText(String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  Optional<Instant> optionalInstant(String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static <T> T present(String column, @Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("no %s in a row".formatted(column));
    }
    return value;
  }
}
