package io.piecemeal.adapters.persistence.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Changes a row to what it is. With synchronous replication that ends when the change, and with it
 * everything that was committed before, is on a standby. So after a failover no request reads what
 * the next one would undo, and none begins a commit that hangs until a standby is back.
 */
final class DurableChange implements ConnectionGate.Trial {

  private static final Duration LIMIT = Duration.ofSeconds(1);

  private static final String SAME = "UPDATE high_water SET advanced_at = advanced_at";

  /**
   * Is no time-out of the statement: to cancel one that waits for a standby reports its success.
   */
  @Override
  public void on(Connection connection) throws SQLException {
    int before = connection.getNetworkTimeout();
    connection.setNetworkTimeout(Runnable::run, Math.toIntExact(LIMIT.toMillis()));
    try (PreparedStatement statement = connection.prepareStatement(SAME)) {
      int _ = statement.executeUpdate();
    }
    connection.setNetworkTimeout(Runnable::run, before);
  }
}
