package io.piecemeal.bootstrap;

import io.micronaut.context.ApplicationContext;
import io.piecemeal.application.port.in.ManageKeys;
import io.piecemeal.domain.ApiKey;
import io.piecemeal.domain.KeyId;
import io.piecemeal.domain.Owner;
import java.io.PrintWriter;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes, shows and revokes API keys. */
@Command(
    name = "keys",
    description = "Make, show and revoke API keys.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "create | list | revoke")
final class KeysCommand implements Runnable {

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: create, list or revoke");
  }

  @Command(
      name = "create",
      description = "Make a key for an owner and print it, this once.",
      mixinStandardHelpOptions = true)
  void create(
      @Parameters(paramLabel = "OWNER", defaultValue = "default", description = "Whose files")
          String owner,
      @Mixin SettingsOptions options) {
    Owner whose = owner(owner);
    withKeys(options, keys -> out().println(keys.create(whose).reveal()));
  }

  @Command(name = "list", description = "Show all keys.", mixinStandardHelpOptions = true)
  void list(@Mixin SettingsOptions options) {
    withKeys(options, keys -> keys.list().forEach(this::print));
  }

  @Command(
      name = "revoke",
      description = "Refuse a key from now on.",
      mixinStandardHelpOptions = true)
  int revoke(
      @Parameters(paramLabel = "ID", description = "The part between the first two underscores")
          String id,
      @Mixin SettingsOptions options) {
    KeyId key =
        KeyId.parse(id)
            .orElseThrow(
                () -> new ParameterException(spec.commandLine(), "This is not the id of a key"));
    int[] exit = {0};
    withKeys(
        options,
        keys -> {
          if (keys.revoke(key) == ManageKeys.Revocation.NO_SUCH_KEY) {
            spec.commandLine().getErr().println("piecemeal: there is no key " + key);
            exit[0] = 1;
          }
        });
    return exit[0];
  }

  private Owner owner(String text) {
    try {
      return new Owner(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void print(ApiKey key) {
    out()
        .printf(
            "%s  %-20s  created %s  %s%n",
            key.id(),
            key.owner(),
            key.createdAt(),
            key.revokedAt().map(time -> "revoked " + time).orElse("active"));
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Works on the database directly, whether the service runs or not. */
  private static void withKeys(SettingsOptions options, Consumer<ManageKeys> work) {
    Settings settings = options.toSettings(System.getenv());
    try (Database database = Database.shared(settings);
        ApplicationContext context = Beans.context(settings, database).start()) {
      work.accept(context.getBean(ManageKeys.class));
    }
  }
}
