package io.piecemeal.adapters.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.adapters.persistence.TestDatabase;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The limits of sessions: where they hold, and who has the last word about them. */
final class DatabasePropertiesTest {

  private static final Duration NO_WAIT = Duration.ZERO;

  private final TestDatabase server = TestDatabase.withEmptySchema();

  @Test
  void aConnectionOfThePoolHasTheLimits() throws SQLException {
    Map<String, Object> pool =
        DatabaseProperties.ofForeign(server.jdbcUrl(), server.user(), server.password(), NO_WAIT);

    assertThat(statementTimeout(server.jdbcUrl(), pool)).isEqualTo("4s");
  }

  @Test
  void whatTheUrlSaysWins() throws SQLException {
    String url = server.jdbcUrl() + "&options=-c%20statement_timeout%3D7s";
    Map<String, Object> pool =
        DatabaseProperties.ofForeign(url, server.user(), server.password(), NO_WAIT);

    assertThat(statementTimeout(url, pool)).isEqualTo("7s");
  }

  @Test
  void aMigrationHasAConnectionWithoutThem() {
    Map<String, Object> properties =
        DatabaseProperties.of(server.jdbcUrl(), server.user(), server.password(), NO_WAIT);

    assertThat(properties)
        .containsEntry(
            "flyway.datasources.migrations.url",
            server.jdbcUrl() + "&prepareThreshold=0&targetServerType=primary")
        .containsEntry("flyway.datasources.migrations.user", server.user());
  }

  @Test
  void aServerKeepsStatementsPrepared() {
    assertThat(
            driver(
                DatabaseProperties.ofForeign(
                    server.jdbcUrl(), server.user(), server.password(), NO_WAIT)))
        .doesNotContainKey("prepareThreshold");
  }

  @Test
  void aSilentHostLeavesTimeForTheNext() {
    assertThat(driver(DatabaseProperties.of("jdbc:postgresql://a,b:5433,c/d", "u", "p", NO_WAIT)))
        .containsEntry("connectTimeout", "1");
    assertThat(driver(DatabaseProperties.of("jdbc:postgresql://a/d?x=1,2", "u", "p", NO_WAIT)))
        .containsEntry("connectTimeout", "3");
  }

  @Test
  @Timeout(600)
  void aProxyThatRefusesTheLimitsIsDoneWithoutThem() throws IOException {
    try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> refuseStartup(proxy));
      String url =
          "jdbc:postgresql://127.0.0.1:%d/any?sslmode=disable".formatted(proxy.getLocalPort());

      assertThat(driver(DatabaseProperties.ofForeign(url, "any", "any", NO_WAIT)))
          .containsEntry("socketTimeout", "5")
          .containsEntry("prepareThreshold", "0")
          .doesNotContainKey("options");
    }
  }

  /** As a proxy does that pools transactions. */
  private static void refuseStartup(ServerSocket proxy) {
    try (Socket client = proxy.accept()) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      in.readNBytes(in.readInt() - Integer.BYTES);
      byte[] fields =
          "SFATAL\0C08P01\0Munsupported startup parameter: options\0\0"
              .getBytes(StandardCharsets.US_ASCII);
      DataOutputStream out = new DataOutputStream(client.getOutputStream());
      out.writeByte('E');
      out.writeInt(fields.length + Integer.BYTES);
      out.write(fields);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> driver(Map<String, Object> properties) {
    return (Map<String, Object>)
        Objects.requireNonNull(properties.get("datasources.default.data-source-properties"));
  }

  private String statementTimeout(String url, Map<String, Object> pool) throws SQLException {
    Properties properties = new Properties();
    properties.putAll(driver(pool));
    properties.put("user", server.user());
    properties.put("password", server.password());
    try (Connection connection = DriverManager.getConnection(url, properties);
        PreparedStatement statement = connection.prepareStatement("SHOW statement_timeout");
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getString(1);
    }
  }
}
