package io.piecemeal.bootstrap.settings;

import io.piecemeal.http.server.access.AccessLines;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What is logged, and how. */
final class LogOptions {

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      defaultValue = "INFO",
      description =
          "How much is logged, to standard error: ${COMPLETION-CANDIDATES} (PIECEMEAL_LOG_LEVEL,"
              + " default INFO)")
  private LogLevel level = LogLevel.INFO;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = "TEXT",
      description =
          "How lines of the log are written: ${COMPLETION-CANDIDATES} (PIECEMEAL_LOG_FORMAT,"
              + " default TEXT)")
  private LogFormat format = LogFormat.TEXT;

  @Option(
      names = "--access-log",
      paramLabel = "TRUE|FALSE",
      arity = "1",
      defaultValue = "false",
      description =
          "Whether each request has a line in the log (PIECEMEAL_ACCESS_LOG, default false)")
  private boolean access;

  @Option(
      names = "--otlp-endpoint",
      paramLabel = "URL",
      description =
          "A collector of traces that takes OTLP over HTTP, such as http://127.0.0.1:4318; none if"
              + " there is none (PIECEMEAL_OTLP_ENDPOINT, default none)")
  private String collector = "";

  @Option(
      names = "--trace-share",
      paramLabel = "0..1",
      defaultValue = "1",
      description =
          "The share of traces that is sent, of those that begin here; a caller's own is sent if the"
              + " caller sends it (PIECEMEAL_TRACE_SHARE, default 1)")
  private double share = 1;

  Settings.Log log() {
    double sent = Setting.read("--trace-share", share, LogOptions::share);
    return new Settings.Log(
        level,
        format,
        access ? AccessLines.WRITTEN : AccessLines.LEFT_OUT,
        Setting.read("--otlp-endpoint", collector, LogOptions::url)
            .map(url -> new Settings.Collector(url, sent)));
  }

  private static double share(double share) {
    // Written so that it holds for what is no number, too.
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("has to be from 0 to 1, and is " + share);
    }
    return share;
  }

  private static Optional<URI> url(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    URI url = URI.create(text);
    boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!isHttp || url.getHost() == null || url.getUserInfo() != null || url.getQuery() != null) {
      throw new IllegalArgumentException("has to be like http://127.0.0.1:4318");
    }
    return Optional.of(url);
  }
}
