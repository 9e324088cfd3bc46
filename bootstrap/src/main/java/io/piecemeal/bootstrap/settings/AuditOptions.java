package io.piecemeal.bootstrap.settings;

import io.piecemeal.adapters.persistence.audit.FileAuditTrail.Loss;
import io.piecemeal.domain.storage.ByteCount;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where it is written down who did what. */
final class AuditOptions {

  static final String LOG = "--audit-log";
  static final String REQUIRED = "--audit-required";

  @Option(
      names = LOG,
      paramLabel = "FILE",
      description =
          "Where it is written down who did what, a line of JSON for each event"
              + " (PIECEMEAL_AUDIT_LOG, default nowhere)")
  private String log = "";

  @Option(
      names = "--audit-max-size",
      paramLabel = "SIZE",
      defaultValue = "100MiB",
      description =
          "When that file is renamed and a new one begun (PIECEMEAL_AUDIT_MAX_SIZE, default 100MiB)")
  private ByteCount full = new ByteCount(100L << 20);

  @Option(
      names = REQUIRED,
      arity = "1",
      paramLabel = "BOOLEAN",
      defaultValue = "false",
      description =
          "true if nothing may be changed (503) while events cannot be written"
              + " (PIECEMEAL_AUDIT_REQUIRED, default false)")
  private boolean required;

  Optional<Settings.Audit> audit() {
    if (log.isBlank()) {
      if (required) {
        throw new IllegalArgumentException(
            "%s is true, but %s is not set".formatted(Setting.name(REQUIRED), Setting.name(LOG)));
      }
      return Optional.empty();
    }
    return Optional.of(
        new Settings.Audit(
            Path.of(log).toAbsolutePath().normalize(),
            full,
            required ? Loss.STOPS_CHANGES : Loss.IS_COUNTED));
  }
}
