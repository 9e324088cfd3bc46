package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Behind nginx with the settings that Debian gives it, early answers are the service's own. */
class NginxTest {

  private static final Path NGINX = Path.of("/usr/sbin/nginx");
  private static final int TIMES = 8;
  private static final Duration SOON = Duration.ofSeconds(60);

  @Test
  void passesEarlyAnswersOn() throws Exception {
    assumeTrue(Files.isExecutable(NGINX), "nginx is not installed: skipped");
    Path folder = TestService.newDataDirectory();
    int port = Ports.free();
    Process nginx = start(folder, port);
    try {
      Caller behind = new Caller(port, TestService.ALICE);
      Await.until("nginx listens", SOON, () -> Ports.listens(port));
      for (int i = 0; i < TIMES; i++) {
        byte[] body = new byte[(i % 4 + 1) * (4 << 20)];
        behind
            .send(
                behind
                    .anonymous("/uploads")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(body)))
            .is(401);
        behind
            .send(
                behind
                    .request("/uploads", "Content-Type", "text/plain")
                    .POST(BodyPublishers.ofByteArray(body)))
            .is(415);
      }
    } finally {
      nginx.destroy();
      assertThat(nginx.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
  }

  private static Process start(Path folder, int port) throws Exception {
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
            location / { proxy_pass http://127.0.0.1:%3$d; }
          }
        }
        """
            .formatted(folder, port, TestService.port()));
    return new ProcessBuilder(NGINX.toString(), "-p", folder.toString(), "-c", config.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("nginx.out").toFile())
        .start();
  }
}
