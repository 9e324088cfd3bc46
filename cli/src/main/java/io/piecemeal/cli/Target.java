package io.piecemeal.cli;

import io.piecemeal.client.ClientOptions;
import io.piecemeal.client.PiecemealClient;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which service a command is for, and how it tells what it did. */
final class Target {

  private static final String DEFAULT_URL = "http://127.0.0.1:8080";

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "the service; else PIECEMEAL_URL, the profile's, or " + DEFAULT_URL)
  private @Nullable String url;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description =
          "settings from ~/.config/piecemeal/config.properties: profile.NAME.url and the like")
  private @Nullable String profile;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description = "how long to go on trying without progress (default: ${DEFAULT-VALUE})")
  private long patience;

  @Option(names = "--json", description = "a line of JSON for each result, on standard output")
  private boolean json;

  boolean json() {
    return json;
  }

  /** Its client; the caller closes it. */
  PiecemealClient client(Surroundings surroundings) {
    return PiecemealClient.of(options(surroundings));
  }

  ClientOptions options(Surroundings surroundings) {
    Profile settings = Profile.read(surroundings.configuration(), Optional.ofNullable(profile));
    String key = ApiKey.find(settings, profile != null, surroundings.environment());
    if (patience < 0) {
      throw new UsageException("--patience is at least 0");
    }
    try {
      return ClientOptions.of(URI.create(address(settings, surroundings)), key)
          .withPatience(Duration.ofSeconds(patience));
    } catch (IllegalArgumentException e) {
      throw new SetupException(
          "--url, PIECEMEAL_URL or url in config.properties is not the URL of a service, which begins"
              + " with http:// or https://, such as https://files.example.org/prefix: "
              + e.getMessage(),
          e);
    }
  }

  private String address(Profile settings, Surroundings surroundings) {
    if (url != null) {
      return url;
    }
    Optional<String> variable =
        Optional.ofNullable(surroundings.environment().get("PIECEMEAL_URL"))
            .filter(text -> !text.isBlank());
    return (profile == null ? variable.or(settings::url) : settings.url().or(() -> variable))
        .orElse(DEFAULT_URL);
  }
}
