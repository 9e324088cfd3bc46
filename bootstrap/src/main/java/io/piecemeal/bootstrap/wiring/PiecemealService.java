package io.piecemeal.bootstrap.wiring;

import io.micronaut.context.ApplicationContext;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.scheduling.TaskExecutors;
import io.piecemeal.application.port.in.WatchHighWater;
import io.piecemeal.bootstrap.jobs.BackgroundWork;
import io.piecemeal.bootstrap.settings.Setting;
import io.piecemeal.bootstrap.settings.Settings;
import io.piecemeal.bootstrap.settings.StartFiles;
import io.piecemeal.bootstrap.settings.StartupException;
import io.piecemeal.bootstrap.sight.Build;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.http.server.health.Readiness;
import io.piecemeal.http.server.netty.Connections;
import io.piecemeal.http.server.netty.ListeningSockets;
import io.piecemeal.http.server.netty.PortRole;
import io.piecemeal.http.server.problem.StorageFailureLog;
import io.piecemeal.http.server.tls.TlsPair;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running service. Stopping it cuts off no request that was accepted in time. */
public final class PiecemealService implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PiecemealService.class);

  /** How long a step of work in the background may take to see that the service stops. */
  private static final Duration LAST_STEP = Duration.ofSeconds(1);

  private final Settings settings;
  private final Database database;
  private final ApplicationContext context;

  private PiecemealService(Settings settings, Database database, ApplicationContext context) {
    this.settings = settings;
    this.database = database;
    this.context = context;
  }

  /** Starts to listen, then the database, if it is ours, and then the server. */
  public static PiecemealService start(Settings settings) {
    DataDirectory.prepare(settings);
    StartFiles.checkAuditTrail(settings);
    Optional<TlsPair> tls = StartFiles.tls(settings);
    ListeningSockets sockets = new ListeningSockets();
    try {
      // First: a port that is taken says so before anything is done for a service that cannot be.
      listen(settings.server(), sockets);
      try (StartupWatch watch = StartupWatch.begin(settings.server(), tls, sockets)) {
        return start(settings, watch, sockets);
      }
    } catch (RuntimeException e) {
      close(sockets, e);
      throw e;
    }
  }

  private static void close(ListeningSockets sockets, RuntimeException cause) {
    try {
      sockets.close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private static PiecemealService start(
      Settings settings, StartupWatch watch, ListeningSockets sockets) {
    Database database = Database.of(settings);
    try {
      ApplicationContext context =
          Beans.start(settings, Beans.serving(settings, database).singletons(sockets));
      try {
        // Made first: until it takes connections, what answers meanwhile should not end.
        EmbeddedServer server = context.getBean(EmbeddedServer.class);
        requireOwnObjects(context.getBean(WatchHighWater.class));
        watch.close();
        server.start();
        context.getBean(Schedule.class).begin();
        LOG.atInfo()
            .addKeyValue("settings", settings.given().values())
            .log(
                "Piecemeal {} runs on Java {} with {}",
                Build.version(),
                Runtime.version(),
                settings.given());
        return new PiecemealService(settings, database, context);
      } catch (RuntimeException e) {
        context.close();
        throw e;
      }
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /**
   * A new database beside objects of another one is the wrong one, or not restored yet: a service
   * that runs with it says 404 to all its callers, and hands out keys that end with the mistake.
   *
   * @throws StartupException if that is so
   */
  private static void requireOwnObjects(WatchHighWater highWater) {
    WatchHighWater.Marks marks;
    try {
      marks = highWater.compare();
    } catch (StorageFailure e) {
      // Database or store is away: readiness is red, and each heartbeat compares the marks again.
      StorageFailureLog.add("the high-water marks were not compared at the start", e);
      return;
    }
    if (marks.isLedgerNew()) {
      throw new StartupException(
          "the database is empty, and the files are those of another one: name that one with %s, or restore it; to begin anew, name another place for files (%s), or give up those that are there with 'piecemeal gc release'"
              .formatted(Setting.name("--database-url"), Setting.name("--data-dir")));
    }
  }

  private static void listen(Settings.Server server, ListeningSockets sockets) {
    PortRole callers = server.management().isPresent() ? PortRole.CALLERS : PortRole.ALL;
    bind(sockets, callers, server.host(), server.port());
    server
        .management()
        .ifPresent(own -> bind(sockets, PortRole.MANAGEMENT, own.address(), own.port()));
  }

  private static void bind(ListeningSockets sockets, PortRole role, String address, int port) {
    try {
      sockets.bind(role, address, port);
    } catch (IOException e) {
      throw new StartupException(
          "cannot listen on %s, port %d: is the address this machine's, and the port free?"
              .formatted(address, port),
          e);
    }
  }

  public ApplicationContext context() {
    return context;
  }

  /** The port that is really listened on. */
  public int port() {
    return context.getBean(EmbeddedServer.class).getPort();
  }

  /** Turns readiness red, lets accepted requests finish, then stops server and database. */
  @Override
  public void close() {
    LOG.info("stopping");
    database.expectEnd();
    BackgroundWork work = context.getBean(BackgroundWork.class);
    work.stop();
    context.getBean(Readiness.class).startStopping();
    letLoadBalancersSee();
    context.getBean(Waits.class).end();
    drain();
    breakOff();
    end(TaskExecutors.BLOCKING);
    end(work);
    end(TaskExecutors.SCHEDULED);
    context.close();
    database.close();
    LOG.info("stopped");
  }

  /** Not one park alone: that one may end at once, by what its thread waited for earlier. */
  private void letLoadBalancersSee() {
    long start = System.nanoTime();
    long delay = settings.server().drainDelay().toNanos();
    for (long left = delay;
        left > 0 && !Thread.currentThread().isInterrupted();
        left = delay - (System.nanoTime() - start)) {
      LockSupport.parkNanos(left);
    }
  }

  /** Waits for requests alone: background work has its own bound. */
  private void drain() {
    try {
      GracefulShutdownCapable.shutdownAll(
              Stream.concat(
                  context.getBeansOfType(EmbeddedServer.class).stream()
                      .filter(GracefulShutdownCapable.class::isInstance)
                      .map(GracefulShutdownCapable.class::cast),
                  Stream.of(context.getBean(Connections.class))))
          .toCompletableFuture()
          .get(settings.server().drainTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warn("some requests did not finish within {}", settings.server().drainTimeout());
    } catch (ExecutionException e) {
      LOG.warn("the server did not drain", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is still under way ends by an error, while all that is needed for that is there. */
  private void breakOff() {
    try {
      context
          .getBean(Connections.class)
          .breakOff()
          .toCompletableFuture()
          .get(LAST_STEP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.debug("connections that were left did not close", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void end(BackgroundWork work) {
    try {
      if (!work.awaitEnd(LAST_STEP)) {
        LOG.warn("work in the background did not end within {}", LAST_STEP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Before the beans end, nothing may be under way or due any more: the framework looks up the bean
   * of a method when it is called, and then finds none, or makes one that has ended anew, with all
   * that it needs.
   */
  private void end(String executor) {
    ExecutorService tasks = context.getBean(ExecutorService.class, Qualifiers.byName(executor));
    tasks.shutdown();
    try {
      if (!tasks.awaitTermination(LAST_STEP.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("tasks of the executor {} are still under way after {}", executor, LAST_STEP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
