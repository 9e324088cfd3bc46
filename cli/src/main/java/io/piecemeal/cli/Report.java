package io.piecemeal.cli;

import io.piecemeal.client.Json;
import io.piecemeal.client.PiecemealException;
import io.piecemeal.client.ServiceException;
import io.piecemeal.client.StoredFile;
import io.piecemeal.client.UnreachableException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says what came of each file, for people or for programs, and remembers the first failure. */
final class Report {

  private final Surroundings surroundings;
  private final Progress progress;
  private final boolean json;
  private int exitCode = ExitCode.DONE;

  Report(Surroundings surroundings, Progress progress, boolean json) {
    this.surroundings = surroundings;
    this.progress = progress;
    this.json = json;
  }

  static Map<String, @Nullable Object> members(StoredFile file) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("file_id", file.id());
    members.put("filename", file.filename());
    members.put("size", file.size());
    members.put("status", file.complete() ? "complete" : "uploading");
    members.put("sha256", file.sha256().orElse(null));
    members.put("content_type", file.contentType());
    members.put("created_at", file.createdAt().toString());
    members.put("expires_at", file.expiresAt().toString());
    return members;
  }

  /** A result: the members for programs, the line for people. */
  synchronized void say(Map<String, ? extends @Nullable Object> members, String line) {
    progress.clear();
    surroundings.output().println(json ? Json.write(members) : Names.printable(line));
    surroundings.output().flush();
  }

  /** A warning, which is for people. */
  synchronized void warn(String line) {
    progress.clear();
    surroundings.errors().println("piecemeal: " + Names.printable(line));
  }

  /** A failure; the others go on. */
  void failed(String subject, RuntimeException failure) {
    failed(subject, failure, advice(failure));
  }

  private String advice(RuntimeException failure) {
    return switch (failure) {
      case ServiceException e when e.code().equals("bad-filename") ->
          "send it by itself, with another name by --name NAME";
      case UnreachableException e when namesAProxy() ->
          "http_proxy and https_proxy are not used: name the proxy by"
              + " PIECEMEAL_JAVA_OPTS='-Dhttps.proxyHost=HOST -Dhttps.proxyPort=PORT', with http for https"
              + " where the URL begins so";
      default -> "";
    };
  }

  private boolean namesAProxy() {
    boolean named =
        System.getProperty("https.proxyHost", System.getProperty("http.proxyHost")) != null;
    return !named
        && surroundings.environment().entrySet().stream()
            .anyMatch(
                variable ->
                    variable.getKey().matches("(?i)(https?|all)_proxy")
                        && !variable.getValue().isBlank());
  }

  /**
   * A failure; the others go on.
   *
   * @param advice what to do, or nothing
   */
  synchronized void failed(String subject, RuntimeException failure, String advice) {
    progress.clear();
    String why = String.valueOf(failure.getMessage());
    String message = advice.isEmpty() ? why : why.replaceFirst("\\.$", "") + "; " + advice;
    surroundings
        .errors()
        .println(
            "piecemeal: "
                + Names.printable(subject.isEmpty() ? message : subject + ": " + message));
    if (json) {
      Map<String, @Nullable Object> error = new LinkedHashMap<>();
      error.put("code", failure instanceof PiecemealException e ? e.code() : "local");
      error.put("message", message);
      if (failure instanceof PiecemealException e) {
        error.put("status", e.status());
        error.put("retryable", e.retryable());
        error.put("request_id", e.requestId().orElse(null));
      }
      surroundings.output().println(Json.write(Map.of("subject", subject, "error", error)));
    }
    if (exitCode == ExitCode.DONE) {
      exitCode = ExitCode.of(failure);
    }
  }

  synchronized int exitCode() {
    return exitCode;
  }
}
