package io.piecemeal.e2e.faults;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A connection pool whose calls fail when the injector says so. */
final class FaultyJdbc {

  /** What never goes to the server, and cannot fail. */
  private static final Set<String> SPARED =
      Set.of("toString", "hashCode", "equals", "unwrap", "isWrapperFor", "createArrayOf");

  private final Injector injector;

  private FaultyJdbc(Injector injector) {
    this.injector = injector;
  }

  static DataSource over(DataSource pool, Injector injector) {
    return new FaultyJdbc(injector).wrap(DataSource.class, pool, null);
  }

  private <T> T wrap(Class<T> type, T target, @Nullable Connection connection) {
    return type.cast(
        Proxy.newProxyInstance(
            FaultyJdbc.class.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> call(type, target, method, arguments, connection)));
  }

  private @Nullable Object call(
      Class<?> type,
      Object target,
      Method method,
      @Nullable Object[] arguments,
      @Nullable Connection connection)
      throws Throwable {
    if (SPARED.contains(method.getName())) {
      return proceed(target, method, arguments);
    }
    Connection used = target instanceof Connection itself ? itself : connection;
    Optional<Fault> fault = injector.at(type.getSimpleName() + "." + method.getName());
    if (fault.isEmpty()) {
      return wrapped(proceed(target, method, arguments), used);
    }
    if (fault.get() == Fault.CUT_AFTER || method.getName().equals("close")) {
      release(proceed(target, method, arguments));
    }
    throw failure(fault.get(), target, used);
  }

  private static SQLException failure(Fault fault, Object target, @Nullable Connection used)
      throws SQLException {
    if (fault == Fault.CONFLICT && used != null) {
      // As the server would do.
      if (!used.getAutoCommit()) {
        used.rollback();
      }
      return new SQLException("could not serialize access", "40001");
    }
    if (used == null) {
      return new SQLException("no connection to be had", "08001");
    }
    if (!used.isClosed()) {
      used.abort(Runnable::run);
    }
    // What the driver says depends on who notices: a call that waits for the server, or the next.
    return target instanceof Connection
        ? new SQLException("This connection has been closed.", "08003")
        : new SQLException("the connection was cut", "08006");
  }

  /** A connection that nobody got is given back. */
  private static void release(@Nullable Object result) throws SQLException {
    if (result instanceof Connection connection) {
      connection.close();
    }
  }

  private @Nullable Object wrapped(@Nullable Object result, @Nullable Connection connection) {
    return switch (result) {
      case Connection fresh -> wrap(Connection.class, fresh, fresh);
      case PreparedStatement statement -> wrap(PreparedStatement.class, statement, connection);
      case ResultSet rows -> wrap(ResultSet.class, rows, connection);
      case null, default -> result;
    };
  }

  private static @Nullable Object proceed(
      Object target, Method method, @Nullable Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
