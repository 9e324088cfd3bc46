package io.piecemeal.bootstrap.settings;

import io.piecemeal.adapters.scan.ClamdAddress;
import io.piecemeal.domain.upload.ScanPolicy;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whether files are scanned before they can be read. */
final class ScanOptions {

  private static final String SCANNER = "--scanner";
  private static final String SCAN = "--scan";

  @Option(
      names = SCANNER,
      paramLabel = "ADDRESS",
      description =
          "Where ClamAV's daemon listens that files are sent to before they can be read, such as"
              + " tcp://127.0.0.1:3310 or unix:/run/clamav/clamd.ctl; without it nothing is scanned"
              + " (PIECEMEAL_SCANNER, default none)")
  private String scanner = "";

  @Option(
      names = SCAN,
      paramLabel = "all|none",
      description =
          "Whose files are scanned where an owner has no policy of its own: of all owners, or of"
              + " none (PIECEMEAL_SCAN, default all)")
  private Optional<String> scan = Optional.empty();

  /**
   * Empty where there is no scanner.
   *
   * @throws IllegalArgumentException if something is to be scanned and there is none
   */
  Optional<Settings.Scanner> scanner() {
    Optional<ScanPolicy> policy = scan.map(text -> Setting.read(SCAN, text, ScanOptions::policy));
    if (scanner.isBlank()) {
      if (policy.filter(given -> given == ScanPolicy.ALL).isPresent()) {
        throw new IllegalArgumentException(
            "%s is for a scanner: set %s, or unset it"
                .formatted(Setting.name(SCAN), Setting.name(SCANNER)));
      }
      return Optional.empty();
    }
    return Optional.of(
        new Settings.Scanner(
            Setting.read(SCANNER, scanner.strip(), ClamdAddress::parse),
            policy.orElse(ScanPolicy.ALL)));
  }

  private static ScanPolicy policy(String text) {
    return switch (text) {
      case "all" -> ScanPolicy.ALL;
      case "none" -> ScanPolicy.NONE;
      default -> throw new IllegalArgumentException("it is neither 'all' nor 'none'");
    };
  }
}
