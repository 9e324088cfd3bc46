package io.piecemeal.http.server.adapter;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The paths of all adapters at which bodies are the bytes of files. */
@Singleton
public final class StreamPaths {

  private final List<String> streams;
  private final Optional<String> resumable;

  public StreamPaths(List<AdapterFacts> adapters) {
    this.streams = adapters.stream().flatMap(facts -> facts.streams().stream()).toList();
    List<String> resumables =
        adapters.stream().flatMap(facts -> facts.resumable().stream()).toList();
    if (resumables.size() > 1) {
      throw new IllegalArgumentException("one path takes what can be resumed, not " + resumables);
    }
    this.resumable = resumables.stream().findFirst();
  }

  /** Where bytes are taken to that can be resumed and came to where forms are sent. */
  public Optional<String> resumable() {
    return resumable;
  }

  /**
   * Whether bodies of this path are the bytes of files.
   *
   * @param target the path, with or without a query
   */
  public boolean contain(String target) {
    for (String stream : streams) {
      if (isAtOrBelow(target, stream)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAtOrBelow(String target, String path) {
    return target.startsWith(path)
        && (target.length() == path.length() || "/?".indexOf(target.charAt(path.length())) >= 0);
  }
}
