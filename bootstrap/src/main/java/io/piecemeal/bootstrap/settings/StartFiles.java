package io.piecemeal.bootstrap.settings;

import io.piecemeal.adapters.persistence.audit.FileAuditTrail;
import io.piecemeal.adapters.persistence.audit.FileAuditTrail.Loss;
import io.piecemeal.http.server.tls.TlsFiles;
import io.piecemeal.http.server.tls.TlsPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files beside the data directory that a start cannot do without. Commands beside the service
 * need none of them.
 */
public final class StartFiles {

  private static final String TLS_CERT = "--tls-cert";
  private static final String TLS_KEY = "--tls-key";

  private static final Logger LOG = LoggerFactory.getLogger(StartFiles.class);

  private StartFiles() {}

  /** What is wrong with them, with the names of their settings. Changes nothing. */
  static List<String> problems(Settings settings) {
    return Stream.concat(
            settings.server().tls().stream().flatMap(files -> problems(files).stream()),
            requiredTrail(settings).flatMap(StartFiles::problem).stream())
        .toList();
  }

  /**
   * Opens the audit trail, where there is to be one.
   *
   * @throws StartupException if events cannot be written there
   */
  public static void requireAuditTrail(Settings settings) {
    settings
        .audit()
        .map(Settings.Audit::file)
        .ifPresent(
            file -> {
              try {
                FileAuditTrail.requireOpen(file);
              } catch (IOException e) {
                throw new StartupException(
                    problem(file)
                        .orElseGet(() -> audit("%s cannot be opened: %s".formatted(file, e))),
                    e);
              }
            });
  }

  /**
   * The same for a start, which goes on without a trail that is not required, and says so.
   *
   * @throws StartupException if a required one cannot be opened
   */
  public static void checkAuditTrail(Settings settings) {
    try {
      requireAuditTrail(settings);
    } catch (StartupException e) {
      if (requiredTrail(settings).isPresent()) {
        throw new StartupException(
            "%s; %s is true".formatted(e.getMessage(), Setting.name(AuditOptions.REQUIRED)), e);
      }
      LOG.warn("the audit trail cannot be written: {}", e.getMessage());
    }
  }

  /** Why events cannot be written to the audit trail; looks only, and makes nothing. */
  public static Optional<String> auditTrailProblem(Settings settings) {
    return settings.audit().map(Settings.Audit::file).flatMap(StartFiles::problem);
  }

  private static Optional<Path> requiredTrail(Settings settings) {
    return settings
        .audit()
        .filter(audit -> audit.onLoss() == Loss.STOPS_CHANGES)
        .map(Settings.Audit::file);
  }

  /**
   * The certificate and the key that are to be shown; empty for plain HTTP.
   *
   * @throws StartupException if they cannot be served
   */
  public static Optional<TlsPair> tls(Settings settings) {
    return settings
        .server()
        .tls()
        .map(
            files -> {
              try {
                return TlsPair.read(files);
              } catch (IOException | GeneralSecurityException e) {
                List<String> problems = problems(files);
                throw new StartupException(
                    problems.isEmpty() ? pair(e) : String.join("; ", problems), e);
              }
            });
  }

  private static List<String> problems(TlsFiles files) {
    List<String> problems = new ArrayList<>();
    unreadable(TLS_CERT, files.certificate()).ifPresent(problems::add);
    unreadable(TLS_KEY, files.key()).ifPresent(problems::add);
    if (problems.isEmpty()) {
      try {
        TlsPair.read(files);
      } catch (IOException | GeneralSecurityException e) {
        problems.add(pair(e));
      }
    }
    return problems;
  }

  private static Optional<String> unreadable(String option, Path file) {
    if (!Files.exists(file)) {
      return Optional.of("%s: there is no file %s".formatted(Setting.name(option), file));
    }
    return Files.isReadable(file) && !Files.isDirectory(file)
        ? Optional.empty()
        : Optional.of(
            "%s: %s cannot be read as a file by this user".formatted(Setting.name(option), file));
  }

  private static String pair(Exception e) {
    return "%s and %s: %s".formatted(Setting.name(TLS_CERT), Setting.name(TLS_KEY), e.getMessage());
  }

  private static Optional<String> problem(Path file) {
    Path folder = Optional.ofNullable(file.getParent()).orElse(file);
    if (!Files.isDirectory(folder)) {
      return Optional.of(audit("there is no folder %s: make it".formatted(folder)));
    }
    Path written = Files.exists(file) ? file : folder;
    if (!Files.isWritable(folder) || !Files.isWritable(written) || Files.isDirectory(file)) {
      return Optional.of(audit(file + " cannot be written by this user"));
    }
    return Optional.empty();
  }

  private static String audit(String what) {
    return "%s: %s".formatted(Setting.name(AuditOptions.LOG), what);
  }
}
