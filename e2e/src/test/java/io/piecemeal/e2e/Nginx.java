package io.piecemeal.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piecemeal.harness.proc.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** An nginx before a service, with the settings that Debian gives it. */
final class Nginx implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/sbin/nginx");
  private static final Duration SOON = Duration.ofSeconds(60);

  private final Process process;
  private final int port;

  private Nginx(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts one; what needs it is skipped where there is none.
   *
   * @param target the service's port
   * @param more directives of the location that goes there
   */
  static Nginx before(int target, String more) throws Exception {
    assumeTrue(Files.isExecutable(PROGRAM), "nginx is not installed: skipped");
    Path folder = TestService.newDataDirectory();
    int port = FreePort.find();
    Nginx nginx = new Nginx(start(folder, port, target, more), port);
    Await.until("nginx listens", SOON, () -> Ports.listens(port));
    return nginx;
  }

  int port() {
    return port;
  }

  private static Process start(Path folder, int port, int target, String more) throws IOException {
    Path config = folder.resolve("nginx.conf");
    Files.writeString(
        config,
        """
        daemon off;
        master_process off;
        pid %1$s/nginx.pid;
        error_log %1$s/error.log;
        events { worker_connections 768; }
        http {
          sendfile on;
          tcp_nopush on;
          types_hash_max_size 2048;
          access_log off;
          client_max_body_size 64m;
          client_body_temp_path %1$s/body;
          proxy_temp_path %1$s/proxy;
          fastcgi_temp_path %1$s/fastcgi;
          uwsgi_temp_path %1$s/uwsgi;
          scgi_temp_path %1$s/scgi;
          server {
            listen 127.0.0.1:%2$d;
            location / { proxy_pass http://127.0.0.1:%3$d; %4$s }
          }
        }
        """
            .formatted(folder, port, target, more));
    return new ProcessBuilder(PROGRAM.toString(), "-p", folder.toString(), "-c", config.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("nginx.out").toFile())
        .start();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
  }
}
