package io.piecemeal.bootstrap.cli;

import io.piecemeal.application.port.in.ManageKeys;
import io.piecemeal.bootstrap.settings.ServiceUrl;
import io.piecemeal.bootstrap.settings.Settings;
import io.piecemeal.bootstrap.settings.SettingsOptions;
import io.piecemeal.bootstrap.wiring.FirstKey;
import io.piecemeal.bootstrap.wiring.PiecemealService;
import io.piecemeal.bootstrap.wiring.StoppableStart;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the service until the process is asked to stop. */
@Command(
    name = "serve",
    description = "Run the service.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nNo options, since a command line is visible to everybody:%n",
    footer = {
      "  PIECEMEAL_API_KEYS     Fixed keys, alice=...,bob=..., of at least 32",
      "                         characters each; then none is made at the first start",
      "  PIECEMEAL_WEBHOOK_KEY  At least 32 characters that the secrets of webhooks are made from;",
      "                         without it there are no webhooks",
      "  These, and user, password and URL of the database, may each be in a file that the",
      "  variable with _FILE behind its name names.",
      "",
      "From the environment only:",
      "  PIECEMEAL_JAVA_OPTS    Options for the JVM, such as -Xmx512m"
    })
public final class ServeCommand implements Callable<Integer> {

  @Mixin private final SettingsOptions options = new SettingsOptions();

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = options.toSettings(spec.commandLine().getParseResult(), System.getenv());
    StoppableStart start = new StoppableStart();
    AtomicInteger status = new AtomicInteger();
    // Before the start, which may take as long as its database.
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> stop(start, status)));
    Optional<PiecemealService> running = start.run(settings);
    try {
      running.ifPresent(service -> announce(settings, service));
    } catch (RuntimeException e) {
      status.set(1);
      throw e;
    }
    if (running.isPresent()) {
      new CountDownLatch(1).await();
    }
    // Stopped during its start: the process ends when that is done.
    return 0;
  }

  /**
   * Ends the process as well: of itself the JVM would end with 128 plus the number of the signal,
   * however well the service stopped, and a supervisor would take that for a failure.
   */
  private static void stop(StoppableStart start, AtomicInteger status) {
    if (start.stop()) {
      Runtime.getRuntime().halt(status.get());
    }
  }

  private void announce(Settings settings, PiecemealService running) {
    PrintWriter out = spec.commandLine().getOut();
    Settings.Server server = settings.server();
    String url = ServiceUrl.of(server, running.port()).toString();
    if (settings.apiKeys().isEmpty()) {
      FirstKey.printIfNew(running.context().getBean(ManageKeys.class), url, out);
    }
    out.println(
        "Piecemeal is ready on "
            + ServiceUrl.listening(server, running.port())
            + server.publicUrl().map(" (public URL %s)"::formatted).orElse("")
            + ServiceUrl.management(server).map(" (management on %s)"::formatted).orElse(""));
    out.flush();
  }
}
