package io.piecemeal.bootstrap.wiring;

import io.micronaut.context.ApplicationContext;
import io.piecemeal.bootstrap.settings.Setting;
import io.piecemeal.bootstrap.settings.Settings;
import io.piecemeal.bootstrap.settings.SettingsOptions;
import io.piecemeal.bootstrap.settings.StartFiles;
import io.piecemeal.bootstrap.settings.StartupException;
import io.piecemeal.bootstrap.settings.StoreOptions;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Work of a command on database and files, whether the service runs or not. */
public final class OneShotContext {

  private OneShotContext() {}

  /**
   * Does the work on the beans of a service with these settings.
   *
   * @throws StartupException if its own database is not there: then this is another directory than
   *     that of the service, or nothing to work on
   */
  public static <T> T on(StoreOptions store, Function<ApplicationContext, T> work) {
    return on(store, List.of(), work);
  }

  /** The same with further options of the service. */
  public static <T> T on(
      StoreOptions store, List<String> more, Function<ApplicationContext, T> work) {
    List<String> arguments = new ArrayList<>(store.arguments());
    arguments.addAll(more);
    Settings settings = SettingsOptions.parse(arguments, System.getenv());
    if (lacksDatabase(settings)) {
      throw new StartupException(
          "there is no database in %s: name the data directory of the service with %s, or its database with %s"
              .formatted(
                  settings.dataDirectory(),
                  Setting.name("--data-dir"),
                  Setting.name("--database-url")));
    }
    return on(settings, work);
  }

  /**
   * The same for work that may come before the first start of the service.
   *
   * @param notes is told if the database is made by this
   */
  public static <T> T making(
      StoreOptions store, PrintWriter notes, Function<ApplicationContext, T> work) {
    Settings settings = SettingsOptions.parse(store.arguments(), System.getenv());
    if (lacksDatabase(settings)) {
      notes.println(
          "piecemeal: there is no database in %1$s, and one is made; only a service that is started with this data directory, %2$s, knows the key"
              .formatted(settings.dataDirectory(), Setting.name("--data-dir")));
      notes.flush();
    }
    return on(settings, work);
  }

  private static boolean lacksDatabase(Settings settings) {
    return settings.database().isEmpty() && !Files.exists(Database.directory(settings));
  }

  private static <T> T on(Settings settings, Function<ApplicationContext, T> work) {
    DataDirectory.prepare(settings);
    // What it could not write would be lost with the process.
    StartFiles.requireAuditTrail(settings);
    try (Database database = Database.shared(settings);
        ApplicationContext context = Beans.start(settings, Beans.context(settings, database))) {
      return work.apply(context);
    }
  }
}
