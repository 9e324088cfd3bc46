package io.piecemeal.http.server.trace;

import io.micronaut.http.HttpRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the W3C calls the fields of a trace, and what the log calls its id. */
public final class TraceFields {

  /** The name of a trace's id in log lines. */
  public static final String LOGGED = "trace_id";

  static final String OTHER = "(other)";

  private static final List<String> NAMES = List.of("traceparent", "tracestate");

  /**
   * Where the framework's requests keep the {@link RequestTraces.RequestTrace} that follows them.
   */
  static final String ATTRIBUTE = "piecemeal.trace";

  private TraceFields() {}

  /** The id of the trace that a request of the framework is followed in, if it is. */
  public static Optional<String> id(HttpRequest<?> request) {
    return request
        .getAttribute(ATTRIBUTE, RequestTraces.RequestTrace.class)
        .map(RequestTraces.RequestTrace::id);
  }

  /** Those that a request has. */
  public static Map<String, String> of(Function<String, @Nullable String> header) {
    Map<String, String> fields = new HashMap<>();
    for (String name : NAMES) {
      String value = header.apply(name);
      if (value != null) {
        fields.put(name, value);
      }
    }
    return fields;
  }
}
