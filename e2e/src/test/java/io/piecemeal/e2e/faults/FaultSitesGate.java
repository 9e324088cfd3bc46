package io.piecemeal.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micronaut.data.connection.ConnectionOperations;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.micronaut.transaction.TransactionOperations;
import io.piecemeal.adapters.persistence.postgres.ApiKeyRows;
import io.piecemeal.adapters.persistence.postgres.PostgresPersistence;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.e2e.InProcessService;
import io.piecemeal.e2e.faults.Injector.Extent;
import io.piecemeal.e2e.faults.Injector.Plan;
import io.piecemeal.e2e.faults.Scenario.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * Every call of the file system and of JDBC fails, in turn and in every way: what was acknowledged
 * is there, what was refused is not, and what is unknown is there once or not at all.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultSitesGate {

  private static final List<Fault> OF_FILES =
      List.of(Fault.INPUT_OUTPUT_ERROR, Fault.NO_SPACE, Fault.FAILED_AFTERWARDS);
  private static final List<Fault> OF_BYTES = List.of(Fault.SHORT_WRITE, Fault.HALF_AND_NO_SPACE);
  private static final List<Fault> OF_JDBC =
      List.of(Fault.CUT_BEFORE, Fault.CUT_AFTER, Fault.CONFLICT);

  /** Whether the last call of each site fails as well, and whole outages; takes minutes. */
  private static final boolean ALL = Boolean.getBoolean("piecemeal.faults.all");

  private static final String SCHEMA = "faults";

  private final Injector injector = new Injector();
  private final Set<Site> sites = new HashSet<>();
  private InProcessService service;
  private Path folder;
  private HikariDataSource pool;
  private PostgresPersistence cleanLedger;
  private PostgresPersistence faultyLedger;
  private int runs;
  private int unknown;

  @BeforeAll
  void start() throws IOException {
    Path data = Files.createDirectories(Path.of("target/faults")).toAbsolutePath();
    folder = Files.createTempDirectory(data, "objects");
    service =
        InProcessService.start(
            List.of("--port=0", "--data-dir=" + Files.createTempDirectory(data, "data")),
            Map.of("PIECEMEAL_API_KEYS", "a=key-of-at-least-thirty-two-characters"));
    pool = new HikariDataSource(config());
    cleanLedger = ledger("clean", pool);
    faultyLedger = ledger("faulty", FaultyJdbc.over(pool, injector));
    copyTables();
  }

  /** The jobs of the service look after its own tables, and find none of these files damaged. */
  private void copyTables() {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + SCHEMA);
      statement.execute(
          """
          DO $$ DECLARE t name; BEGIN
            FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
              EXECUTE format('CREATE TABLE %1$s.%%1$I (LIKE public.%%1$I INCLUDING ALL)', t);
            END LOOP;
          END $$
          """
              .formatted(SCHEMA));
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** The service's Micronaut makes connections and transactions of each data source. */
  @SuppressWarnings("unchecked")
  private PostgresPersistence ledger(String name, DataSource connections) {
    service.add(DataSource.class, connections, Qualifiers.byName(name));
    return PostgresPersistence.on(
        (ConnectionOperations<Connection>)
            service.bean(ConnectionOperations.class, Qualifiers.byName(name)),
        (TransactionOperations<Connection>)
            service.bean(TransactionOperations.class, Qualifiers.byName(name)),
        service.bean(ApiKeyRows.class));
  }

  private HikariConfig config() {
    try {
      HikariDataSource own = service.bean(DataSource.class).unwrap(HikariDataSource.class);
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(own.getJdbcUrl());
      config.setUsername(own.getUsername());
      config.setPassword(own.getPassword());
      config.setSchema(SCHEMA);
      config.setMaximumPoolSize(4);
      config.setConnectionTimeout(5000);
      return config;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @AfterAll
  void stop() {
    LoggerFactory.getLogger(FaultSitesGate.class)
        .info("fault sites {}, runs {}, outcome unknown {}", sites.size(), runs, unknown);
    pool.close();
    service.close();
  }

  static Stream<Operation> operations() {
    return Operation.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void whateverFailsWhatWasAcknowledgedIsThereAndNothingElse(Operation operation) throws Exception {
    Map<Site, Integer> calls = run(operation, Optional.empty());
    assertThat(calls).as("sites of '%s'", operation).isNotEmpty();
    sites.addAll(calls.keySet());
    for (Plan plan : plans(calls)) {
      run(operation, Optional.of(plan));
    }
  }

  private static List<Plan> plans(Map<Site, Integer> calls) {
    List<Plan> plans = new ArrayList<>();
    calls.forEach(
        (site, count) -> {
          for (Fault fault : faults(site)) {
            plans.add(new Plan(site, 1, fault, Extent.ONE_CALL));
            if (ALL) {
              plans.add(new Plan(site, 1, fault, Extent.ALL_CALLS_FROM_THEN_ON));
              plans.add(new Plan(site, count, fault, Extent.ONE_CALL));
              plans.add(new Plan(site, count, fault, Extent.ALL_CALLS_FROM_THEN_ON));
            }
          }
        });
    return plans;
  }

  private static List<Fault> faults(Site site) {
    if (site.call().contains(".")) {
      return OF_JDBC.stream().filter(fault -> isPossible(fault, site)).toList();
    }
    return site.call().startsWith("write")
        ? Stream.concat(OF_FILES.stream(), OF_BYTES.stream()).toList()
        : OF_FILES;
  }

  /** The server finds a conflict while it executes or commits; what is over has none any more. */
  private static boolean isPossible(Fault fault, Site site) {
    return fault != Fault.CONFLICT
        || site.call().contains(".execute")
        || site.call().endsWith(".commit");
  }

  private Map<Site, Integer> run(Operation operation, Optional<Plan> plan) throws Exception {
    runs++;
    empty();
    Path faulty = new FaultyFiles(injector).wrapPath(Files.createTempDirectory(folder, "run"));
    Map<Site, Integer> calls;
    Outcome outcome;
    try (UseCasesOnRealAdapters clean = UseCasesOnRealAdapters.on(cleanLedger, faulty)) {
      UseCasesOnRealAdapters useCases = UseCasesOnRealAdapters.on(faultyLedger, faulty);
      FileId file = operation.prepare(useCases);
      injector.watch(plan);
      try {
        outcome = outcome(operation, useCases, file);
      } finally {
        calls = injector.stop();
      }
      String what = "%s: %s".formatted(operation, plan.map(Plan::toString).orElse("no fault"));
      Scenario seen = seen(what + ", " + outcome, clean);
      check(what, operation, outcome, seen);
      checkCollection(what, seen, clean);
      useCases.close();
    }
    return calls;
  }

  /** Whatever was left behind can be told from what is needed, and be removed. */
  private static void checkCollection(String what, Scenario seen, UseCasesOnRealAdapters clean)
      throws IOException {
    clean.collect().collect();
    assertThat(clean.collect().count().orphans().objects()).as(what).isZero();
    assertThat(seen("after collecting, " + what, clean)).as(what).isEqualTo(seen);
  }

  private void check(String what, Operation operation, Outcome outcome, Scenario seen) {
    Scenario before = world(operation.before());
    Scenario after = world(operation.after());
    switch (outcome) {
      case Outcome.Done _ -> assertThat(seen).as(what).isEqualTo(after);
      case Outcome.Failed failed -> {
        assertThat(failed.failure()).as(what).isInstanceOf(StorageFailure.class);
        if (failed.failure() instanceof StorageFailure.OutcomeUnknown) {
          unknown++;
          assertThat(seen).as(what).isIn(before, after);
        } else {
          assertThat(seen).as(what + ", " + failed.failure()).isEqualTo(before);
        }
      }
    }
  }

  private static Scenario seen(String what, UseCasesOnRealAdapters clean) throws IOException {
    try {
      return Scenario.of(clean);
    } catch (RuntimeException e) {
      throw new AssertionError(what, e);
    }
  }

  private static Scenario world(List<Seen> files) {
    return new Scenario(Stream.concat(Stream.of(Operation.BYSTANDER), files.stream()).toList());
  }

  private sealed interface Outcome {
    record Done() implements Outcome {}

    record Failed(RuntimeException failure) implements Outcome {}
  }

  private static Outcome outcome(Operation operation, UseCasesOnRealAdapters useCases, FileId file)
      throws IOException {
    try {
      operation.act().with(useCases, file);
      return new Outcome.Done();
    } catch (RuntimeException e) {
      return new Outcome.Failed(e);
    }
  }

  private void empty() throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("TRUNCATE file, chunk, high_water");
    }
  }
}
