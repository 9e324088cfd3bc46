package io.piecemeal.bootstrap.cli;

import io.piecemeal.application.port.in.ManageKeys;
import io.piecemeal.bootstrap.settings.ServiceUrl;
import io.piecemeal.bootstrap.settings.Setting;
import io.piecemeal.bootstrap.settings.StartupException;
import io.piecemeal.bootstrap.settings.StoreOptions;
import io.piecemeal.bootstrap.wiring.OneShotContext;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the keys are: in a database, or behind a service that runs. */
public final class KeyTarget {

  static final String ADMIN_KEY = "PIECEMEAL_ADMIN_KEY";

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "A service that runs, such as https://files.example.org, to ask it and not the database;"
              + " PIECEMEAL_ADMIN_KEY has to hold a key with the scope admin (PIECEMEAL_URL)")
  private String url = "";

  @Mixin private final StoreOptions store = new StoreOptions();

  <T> T on(Function<KeyBook, T> work) {
    Optional<URI> service = address();
    return service.isPresent()
        ? work.apply(new AdminKeyBook(service.get(), adminKey(service.get())))
        : OneShotContext.on(
            store, context -> work.apply(new StoredKeyBook(context.getBean(ManageKeys.class))));
  }

  private Optional<URI> address() {
    try {
      return Setting.read("--url", url.strip(), ServiceUrl::parse);
    } catch (IllegalArgumentException e) {
      throw new StartupException(e.getMessage() + "; see piecemeal keys --help", e);
    }
  }

  private static String adminKey(URI service) {
    String key = System.getenv().getOrDefault(ADMIN_KEY, "").strip();
    if (key.isEmpty()) {
      throw new StartupException("no key for %s: put it into %s".formatted(service, ADMIN_KEY));
    }
    return key;
  }
}
