package io.piecemeal.adapters.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.testkit.Race;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Of all who come while the database is away, one finds it out. */
final class ConnectionGateTest {

  private final SQLException away = new SQLException("no answer", "08001");

  private final AtomicInteger attempts = new AtomicInteger();
  private final AtomicBoolean reachable = new AtomicBoolean(true);
  private final AtomicBoolean valid = new AtomicBoolean(true);

  private final DataSource pool =
      stub(
          DataSource.class,
          (proxy, method, arguments) ->
              method.getName().equals("isWrapperFor") ? false : (Object) attempted());
  private final ConnectionGate gate = new ConnectionGate(ConnectionGateTest::requireValid);
  private final DataSource gated = new GatedDataSource(pool, gate);

  private static void requireValid(Connection connection) throws SQLException {
    if (!connection.isValid(1)) {
      throw new SQLException("a connection does not answer");
    }
  }

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
    assertThat(gated.getConnection()).isNotNull();
    assertThat(gated.getConnection()).isNotNull();

    assertThat(attempts).hasValue(2);
  }

  @Test
  void whatATrialShowedHoldsForThoseWhoComeRightAfterIt() {
    reachable.set(false);
    assertThatThrownBy(gated::getConnection).isSameAs(away);
    assertThatThrownBy(gated::getConnection).isSameAs(away);

    assertThatThrownBy(gated::getConnection)
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
      gated.getConnection();
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  @Test
  void aConnectionThatDoesNotAnswerIsNotGivenOutAfterALoss() {
    valid.set(false);
    gate.suspect();

    assertThatThrownBy(gated::getConnection).hasMessage("a connection does not answer");
  }

  @Test
  void aTrialThatSucceedsOpensTheGate() throws SQLException {
    gate.suspect();
    gated.getConnection();
    valid.set(false);

    assertThat(gated.getConnection()).isNotNull();
  }

  /** They find the pool as it is for everybody, and not one after the other. */
  @Test
  @Timeout(60)
  void whoWaitedForATrialThatSucceededDoesNotKeepOthersWaiting() throws Exception {
    CountDownLatch bothAreConnecting = new CountDownLatch(2);
    CountDownLatch trialIsUnderWay = new CountDownLatch(1);
    CountDownLatch bothWait = new CountDownLatch(1);
    AtomicBoolean first = new AtomicBoolean(true);
    DataSource slow =
        stub(
            DataSource.class,
            (proxy, method, arguments) -> {
              if (method.getName().equals("isWrapperFor")) {
                return false;
              }
              if (first.getAndSet(false)) {
                trialIsUnderWay.countDown();
                bothWait.await();
              } else {
                bothAreConnecting.countDown();
                bothAreConnecting.await();
              }
              return attempted();
            });
    gate.suspect();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Connection>> callers = new ArrayList<>();
      callers.add(threads.submit(() -> gate.connect(slow)));
      trialIsUnderWay.await();
      callers.add(threads.submit(() -> gate.connect(slow)));
      callers.add(threads.submit(() -> gate.connect(slow)));
      bothWait.countDown();
      for (Future<Connection> caller : callers) {
        assertThat(caller.get()).isNotNull();
      }
    }
  }
}
