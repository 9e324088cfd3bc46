package io.piecemeal.adapters.persistence.postgres;

import com.zaxxer.hikari.SQLExceptionOverride;
import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.order.Ordered;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Puts the gate before the pool that Micronaut makes, below whatever else wraps it. */
@Factory
final class GateInstallation {

  @Singleton
  ConnectionGate gate() {
    return new ConnectionGate(new DurableChange());
  }

  /** Has the pool report each connection that failed. */
  @Singleton
  record Losses(ConnectionGate gate)
      implements BeanCreatedEventListener<DatasourceConfiguration>, SQLExceptionOverride {

    @java.lang.Override
    public DatasourceConfiguration onCreated(BeanCreatedEvent<DatasourceConfiguration> event) {
      event.getBean().setExceptionOverride(this);
      return event.getBean();
    }

    /** The pool itself knows which connections are lost, but not which are of no use. */
    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException failure) {
      if (SqlFailures.isOfReadOnlyServer(failure)) {
        gate.suspect();
        return SQLExceptionOverride.Override.MUST_EVICT;
      }
      if (SqlFailures.isLoss(failure)) {
        gate.suspect();
      }
      return SQLExceptionOverride.Override.CONTINUE_EVICT;
    }
  }

  /** The first to wrap it, since Micronaut Data unwraps what it wrapped itself. */
  @Singleton
  record Wrapping(ConnectionGate gate) implements BeanCreatedEventListener<DataSource>, Ordered {

    @java.lang.Override
    public DataSource onCreated(BeanCreatedEvent<DataSource> event) {
      return new GatedDataSource(event.getBean(), gate);
    }

    @java.lang.Override
    public int getOrder() {
      return HIGHEST_PRECEDENCE;
    }
  }
}
