package io.piecemeal.bootstrap.wiring;

import io.micronaut.json.JsonMapper;
import io.piecemeal.adapters.http.HttpApi;
import io.piecemeal.adapters.openai.error.AnthropicErrors;
import io.piecemeal.adapters.openai.error.GeminiErrors;
import io.piecemeal.adapters.openai.error.OpenAiErrors;
import io.piecemeal.adapters.tus.TusErrors;
import io.piecemeal.bootstrap.settings.Settings;
import io.piecemeal.http.server.netty.CorsRule;
import io.piecemeal.http.server.netty.ListeningSockets;
import io.piecemeal.http.server.netty.PortRole;
import io.piecemeal.http.server.netty.RequestChecks;
import io.piecemeal.http.server.problem.ErrorForms;
import io.piecemeal.http.server.problem.ProblemAnswers;
import io.piecemeal.http.server.starting.StartingAnswers;
import io.piecemeal.http.server.starting.StartingServer;
import io.piecemeal.http.server.tls.TlsPair;
import java.security.GeneralSecurityException;
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

  /** Dialects whose clients know no problem+json, or want more than that. */
  private static final ErrorForms FORMS =
      new ErrorForms(
          List.of(new OpenAiErrors(), new AnthropicErrors(), new GeminiErrors(), new TusErrors()));

  private final Settings.Server server;
  private final Optional<TlsPair> tls;
  private final ListeningSockets sockets;
  private boolean over;
  private final List<StartingServer> starting = new ArrayList<>();

  private StartupWatch(Settings.Server server, Optional<TlsPair> tls, ListeningSockets sockets) {
    this.server = server;
    this.tls = tls;
    this.sockets = sockets;
  }

  /**
   * Watches until it is closed, which has to be before the service itself takes connections.
   *
   * @param sockets where to answer; bound, and they stay open
   */
  static StartupWatch begin(
      Settings.Server server, Optional<TlsPair> tls, ListeningSockets sockets) {
    StartupWatch watch = new StartupWatch(server, tls, sockets);
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
    for (PortRole role : sockets.roles()) {
      // Nobody knows a port that the system chose.
      if (role == PortRole.MANAGEMENT || server.port() != 0) {
        answer(role);
      }
    }
    LOG.info(
        starting.isEmpty()
            ? "starting; the database gets up to {} s to be ready"
            : "starting; the database gets up to {} s to be ready, /health/live is green meanwhile",
        server.startTimeout().toSeconds());
  }

  private void answer(PortRole role) {
    try {
      starting.add(
          StartingServer.take(
              sockets.socket(role),
              tls,
              new StartingAnswers(
                  new RequestChecks(server.allowedHosts(), server.pages(), HttpApi.PATHS),
                  new CorsRule(server.pages()),
                  new ProblemAnswers(JsonMapper.createDefault(), FORMS),
                  role)));
    } catch (GeneralSecurityException e) {
      // The service itself will fail at this too, and then says what to do.
      LOG.debug("cannot answer as {} yet", role, e);
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
