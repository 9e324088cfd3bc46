package io.piecemeal.adapters.persistence.postgres;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Connections whose statements fail as a test plans it, one plan for each execution. */
final class FaultyPool {

  private enum Moment {
    BEFORE,
    AFTER,
    NEVER
  }

  private record Fault(Moment moment, SQLException failure) {}

  private final DataSource pool;
  private final Queue<Fault> faults = new ArrayDeque<>();
  private final Queue<Fault> commitFaults = new ArrayDeque<>();
  private final Queue<SQLException> closeFaults = new ArrayDeque<>();
  private final Queue<SQLException> rollbackFaults = new ArrayDeque<>();
  private final List<String> calls = new ArrayList<>();
  private int executions;

  FaultyPool(DataSource pool) {
    this.pool = pool;
  }

  /** So many statements are run before the next fault. */
  FaultyPool passNext(int statements) {
    for (int i = 0; i < statements; i++) {
      faults.add(new Fault(Moment.NEVER, new SQLException("never thrown")));
    }
    return this;
  }

  /** The next statement is not run. */
  FaultyPool failBefore(SQLException failure) {
    faults.add(new Fault(Moment.BEFORE, failure));
    return this;
  }

  /** The next statement is run, and fails then. */
  FaultyPool failAfter(SQLException failure) {
    faults.add(new Fault(Moment.AFTER, failure));
    return this;
  }

  /** The next commit is not made. */
  FaultyPool failBeforeCommit(SQLException failure) {
    commitFaults.add(new Fault(Moment.BEFORE, failure));
    return this;
  }

  /** The next commit is made, and fails then. */
  FaultyPool failAfterCommit(SQLException failure) {
    commitFaults.add(new Fault(Moment.AFTER, failure));
    return this;
  }

  /** The next connection is given back, and says then that it broke. */
  FaultyPool failClose(SQLException failure) {
    closeFaults.add(failure);
    return this;
  }

  /** The next roll back is not made, and the connection is lost. */
  FaultyPool failRollback(SQLException failure) {
    rollbackFaults.add(failure);
    return this;
  }

  /** The methods of connections that were called, in their order. */
  List<String> calls() {
    return calls;
  }

  int executions() {
    return executions;
  }

  DataSource dataSource() {
    return intercept(
        DataSource.class, pool, "getConnection", call -> connection((Connection) call.proceed()));
  }

  private Connection connection(Connection connection) {
    Connection committing =
        intercept(Connection.class, connection, "commit", call -> run(call, commitFaults.poll()));
    Connection preparing =
        intercept(Connection.class, committing, "prepareStatement", this::prepare);
    Connection rolling =
        intercept(
            Connection.class,
            preparing,
            "rollback",
            call -> run(call, fault(rollbackFaults.poll())));
    return noted(intercept(Connection.class, rolling, "close", this::close));
  }

  private static @Nullable Fault fault(@Nullable SQLException failure) {
    return failure == null ? null : new Fault(Moment.BEFORE, failure);
  }

  private Connection noted(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, called, arguments) -> {
              calls.add(called.getName());
              try {
                return called.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private Object close(Call call) throws Throwable {
    SQLException failure = closeFaults.poll();
    Object nothing = call.proceed();
    if (failure != null) {
      throw failure;
    }
    return nothing;
  }

  private Object prepare(Call call) throws Throwable {
    return intercept(
        PreparedStatement.class, (PreparedStatement) call.proceed(), "executeQuery", this::execute);
  }

  private Object execute(Call call) throws Throwable {
    executions++;
    return run(call, faults.poll());
  }

  private static Object run(Call call, @Nullable Fault fault) throws Throwable {
    if (fault == null || fault.moment() == Moment.NEVER) {
      return call.proceed();
    }
    if (fault.moment() == Moment.AFTER) {
      call.proceed();
    }
    throw fault.failure();
  }

  private interface Call {
    Object proceed() throws Throwable;
  }

  private interface Interception {
    Object on(Call call) throws Throwable;
  }

  private static <T> T intercept(
      Class<T> type, T target, String method, Interception interception) {
    InvocationHandler handler =
        (proxy, called, arguments) -> {
          Call call =
              () -> {
                try {
                  return called.invoke(target, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              };
          return called.getName().equals(method) ? interception.on(call) : call.proceed();
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
