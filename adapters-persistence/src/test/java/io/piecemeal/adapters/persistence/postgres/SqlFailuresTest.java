package io.piecemeal.adapters.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.piecemeal.adapters.persistence.TestDatabase;
import io.piecemeal.adapters.persistence.TestPersistence;
import io.piecemeal.domain.storage.StorageFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SqlFailuresTest {

  @AutoClose private static final PostgresUnderTest POSTGRES = new PostgresUnderTest();

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "08000", "08001", "08003", "08004", "08006", "08007", "08P01", "57P01", "57P02", "57P05",
        "40003"
      })
  void aChangeThatLosesItsConnectionMayHaveBeenMade(String state) {
    SQLException failure = new SQLException("lost", state);

    assertThat(SqlFailures.ofChange("append", failure))
        .isInstanceOf(StorageFailure.OutcomeUnknown.class)
        .hasCause(failure);
    assertThat(SqlFailures.ofQuestion("find", failure))
        .isInstanceOf(StorageFailure.Unavailable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "40001", "40P01", "53100", "53300", "57014", "25006", "55P03", "58030", "XX000", "23505"
      })
  void aChangeThatTheServerRefusesWasNotMade(String state) {
    assertThat(SqlFailures.ofChange("append", new SQLException("refused", state)))
        .isInstanceOf(StorageFailure.Unavailable.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"42601", "42P01", "23514", "22003", "0A000"})
  void aMistakeOfOursIsNoOutage(String state) {
    assertThat(SqlFailures.ofChange("append", new SQLException("wrong", state)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void messagesCarryTheFactsAndNoParameters() {
    SQLException failure = new SQLException("Detail: Key (token_hash)=(secret)", "53300");

    assertThat(SqlFailures.ofQuestion("find file abc", failure))
        .hasMessage("find file abc: SQL state 53300");
  }

  @Test
  void whatTheFrameworkWrapsIsFound() {
    SQLException failure = new SQLTransientConnectionException("timeout");

    assertThat(SqlFailures.in(new IllegalArgumentException(new RuntimeException(failure))))
        .containsSame(failure);
  }

  @Test
  void whatIsNoFailureOfTheDatabaseStaysWhatItIs() {
    RuntimeException failure = new IllegalArgumentException("a mistake");

    assertThatThrownBy(
            () ->
                POSTGRES
                    .database()
                    .ask(
                        "find",
                        () -> {
                          throw failure;
                        }))
        .isSameAs(failure);
  }

  @Test
  void aPoolWithoutAFreeConnectionIsUnavailableForAChangeToo() throws SQLException {
    TestDatabase schema = TestDatabase.withEmptySchema();
    try (HikariDataSource pool = new HikariDataSource()) {
      pool.setJdbcUrl(schema.jdbcUrl());
      pool.setUsername(schema.user());
      pool.setPassword(schema.password());
      pool.setMaximumPoolSize(1);
      pool.setConnectionTimeout(250);
      try (TestPersistence persistence = TestPersistence.on(pool);
          Connection busy = pool.getConnection()) {
        assertThat(busy.isValid(1)).isTrue();

        assertThatThrownBy(() -> persistence.ports().mark().advance())
            .isInstanceOf(StorageFailure.Unavailable.class);
      }
    }
  }
}
