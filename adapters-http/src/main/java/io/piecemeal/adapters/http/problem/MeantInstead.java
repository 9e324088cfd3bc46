package io.piecemeal.adapters.http.problem;

import io.piecemeal.http.server.problem.MeantCalls;
import io.piecemeal.http.server.problem.NextCall;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Knows what callers take for each other: a file is read at {@code /files} while it is uploaded,
 * too, and written at {@code /uploads} only.
 */
@Singleton
final class MeantInstead implements MeantCalls {

  private static final Pattern PATH =
      Pattern.compile("/(?<kind>uploads|files)(?<id>/[a-z0-9]{32})?/?");
  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final Set<String> WRITING = Set.of("PUT", "PATCH", "POST");

  @Override
  public Optional<Advice> by(String method, String path) {
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String id = matcher.group("id");
    if (matcher.group("kind").equals("uploads")) {
      return READING.contains(method) ? Optional.of(read(id == null ? "" : id)) : Optional.empty();
    }
    return id != null && WRITING.contains(method) ? Optional.of(append(id)) : Optional.empty();
  }

  private static Advice read(String id) {
    return new Advice(
        "Files are read at /files, also while they are uploaded.",
        new NextCall("GET", "/files" + id, Map.of()));
  }

  private static Advice append(String id) {
    return new Advice(
        "Bytes are appended by PUT /uploads/{file_id}.",
        new NextCall("PUT", "/uploads" + id, Map.of()));
  }
}
