package io.piecemeal.bootstrap.wiring;

import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends this process at once when the database ends that it runs itself. Whoever supervises it knows
 * only its end, and the next start recovers both, as after a crash of the machine. Nothing that is
 * under way could be finished without the database.
 */
final class DatabaseDeath {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseDeath.class);

  /** One that says nothing else; see docs/operations.md. */
  private static final int EXIT_CODE = 4;

  private DatabaseDeath() {}

  /**
   * Ends it.
   *
   * @param directory of the database
   * @param code with which it ended
   */
  static void end(Path directory, int code) {
    LOG.error(
        "the embedded PostgreSQL ended with {}, so this process ends with {}; start it again, what was"
            + " acknowledged is there. See {}, or dmesg if the kernel killed it for memory",
        code,
        EXIT_CODE,
        directory.resolve("server.log"));
    Runtime.getRuntime().halt(EXIT_CODE);
  }
}
