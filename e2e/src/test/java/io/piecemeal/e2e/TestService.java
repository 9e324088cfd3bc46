package io.piecemeal.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One service for all end-to-end tests of this JVM, with the settings that an operator gets who
 * sets none, and two owners. It stops with the JVM.
 */
final class TestService {

  static final String ALICE = "alice-0123456789abcdef0123456789abcdef";
  static final String BOB = "bob-0123456789abcdef0123456789abcdef";
  static final String WEBHOOK_KEY = "0123456789abcdef0123456789abcdef";
  static final String KEYS = "alice=" + ALICE + ",bob=" + BOB;

  private static final class Holder {
    static final Path DATA = newDataDirectory();
    static final InProcessService SERVICE = start(DATA);
  }

  private TestService() {}

  /**
   * Its own job does not compact: tests look at what is on the disk before and after a request, and
   * compacting what an earlier test left makes an object meanwhile. So does a look at the store's
   * health, which a test of it takes by itself.
   */
  private static InProcessService start(Path data) {
    System.setProperty("piecemeal.compact-interval", "1h");
    System.setProperty("piecemeal.figures-interval", "1h");
    InProcessService service = alone(data);
    Runtime.getRuntime().addShutdownHook(new Thread(service::close));
    return service;
  }

  /** A new folder on the disk of the build, for a service of its own. */
  static Path newDataDirectory() {
    try {
      return Files.createTempDirectory(Files.createDirectories(Path.of("target/e2e")), "data")
          .toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the service listens on 127.0.0.1. */
  static int port() {
    return service().port();
  }

  /** The running service, for what cannot be seen from outside. */
  static InProcessService service() {
    return Holder.SERVICE;
  }

  /** Where the running service keeps its files and its database. */
  static Path dataDirectory() {
    return Holder.DATA;
  }

  /** The database of the service. */
  static Sql sql() {
    return Sql.of(service());
  }

  /** A service of its own for the same owners, with a database in this folder. */
  static InProcessService alone(Path data, String... options) {
    List<String> all = new ArrayList<>(List.of("--port", "0", "--data-dir", data.toString()));
    all.addAll(List.of(options));
    return InProcessService.start(
        all, Map.of("PIECEMEAL_API_KEYS", KEYS, "PIECEMEAL_WEBHOOK_KEY", WEBHOOK_KEY));
  }

  /** A second service on the same database and the same files, with other settings. */
  static InProcessService beside(String... options) {
    Sql sql = sql();
    List<String> all = new ArrayList<>(List.of("--port", "0"));
    all.addAll(List.of("--data-dir", dataDirectory().toString(), "--database-url", sql.jdbcUrl()));
    all.addAll(List.of(options));
    return InProcessService.start(all, sql.environment(KEYS));
  }
}
