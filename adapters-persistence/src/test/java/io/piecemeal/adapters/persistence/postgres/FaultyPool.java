package io.piecemeal.adapters.persistence.postgres;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Queue;
import javax.sql.DataSource;

/** Connections whose statements fail as a test plans it, one plan for each execution. */
final class FaultyPool {

  private enum Moment {
    BEFORE,
    AFTER
  }

  private record Fault(Moment moment, SQLException failure) {}

  private final DataSource pool;
  private final Queue<Fault> faults = new ArrayDeque<>();
  private int executions;

  FaultyPool(DataSource pool) {
    this.pool = pool;
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

  int executions() {
    return executions;
  }

  DataSource dataSource() {
    return intercept(
        DataSource.class,
        pool,
        "getConnection",
        call ->
            intercept(
                Connection.class, (Connection) call.proceed(), "prepareStatement", this::prepare));
  }

  private Object prepare(Call call) throws Throwable {
    return intercept(
        PreparedStatement.class, (PreparedStatement) call.proceed(), "executeQuery", this::execute);
  }

  private Object execute(Call call) throws Throwable {
    executions++;
    Fault fault = faults.poll();
    if (fault == null) {
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
