package io.piecemeal.bootstrap.cli;

import io.piecemeal.domain.access.KeyId;
import io.piecemeal.domain.access.KeyLabel;
import io.piecemeal.domain.access.KeyTerms;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Makes, shows, replaces and revokes API keys. */
@Command(
    name = "keys",
    description = "Make, show, replace and revoke API keys.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "create | list | rotate | revoke")
public final class KeysCommand implements Runnable {

  private static final String DEFAULT_OWNER = "default";
  private static final String ID = "The part between the first two underscores";

  /** Taken before the name of what to do as well as behind it. */
  @Option(
      names = "--url",
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      description =
          "A service that runs, such as https://files.example.org, to ask it and not the database;"
              + " PIECEMEAL_ADMIN_KEY has to hold a key with the scope admin (PIECEMEAL_URL)")
  private String url = "";

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do: create, list, rotate or revoke");
  }

  @Command(
      name = "create",
      description = "Make a key for an owner and print it, this once.",
      mixinStandardHelpOptions = true)
  void create(
      @Parameters(
              paramLabel = "OWNER",
              arity = "0..1",
              description = "Whose files (default " + DEFAULT_OWNER + ")")
          @Nullable String owner,
      @Option(names = "--owner", paramLabel = "OWNER", description = "The same as an option")
          @Nullable String ownerOption,
      @Option(
              names = "--label",
              paramLabel = "TEXT",
              defaultValue = "",
              description = "What you know it by")
          String label,
      @Option(
              names = "--expires",
              paramLabel = "TIME",
              description = "After which it is refused, such as 90d; by default never")
          @Nullable Duration lifetime,
      @Option(
              names = "--scopes",
              paramLabel = "SCOPE",
              split = ",",
              defaultValue = "read,write,delete",
              description =
                  "What it is for, separated by commas: read, write, delete, admin (default"
                      + " ${DEFAULT-VALUE})")
          List<String> scopes,
      @Mixin KeyOutput output,
      @Mixin KeyTarget target) {
    KeyTerms terms =
        read(
            () ->
                new KeyTerms(
                    new Owner(owner(owner, ownerOption)),
                    new KeyLabel(label),
                    Scope.read(String.join(" ", scopes)),
                    Optional.ofNullable(lifetime)));
    output.printIssued(
        spec, target.making(url, spec.commandLine().getErr(), keys -> keys.create(terms)));
  }

  @Command(name = "list", description = "Show all keys.", mixinStandardHelpOptions = true)
  void list(@Mixin KeyOutput output, @Mixin KeyTarget target) {
    output.printAll(spec, target.on(url, KeyBook::list));
  }

  @Command(
      name = "rotate",
      description =
          "Make another key like this one and print it, this once; this one expires after the"
              + " overlap.",
      mixinStandardHelpOptions = true)
  int rotate(
      @Parameters(paramLabel = "ID", description = ID) String id,
      @Option(
              names = "--overlap",
              paramLabel = "TIME",
              defaultValue = "24h",
              description = "While which both may be used (default ${DEFAULT-VALUE})")
          Duration overlap,
      @Mixin KeyOutput output,
      @Mixin KeyTarget target) {
    KeyId key = key(id);
    Optional<Map<String, Object>> issued = target.on(url, keys -> keys.rotate(key, overlap));
    issued.ifPresent(next -> output.printIssued(spec, next));
    return issued.isPresent() ? 0 : refused("there is no key " + key + " that may still be used");
  }

  @Command(
      name = "revoke",
      description = "Refuse a key from now on.",
      mixinStandardHelpOptions = true)
  int revoke(@Parameters(paramLabel = "ID", description = ID) String id, @Mixin KeyTarget target) {
    KeyId key = key(id);
    return target.on(url, keys -> keys.revoke(key)).isPresent()
        ? 0
        : refused("there is no key " + key);
  }

  private String owner(@Nullable String operand, @Nullable String option) {
    if (operand != null && option != null && !operand.equals(option)) {
      throw new ParameterException(
          spec.commandLine(),
          "The owner is '%s', and by --owner '%s': give it once".formatted(operand, option));
    }
    String named = operand == null ? option : operand;
    return named == null ? DEFAULT_OWNER : named;
  }

  private int refused(String why) {
    spec.commandLine().getErr().println("piecemeal: " + why);
    return 1;
  }

  private KeyId key(String text) {
    return KeyId.parse(text)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(), "This is not the id of a key: 'keys list' has the ids"));
  }

  private <T> T read(Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
