package io.piecemeal.bootstrap.wiring;

import io.piecemeal.adapters.http.HttpApi;
import io.piecemeal.bootstrap.settings.Settings;
import io.piecemeal.http.server.netty.CorsRule;
import io.piecemeal.http.server.netty.PortRole;
import io.piecemeal.http.server.netty.RequestChecks;
import io.piecemeal.http.server.starting.StartingServer;
import io.piecemeal.http.server.tls.TlsPair;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a start that may take long, since the database recovers or is not there yet. After a
 * second it says so in the log and answers for the service: live, and not ready. A start that is
 * quicker does without.
 */
final class StartupWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StartupWatch.class);
  private static final Duration QUICK = Duration.ofSeconds(1);

  private final Settings.Server server;
  private final Optional<TlsPair> tls;
  private boolean over;
  private final List<StartingServer> starting = new ArrayList<>();

  private StartupWatch(Settings.Server server, Optional<TlsPair> tls) {
    this.server = server;
    this.tls = tls;
  }

  /** Watches until it is closed, which has to be before the service itself listens. */
  static StartupWatch begin(Settings.Server server, Optional<TlsPair> tls) {
    StartupWatch watch = new StartupWatch(server, tls);
    Thread.ofVirtual().name("startup-watch").start(watch::watch);
    return watch;
  }

  private synchronized void watch() {
    long end = System.nanoTime() + QUICK.toNanos();
    try {
      for (long rest = QUICK.toMillis();
          rest > 0 && !over;
          rest = Duration.ofNanos(end - System.nanoTime()).toMillis()) {
        wait(rest);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (!over) {
      answer();
    }
  }

  private void answer() {
    long patience = server.startTimeout().toSeconds();
    PortRole role = server.management().isPresent() ? PortRole.CALLERS : PortRole.ALL;
    // Nobody knows a port that is still to be chosen.
    if (server.port() == 0) {
      if (role == PortRole.ALL) {
        LOG.info("starting; the database gets up to {} s to be ready", patience);
      }
    } else {
      answer(server.host(), server.port(), role);
    }
    server.management().ifPresent(own -> answer(own.address(), own.port(), PortRole.MANAGEMENT));
    if (!starting.isEmpty()) {
      LOG.info(
          "starting; the database gets up to {} s to be ready, /health/live is green meanwhile",
          patience);
    }
  }

  private void answer(String host, int port, PortRole role) {
    try {
      starting.add(
          StartingServer.listen(
              new InetSocketAddress(host, port),
              tls,
              new RequestChecks(server.allowedHosts(), server.pages(), HttpApi.PATHS),
              new CorsRule(server.pages()),
              role));
    } catch (IOException e) {
      // The service itself will fail at this too, and then says what to do.
      LOG.debug("cannot listen on {}, port {} yet", host, port, e);
    }
  }

  @Override
  public synchronized void close() {
    over = true;
    notifyAll();
    starting.forEach(StartingServer::close);
    starting.clear();
  }
}
