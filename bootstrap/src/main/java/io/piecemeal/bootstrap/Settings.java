package io.piecemeal.bootstrap;

import io.piecemeal.adapters.http.guard.RequestGuards;
import io.piecemeal.application.service.SweepFilesService;
import io.piecemeal.domain.Limits;
import io.piecemeal.domain.Owner;
import io.piecemeal.domain.Retention;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** All settings, validated. What is secret is not in {@code toString}. */
public record Settings(
    Server server,
    Path dataDirectory,
    Optional<ExternalDatabase> database,
    FixedApiKeys apiKeys,
    Limits limits,
    RequestGuards guards,
    Retention retention,
    SweepFilesService.Policy sweeping) {

  /**
   * Where and how requests are taken.
   *
   * @param port 0 lets the system choose
   * @param drainDelay how long readiness is red before connections are refused
   * @param drainTimeout how long accepted requests may take to finish after that
   */
  public record Server(String host, int port, Duration drainDelay, Duration drainTimeout) {}

  /** A PostgreSQL that somebody else runs. */
  public record ExternalDatabase(String jdbcUrl, String user, String password) {
    @Override
    public String toString() {
      return "ExternalDatabase[user=" + user + "]";
    }
  }

  /** Keys by owner that configuration gives; often none. */
  public record FixedApiKeys(Map<Owner, String> byOwner) {
    public boolean isEmpty() {
      return byOwner.isEmpty();
    }

    @Override
    public String toString() {
      return "FixedApiKeys" + byOwner.keySet();
    }
  }
}
