package io.piecemeal.bootstrap.cli;

import io.micronaut.context.ApplicationContext;
import io.piecemeal.application.port.in.ManageKeys;
import io.piecemeal.bootstrap.settings.StoreOptions;
import io.piecemeal.bootstrap.wiring.OneShotContext;
import io.piecemeal.domain.access.ApiKey;
import io.piecemeal.domain.access.KeyId;
import io.piecemeal.domain.access.Owner;
import java.io.PrintWriter;
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
public final class KeysCommand implements Runnable {

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
      @Mixin StoreOptions options) {
    Owner whose = owner(owner);
    out().println(OneShotContext.on(options, context -> keys(context).create(whose)).reveal());
  }

  @Command(name = "list", description = "Show all keys.", mixinStandardHelpOptions = true)
  void list(@Mixin StoreOptions options) {
    OneShotContext.on(options, context -> keys(context).list()).forEach(this::print);
  }

  @Command(
      name = "revoke",
      description = "Refuse a key from now on.",
      mixinStandardHelpOptions = true)
  int revoke(
      @Parameters(paramLabel = "ID", description = "The part between the first two underscores")
          String id,
      @Mixin StoreOptions options) {
    KeyId key =
        KeyId.parse(id)
            .orElseThrow(
                () -> new ParameterException(spec.commandLine(), "This is not the id of a key"));
    return switch (OneShotContext.on(options, context -> keys(context).revoke(key))) {
      case REVOKED -> 0;
      case NO_SUCH_KEY -> {
        spec.commandLine().getErr().println("piecemeal: there is no key " + key);
        yield 1;
      }
    };
  }

  private static ManageKeys keys(ApplicationContext context) {
    return context.getBean(ManageKeys.class);
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
}
