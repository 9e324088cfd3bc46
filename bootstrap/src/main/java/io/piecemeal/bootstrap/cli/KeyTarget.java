package io.piecemeal.bootstrap.cli;

import io.piecemeal.application.port.in.ManageKeys;
import io.piecemeal.bootstrap.settings.StoreOptions;
import io.piecemeal.bootstrap.wiring.OneShotContext;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the keys are: in a database, or behind a service that runs. */
public final class KeyTarget {

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "A service that runs, such as https://files.example.org, to ask it and not the database;"
              + " PIECEMEAL_ADMIN_KEY has to hold a key with the scope admin (PIECEMEAL_URL)")
  private String url = "";

  @Mixin private final StoreOptions store = new StoreOptions();

  <T> T on(Function<KeyBook, T> work) {
    Optional<AdminApi> service = AdminApi.at(url);
    return service.isPresent()
        ? work.apply(new AdminKeyBook(service.get()))
        : OneShotContext.on(
            store, context -> work.apply(new StoredKeyBook(context.getBean(ManageKeys.class))));
  }
}
