package io.piecemeal.bootstrap.cli;

import io.micronaut.context.ApplicationContext;
import io.piecemeal.application.port.in.ManageKeys;
import io.piecemeal.bootstrap.settings.StoreOptions;
import io.piecemeal.bootstrap.wiring.OneShotContext;
import java.io.PrintWriter;
import java.util.function.Function;
import picocli.CommandLine.Mixin;

/** Where the keys are: in the database that these options name, or behind a service that runs. */
public final class KeyTarget {

  @Mixin private final StoreOptions store = new StoreOptions();

  /**
   * Works on keys that are there.
   *
   * @param url of a service that runs; blank for the database
   */
  <T> T on(String url, Function<KeyBook, T> work) {
    return AdminApi.at(url)
        .map(service -> work.apply(new AdminKeyBook(service)))
        .orElseGet(() -> OneShotContext.on(store, context -> work.apply(stored(context))));
  }

  /**
   * Works on keys where there may be no database yet, since keys may be made before the first
   * start.
   *
   * @param notes is told if the database is made by this
   */
  <T> T making(String url, PrintWriter notes, Function<KeyBook, T> work) {
    return AdminApi.at(url)
        .map(service -> work.apply(new AdminKeyBook(service)))
        .orElseGet(
            () -> OneShotContext.making(store, notes, context -> work.apply(stored(context))));
  }

  private static KeyBook stored(ApplicationContext context) {
    return new StoredKeyBook(context.getBean(ManageKeys.class));
  }
}
