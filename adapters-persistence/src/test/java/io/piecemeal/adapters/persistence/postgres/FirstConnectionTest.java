package io.piecemeal.adapters.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.piecemeal.adapters.persistence.TestDatabase;
import io.piecemeal.adapters.persistence.postgres.FirstConnection.Peer;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which failures of a first connection are tried again, shown on a server that counts attempts. */
final class FirstConnectionTest {

  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(1);

  private final AtomicInteger attempts = new AtomicInteger();
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void aServerThatRecoversIsTriedAgainUntilItTellsOtherwise() {
    answer("57P03", "57P03", "08P01");

    assertThat(first().await(LONG)).isEqualTo(Peer.POOLER_WITHOUT_SESSIONS);
    assertThat(attempts).hasValue(3);
  }

  @Test
  void aServerThatStillRecoversAfterTheTimeIsGivenUp() {
    answer("57P03", "57P03", "57P03", "57P03", "57P03", "57P03");

    assertThatExceptionOfType(DatabaseNotReadyException.class)
        .isThrownBy(() -> first().await(SHORT))
        .withMessageContaining("message of 57P03");
  }

  @Test
  void oneThatHasNoConnectionLeftIsTriedAgain() {
    answer("53300", "08P01");

    assertThat(first().await(LONG)).isEqualTo(Peer.POOLER_WITHOUT_SESSIONS);
    assertThat(attempts).hasValue(2);
  }

  @Test
  void aWrongPasswordIsNotTriedAgain() {
    answer("28P01", "08P01");

    assertThatExceptionOfType(DatabaseNotReadyException.class)
        .isThrownBy(() -> first().await(LONG))
        .withMessageContaining("message of 28P01");
    assertThat(attempts).hasValue(1);
  }

  @Test
  void aUrlThatTheDriverDoesNotTakeIsNotTriedAgainAndNotShown() {
    assertThatExceptionOfType(DatabaseNotReadyException.class)
        .isThrownBy(
            () -> new FirstConnection("jdbc:postgres//secret-word", new Properties()).await(LONG))
        .withMessageNotContaining("secret-word");
  }

  @Test
  void anAbsentServerIsTriedOnceWithoutPatience() throws IOException {
    server.close();

    assertThatExceptionOfType(DatabaseNotReadyException.class)
        .isThrownBy(() -> first().await(Duration.ZERO))
        .withMessageContaining("127.0.0.1:" + server.getLocalPort());
  }

  @Test
  void aServerIsNoPooler() {
    TestDatabase server = TestDatabase.withEmptySchema();
    Properties properties = new Properties();
    properties.put("user", server.user());
    properties.put("password", server.password());

    assertThat(new FirstConnection(server.jdbcUrl(), properties).await(LONG))
        .isEqualTo(Peer.SERVER);
  }

  private FirstConnection first() {
    Properties properties = new Properties();
    properties.put("user", "any");
    properties.put("password", "any");
    return new FirstConnection(
        "jdbc:postgresql://127.0.0.1:%d/any?sslmode=disable".formatted(server.getLocalPort()),
        properties);
  }

  /** Refuses one connection after the other, with these states. */
  private void answer(String... states) {
    Thread.ofVirtual()
        .start(
            () -> {
              for (String state : states) {
                refuseOne(state);
              }
            });
  }

  private void refuseOne(String state) {
    try (Socket client = server.accept()) {
      attempts.incrementAndGet();
      DataInputStream in = new DataInputStream(client.getInputStream());
      in.readNBytes(in.readInt() - Integer.BYTES);
      byte[] fields =
          "SFATAL\0C%s\0Mmessage of %s\0\0"
              .formatted(state, state)
              .getBytes(StandardCharsets.US_ASCII);
      DataOutputStream out = new DataOutputStream(client.getOutputStream());
      out.writeByte('E');
      out.writeInt(fields.length + Integer.BYTES);
      out.write(fields);
    } catch (IOException e) {
      if (!server.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
