package io.piecemeal.bootstrap.settings;

import io.piecemeal.adapters.remote.ImportHosts;
import io.piecemeal.outbound.OutboundPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** Whether and from where callers may have files fetched. */
final class ImportOptions {

  private static final String HOSTS = "--import-hosts";
  private static final String TIME = "--import-time";

  @Option(
      names = HOSTS,
      paramLabel = "HOST",
      split = ",",
      description =
          "Hosts that callers may have files fetched from, such as files.example.com or"
              + " *.example.com, separated by commas; without any nothing is fetched"
              + " (PIECEMEAL_IMPORT_HOSTS, default none)")
  private Set<String> hosts = Set.of();

  @Option(
      names = TIME,
      paramLabel = "TIME",
      defaultValue = "10m",
      description =
          "How long the fetching of one file may take in one request (PIECEMEAL_IMPORT_TIME,"
              + " default 10m)")
  private Duration time = Duration.ofMinutes(10);

  /**
   * Empty where no host is named: imports are off.
   *
   * @param policy which addresses these hosts may have
   */
  Optional<Settings.Imports> imports(OutboundPolicy policy) {
    if (time.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "%s is less than a second: leave %s out to fetch nothing"
              .formatted(Setting.name(TIME), Setting.name(HOSTS)));
    }
    Set<String> named = SettingsOptions.stripped(hosts);
    return named.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Settings.Imports(Setting.read(HOSTS, named, ImportHosts::of), policy, time));
  }
}
