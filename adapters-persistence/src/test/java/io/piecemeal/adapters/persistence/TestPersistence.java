package io.piecemeal.adapters.persistence;

import io.micronaut.context.ApplicationContext;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.piecemeal.adapters.persistence.postgres.PostgresPersistence;
import java.util.Map;
import javax.sql.DataSource;

/** The adapter as Micronaut makes it, on connections that a test brings along. */
public record TestPersistence(ApplicationContext context) implements AutoCloseable {

  /** The tables are there already. */
  public static TestPersistence on(DataSource connections) {
    ApplicationContext context =
        ApplicationContext.run(
            Map.of(
                "datasources.default.enabled", false, "datasources.default.dialect", "POSTGRES"));
    context.registerSingleton(DataSource.class, connections, Qualifiers.byName("default"));
    return new TestPersistence(context);
  }

  public PostgresPersistence ports() {
    return context.getBean(PostgresPersistence.class);
  }

  @Override
  public void close() {
    context.close();
  }
}
