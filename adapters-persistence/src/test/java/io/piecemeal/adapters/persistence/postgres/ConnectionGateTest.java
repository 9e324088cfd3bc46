package io.piecemeal.adapters.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.testkit.Race;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Of all who come while the database is away, one finds it out. */
final class ConnectionGateTest {

  private final SQLException away = new SQLException("no answer", "08001");

  private final AtomicInteger attempts = new AtomicInteger();
  private final AtomicBoolean reachable = new AtomicBoolean(true);
  private final AtomicBoolean valid = new AtomicBoolean(true);

  private final ConnectionGate gate =
      new ConnectionGate(stub(DataSource.class, (proxy, method, arguments) -> attempted()));

  private Connection attempted() throws SQLException {
    attempts.incrementAndGet();
    if (!reachable.get()) {
      throw away;
    }
    return stub(
        Connection.class,
        (proxy, method, arguments) -> method.getName().equals("isValid") ? valid.get() : null);
  }

  private static <T> T stub(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  @Test
  void whileTheDatabaseAnswersEverybodyHasAConnectionAtOnce() throws SQLException {
    assertThat(gate.connect()).isNotNull();
    assertThat(gate.connect()).isNotNull();

    assertThat(attempts).hasValue(2);
  }

  @Test
  void whatATrialShowedHoldsForThoseWhoComeRightAfterIt() {
    reachable.set(false);
    assertThatThrownBy(gate::connect).isSameAs(away);
    assertThatThrownBy(gate::connect).isSameAs(away);

    assertThatThrownBy(gate::connect)
        .hasMessage("the database did not answer just now")
        .hasCause(away);

    assertThat(attempts).hasValue(2);
  }

  @Test
  void manyWhoComeAtOnceMakeOneTrial() {
    gate.suspect();
    reachable.set(false);

    List<Boolean> connected = Race.run(8, lane -> connects());

    assertThat(connected).containsOnly(false);
    assertThat(attempts).hasValue(1);
  }

  private boolean connects() {
    try {
      gate.connect();
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  @Test
  void aConnectionThatDoesNotAnswerIsNotGivenOutAfterALoss() {
    valid.set(false);
    gate.suspect();

    assertThatThrownBy(gate::connect).hasMessage("a connection does not answer");
  }

  @Test
  void aTrialThatSucceedsOpensTheGate() throws SQLException {
    gate.suspect();
    gate.connect();
    valid.set(false);

    assertThat(gate.connect()).isNotNull();
  }
}
