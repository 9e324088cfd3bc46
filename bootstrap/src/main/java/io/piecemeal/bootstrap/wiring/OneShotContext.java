package io.piecemeal.bootstrap.wiring;

import io.micronaut.context.ApplicationContext;
import io.piecemeal.bootstrap.settings.Settings;
import io.piecemeal.bootstrap.settings.SettingsOptions;
import io.piecemeal.bootstrap.settings.StoreOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Work of a command on database and files, whether the service runs or not. */
public final class OneShotContext {

  private OneShotContext() {}

  /** Does the work on the beans of a service with these settings. */
  public static <T> T on(StoreOptions store, Function<ApplicationContext, T> work) {
    return on(store, List.of(), work);
  }

  /** The same with further options of the service. */
  public static <T> T on(
      StoreOptions store, List<String> more, Function<ApplicationContext, T> work) {
    List<String> arguments = new ArrayList<>(store.arguments());
    arguments.addAll(more);
    Settings settings = SettingsOptions.parse(arguments, System.getenv());
    DataDirectory.prepare(settings);
    try (Database database = Database.shared(settings);
        ApplicationContext context = Beans.context(settings, database).start()) {
      return work.apply(context);
    }
  }
}
