package io.piecemeal.bootstrap;

import io.micronaut.context.ApplicationContext;
import java.util.function.Function;

/** Work of a command on database and files, whether the service runs or not. */
final class DirectWork {

  private DirectWork() {}

  /** Does the work on the beans of a service with these settings. */
  static <T> T on(SettingsOptions options, Function<ApplicationContext, T> work) {
    Settings settings = options.toSettings(System.getenv());
    DataDirectory.prepare(settings);
    try (Database database = Database.shared(settings);
        ApplicationContext context = Beans.context(settings, database).start()) {
      return work.apply(context);
    }
  }
}
