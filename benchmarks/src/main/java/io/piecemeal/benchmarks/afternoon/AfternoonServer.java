package io.piecemeal.benchmarks.afternoon;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.piecemeal.embedded.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;

/** Starts the afternoon version with a database of its own. */
public final class AfternoonServer {

  /** Room for 5 MiB in Base64. */
  private static final long MOST_OF_A_BODY = 16L << 20;

  private AfternoonServer() {}

  /**
   * Serves until the process ends.
   *
   * @param arguments the folder for everything, and the value of {@code synchronous_commit}
   */
  public static void main(String[] arguments) throws IOException, SQLException {
    Path folder = Path.of(arguments[0]);
    Path files = Files.createDirectory(folder.resolve("files"));
    EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("postgres"));
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(postgres::close));
    ApplicationContext context =
        ApplicationContext.builder()
            .banner(false)
            .environmentPropertySource(false)
            .deduceEnvironment(false)
            .properties(
                Map.of(
                    "micronaut.server.host",
                    "127.0.0.1",
                    "micronaut.server.port",
                    0,
                    "micronaut.server.max-request-size",
                    MOST_OF_A_BODY))
            .singletons(SessionRows.connect(postgres, arguments[1]), new SessionFiles(files))
            .start();
    int port = context.getBean(EmbeddedServer.class).start().getPort();
    System.out.println("ready on port " + port);
  }
}
