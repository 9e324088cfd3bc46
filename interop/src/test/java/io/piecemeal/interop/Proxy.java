package io.piecemeal.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piecemeal.harness.proc.FreePort;
import io.piecemeal.harness.proc.Loopback;
import io.piecemeal.harness.proc.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A reverse proxy of the distribution in front of the service, with the file that the documentation
 * shows: only names, ports and paths in it are others.
 */
final class Proxy implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String UPSTREAM = "127.0.0.1:8080";

  private final Process process;
  private final String url;

  private Proxy(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  String url() {
    return url;
  }

  /**
   * Where a program is; what needs it is skipped where it is missing.
   *
   * @param name as it is called on the path
   */
  static Path program(String name) {
    Optional<Path> program = Programs.find(name);
    assumeTrue(program.isPresent(), () -> "skipped: there is no " + name);
    return program.get();
  }

  /** nginx with the defaults of Debian, and one file more. */
  static Proxy nginx(Path work, PackagedService service, Certificate certificate)
      throws IOException, InterruptedException {
    int port = FreePort.find();
    String site = site(port, service.address(), certificate);
    return nginx(work, site, "https://localhost:" + port, port);
  }

  /**
   * The same before several nodes, as {@code deploy/compose/nginx.conf} has it: nothing is sent to
   * a second node by the proxy, since the caller knows what may be repeated.
   *
   * @param port on which it listens
   * @param nodes host and port of each
   */
  static Proxy nginx(Path work, int port, List<String> nodes, Certificate certificate)
      throws IOException, InterruptedException {
    String servers =
        nodes.stream()
            .map(node -> "  server %s max_fails=1 fail_timeout=1s;%n".formatted(node))
            .collect(Collectors.joining());
    String upstream = "upstream nodes {%n%s  keepalive 64;%n}%n".formatted(servers);
    String site =
        replace(
            site(port, "nodes", certificate),
            Map.of("proxy_http_version 1.1;", "proxy_http_version 1.1; proxy_next_upstream off;"));
    return nginx(work, upstream + site, "https://localhost:" + port, port);
  }

  /** The example, on another port and before something else. */
  private static String site(int port, String upstream, Certificate certificate)
      throws IOException {
    return replace(
        example("nginx.conf"),
        Map.of(
            UPSTREAM,
            upstream,
            "listen 443",
            "listen 127.0.0.1:" + port,
            "/etc/ssl/certs/files.example.com.pem",
            certificate.chain().toString(),
            "/etc/ssl/private/files.example.com.key",
            certificate.key().toString(),
            "server_name files.example.com",
            "server_name localhost"));
  }

  /** nginx with the defaults of Debian, and nothing but the address of the service. */
  static Proxy bareNginx(Path work, PackagedService service)
      throws IOException, InterruptedException {
    return bareNginx(work, service, FreePort.find());
  }

  /** The same on a port that is known before. */
  static Proxy bareNginx(Path work, PackagedService service, int port)
      throws IOException, InterruptedException {
    String site =
        "server { listen 127.0.0.1:%d; location / { proxy_pass http://%s; } }"
            .formatted(port, service.address());
    return nginx(work, site, "http://localhost:" + port, port);
  }

  private static Proxy nginx(Path work, String site, String url, int port)
      throws IOException, InterruptedException {
    Path program = program("nginx");
    Path defaults = Path.of("/etc/nginx/nginx.conf");
    assumeTrue(Files.exists(defaults), "skipped: nginx is not Debian's");
    Files.writeString(work.resolve("site.conf"), site);
    String temporary =
        "client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy; fastcgi_temp_path %1$s/fcgi;"
                .formatted(work)
            + " uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi; ".formatted(work);
    String main =
        Files.readString(defaults)
            .replaceAll("(?m)^user .*$", "daemon off; master_process off;")
            .replaceAll("(?m)^pid .*$", "pid " + work.resolve("nginx.pid") + ";")
            .replaceAll("/var/log/nginx", work.toString())
            .replaceAll("(?m)^include /etc/nginx/modules-enabled.*$", "")
            .replaceAll("include /etc/nginx/conf.d/\\*.conf;", temporary)
            .replaceAll(
                "include /etc/nginx/sites-enabled/\\*;",
                "include " + work.resolve("site.conf") + ";");
    Path config = Files.writeString(work.resolve("nginx.conf"), main);
    return start(
        work,
        url,
        port,
        List.of(program.toString(), "-p", work.toString(), "-c", config.toString()));
  }

  /** Apache with the modules that the file names, and those that Debian loads of itself. */
  static Proxy apache(Path work, PackagedService service, Certificate certificate)
      throws IOException, InterruptedException {
    Path program = program("apache2");
    Path modules = Path.of("/usr/lib/apache2/modules");
    assumeTrue(Files.isDirectory(modules), "skipped: Apache is not Debian's");
    int port = FreePort.find();
    StringBuilder main = new StringBuilder();
    for (String module :
        List.of(
            "mpm_event",
            "authz_core",
            "env",
            "setenvif",
            "filter",
            "deflate",
            "mime",
            "reqtimeout",
            "socache_shmcb",
            "ssl",
            "proxy",
            "proxy_http")) {
      main.append("LoadModule %1$s_module %2$s/mod_%1$s.so%n".formatted(module, modules));
    }
    main.append(
        """
        ServerRoot %1$s
        ServerName localhost
        PidFile %1$s/apache.pid
        DefaultRuntimeDir %1$s
        Mutex file:%1$s default
        ErrorLog %1$s/error.log
        Listen 127.0.0.1:%2$d
        TypesConfig /etc/mime.types
        Include /etc/apache2/mods-available/reqtimeout.conf
        Include /etc/apache2/mods-available/deflate.conf
        SSLSessionCache none
        """
            .formatted(work, port));
    main.append(
        replace(
            example("apache.conf"),
            Map.of(
                UPSTREAM,
                service.address(),
                "*:443",
                "127.0.0.1:" + port,
                "/etc/ssl/certs/files.example.com.pem",
                certificate.chain().toString(),
                "/etc/ssl/private/files.example.com.key",
                certificate.key().toString(),
                "ServerName files.example.com",
                "ServerName localhost")));
    Path config = Files.writeString(work.resolve("apache.conf"), main);
    return start(
        work,
        "https://localhost:" + port,
        port,
        List.of(program.toString(), "-f", config.toString(), "-DFOREGROUND"));
  }

  /** HAProxy with the defaults of Debian, but for where it logs and what it may do. */
  static Proxy haproxy(Path work, PackagedService service, Certificate certificate)
      throws IOException, InterruptedException {
    Path program = program("haproxy");
    Path defaults = Path.of("/etc/haproxy/haproxy.cfg");
    assumeTrue(Files.exists(defaults), "skipped: HAProxy is not Debian's");
    int port = FreePort.find();
    String main =
        Files.readString(defaults)
            .replaceAll("(?m)^\\s*(?:log /dev/log|chroot|stats|user|group|daemon).*$", "");
    String site =
        replace(
            example("haproxy.cfg"),
            Map.of(
                UPSTREAM,
                service.address(),
                ":443",
                "127.0.0.1:" + port,
                "/etc/haproxy/files.example.com.pem",
                certificate.both().toString()));
    Path config = Files.writeString(work.resolve("haproxy.cfg"), main + "\n" + site);
    return start(
        work,
        "https://localhost:" + port,
        port,
        List.of(program.toString(), "-db", "-f", config.toString()));
  }

  /** Caddy, with a certificate of ours in place of one that it gets itself. */
  static Proxy caddy(Path work, PackagedService service, Certificate certificate)
      throws IOException, InterruptedException {
    Path program = program("caddy");
    int port = FreePort.find();
    String site =
        replace(
            example("Caddyfile"),
            Map.of(
                UPSTREAM,
                service.address(),
                "files.example.com {",
                "https://localhost:%d {\n    bind 127.0.0.1\n    tls %s %s"
                    .formatted(port, certificate.chain(), certificate.key())));
    Path config =
        Files.writeString(
            work.resolve("Caddyfile"),
            "{\n    admin off\n    auto_https disable_redirects\n    storage file_system %s\n}\n%s"
                .formatted(work.resolve("caddy"), site));
    return start(
        work,
        "https://localhost:" + port,
        port,
        List.of(
            program.toString(), "run", "--adapter", "caddyfile", "--config", config.toString()));
  }

  private static String example(String name) throws IOException {
    return Files.readString(PackagedService.home().resolve("examples/proxies").resolve(name));
  }

  /** All of these are there; else the file says something else than what is tested. */
  private static String replace(String text, Map<String, String> others) {
    String result = text;
    for (Map.Entry<String, String> other : others.entrySet()) {
      if (!result.contains(other.getKey())) {
        throw new AssertionError("the example has no '%s'".formatted(other.getKey()));
      }
      result = result.replace(other.getKey(), other.getValue());
    }
    return result;
  }

  private static Proxy start(Path work, String url, int port, List<String> command)
      throws IOException, InterruptedException {
    Path log = work.resolve("proxy.log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("HOME", work.toString());
    Proxy proxy = new Proxy(builder.start(), url);
    Instant until = Instant.now().plus(PATIENCE);
    while (!Loopback.listens(port)) {
      if (!proxy.process.isAlive() || Instant.now().isAfter(until)) {
        proxy.close();
        throw new AssertionError(
            "%s does not listen:%n%s".formatted(command, Files.readString(log)));
      }
      Thread.onSpinWait();
    }
    return proxy;
  }

  @Override
  public void close() {
    List<ProcessHandle> workers = process.descendants().toList();
    process.destroy();
    try {
      process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    workers.forEach(ProcessHandle::destroyForcibly);
  }
}
