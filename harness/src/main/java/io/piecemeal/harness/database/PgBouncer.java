package io.piecemeal.harness.database;

import io.piecemeal.harness.proc.Child;
import io.piecemeal.harness.proc.FreePort;
import io.piecemeal.harness.proc.Loopback;
import io.piecemeal.harness.proc.Programs;
import io.piecemeal.harness.proc.Unprivileged;
import io.piecemeal.harness.proc.Waiting;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/** A pooler that gives each transaction a connection, before a server on this machine. */
public final class PgBouncer {

  private static final String PROGRAM = "pgbouncer";
  private static final Pattern ANYTHING = Pattern.compile("");
  private static final Duration SOON = Duration.ofMinutes(2);

  private PgBouncer() {}

  /**
   * Starts one for the database {@code piecemeal}; it ends with the folder at the latest.
   *
   * @param server the port of the server
   * @param login whom it lets in
   * @return the port on which it listens
   */
  public static int start(WorkFolder folder, Unprivileged account, int server, Login login)
      throws IOException {
    int port = FreePort.find();
    Path home = folder.newFolder(PROGRAM);
    Path users = home.resolve("users.txt");
    Files.writeString(users, "\"%s\" \"%s\"%n".formatted(login.user(), login.password()));
    account.give(users);
    Path settings = Files.writeString(home.resolve("pgbouncer.ini"), settings(server, port, users));
    Path program = Programs.find(PROGRAM).orElseThrow();
    Child _ =
        folder.start(
            PROGRAM, account.command(home, program.toString(), settings.toString()), ANYTHING);
    Waiting.until("PgBouncer listens", SOON, () -> Loopback.listens(port));
    return port;
  }

  private static String settings(int server, int port, Path users) {
    return """
    [databases]
    piecemeal = host=127.0.0.1 port=%d
    [pgbouncer]
    listen_addr = 127.0.0.1
    listen_port = %d
    unix_socket_dir =
    auth_type = scram-sha-256
    auth_file = %s
    pool_mode = transaction
    default_pool_size = 6
    server_login_retry = 1
    server_connect_timeout = 2
    ignore_startup_parameters = extra_float_digits
    """
        .formatted(server, port, users);
  }
}
