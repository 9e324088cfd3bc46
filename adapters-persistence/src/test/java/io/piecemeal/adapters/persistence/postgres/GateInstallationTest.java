package io.piecemeal.adapters.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing passes the gate by, and it hears of every loss. */
final class GateInstallationTest {

  @AutoClose private final PostgresUnderTest postgres = new PostgresUnderTest();

  @Test
  void whatTheRepositoriesUseIsBehindTheGate() throws SQLException {
    DataSource pool = postgres.pool();

    assertThat(pool).isInstanceOf(GatedDataSource.class);
    assertThat(pool.unwrap(HikariDataSource.class)).isNotNull();
  }

  @Test
  void aLossIsSeenWhoeverUsedTheConnection() throws SQLException {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("SELECT pg_terminate_backend(pg_backend_pid())"))
          .isInstanceOf(SQLException.class);
    }

    assertThat(postgres.bean(ConnectionGate.class).isSuspicious()).isTrue();
    assertThat(postgres.rows("SELECT 1")).containsExactly("1");
    assertThat(postgres.bean(ConnectionGate.class).isSuspicious()).isFalse();
  }

  /** As a primary does that has no standby yet, and may tell nobody that a commit was made. */
  @Test
  @Timeout(120)
  void whileADatabaseKeepsNothingTheGateIsShut() throws SQLException {
    postgres.persistence().mark().advance();
    try (Connection holder =
        DriverManager.getConnection(
            postgres.schema().jdbcUrl(), postgres.schema().user(), postgres.schema().password())) {
      holder.setAutoCommit(false);
      try (Statement hold = holder.createStatement()) {
        hold.execute("SELECT mark FROM high_water FOR UPDATE");
      }
      postgres.bean(ConnectionGate.class).suspect();

      assertThatThrownBy(postgres::connect).isInstanceOf(SQLException.class);
      holder.rollback();
    }
    while (!connects()) {
      Thread.onSpinWait();
    }
    assertThat(postgres.bean(ConnectionGate.class).isSuspicious()).isFalse();
  }

  private boolean connects() {
    try (Connection _ = postgres.connect()) {
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  /** As when it was the primary and is a standby now. */
  @Test
  void connectionsToAServerThatBecameReadOnlyAreGivenUp() throws SQLException {
    try (Connection connection = postgres.connect();
        Connection other = postgres.connect();
        Statement statement = connection.createStatement();
        Statement ofOther = other.createStatement()) {
      statement.execute("SET default_transaction_read_only = on");
      ofOther.execute("SET default_transaction_read_only = on");
      assertThatThrownBy(() -> statement.execute("DELETE FROM file"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25006"));
    }

    for (int i = 0; i < 20; i++) {
      assertThat(postgres.rows("SELECT current_setting('transaction_read_only')"))
          .containsExactly("off");
    }
  }

  @Test
  void anErrorThatTheServerReportsIsNoLoss() throws SQLException {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("SELECT no_such_column"))
          .isInstanceOf(SQLException.class);
    }

    assertThat(postgres.bean(ConnectionGate.class).isSuspicious()).isFalse();
  }
}
