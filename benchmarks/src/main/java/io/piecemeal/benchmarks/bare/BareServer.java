package io.piecemeal.benchmarks.bare;

import io.piecemeal.chunk.codec.ChunkBodyScanner;
import io.piecemeal.embedded.postgres.EmbeddedPostgres;
import io.piecemeal.harness.proc.Loopback;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** Takes connections and gives each a thread of the platform. */
public final class BareServer implements AutoCloseable {

  private static final int WAITING_CONNECTIONS = 1000;

  private final ServerSocket listener = new ServerSocket();
  private final ChunkBodyScanner scanner = new ChunkBodyScanner();
  private final Path files;
  private final SessionRows.Database database;

  /** Makes files and tables in a new folder and a new database, and listens on a free port. */
  BareServer(Path folder, EmbeddedPostgres postgres, String synchronousCommit)
      throws IOException, SQLException {
    files = Files.createDirectory(folder.resolve("files"));
    database = SessionRows.Database.create(postgres, synchronousCommit);
    listener.bind(Loopback.port(0), WAITING_CONNECTIONS);
  }

  /**
   * Serves until the process ends.
   *
   * @param arguments the folder for everything, and the value of {@code synchronous_commit}
   */
  public static void main(String[] arguments) throws IOException, SQLException {
    Path folder = Path.of(arguments[0]);
    EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("postgres"));
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(postgres::close));
    try (BareServer server = new BareServer(folder, postgres, arguments[1])) {
      System.out.println("ready on port " + server.port());
      server.serve();
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Goes on until the listener is closed, which is an error of it. */
  void serve() throws IOException {
    while (true) {
      Socket socket = listener.accept();
      socket.setTcpNoDelay(true);
      Thread.ofPlatform().name("caller").start(new Caller(socket, scanner, files, database));
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
