package io.piecemeal.adapters.http.wire;

import io.piecemeal.adapters.http.problem.Problem;
import io.piecemeal.adapters.http.problem.ProblemKind;
import io.piecemeal.adapters.http.problem.RequestRejected;
import io.piecemeal.adapters.http.spelling.NearestName;
import io.piecemeal.domain.ByteCount;
import io.piecemeal.domain.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members of a small JSON body, taken out by name and type. */
public final class Members {

  private final Map<String, Object> values;

  private Members(Map<String, Object> values) {
    this.values = values;
  }

  /**
   * Reads a body that may have the members {@code known} and no others.
   *
   * @throws RequestRejected if it is not that
   */
  public static Members read(InputStream body, Set<String> known) throws IOException {
    Map<String, Object> values = JsonBody.read(body);
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        throw unknownField(name, NearestName.of(name, known));
      }
    }
    return new Members(values);
  }

  /** The same for a request that needs no body: an empty one has no members. */
  public static Members readOptional(@Nullable InputStream body, Set<String> known)
      throws IOException {
    if (body == null) {
      return new Members(Map.of());
    }
    PushbackInputStream peeked = new PushbackInputStream(body, 1);
    int first = peeked.read();
    if (first < 0) {
      return new Members(Map.of());
    }
    peeked.unread(first);
    return read(peeked, known);
  }

  /** Refuses a member that no operation has; names the one that was probably meant. */
  public static RequestRejected unknownField(String name, Optional<String> nearest) {
    String hint = nearest.map(" Did you mean '%s'?"::formatted).orElse("");
    Problem problem =
        Problem.of(ProblemKind.UNKNOWN_FIELD, "The body has a field that is not known." + hint)
            .with("field", name.substring(0, Math.min(name.length(), 64)));
    nearest.ifPresent(known -> problem.with("nearest", known));
    return new RequestRejected(problem);
  }

  /** Refuses a body without a member that it must have. */
  public static RequestRejected missingField(String name) {
    return new RequestRejected(
        Problem.of(ProblemKind.MISSING_FIELD, "Add the field '%s'.".formatted(name))
            .with("field", name));
  }

  public String requireText(String name) {
    return text(name).orElseThrow(() -> missingField(name));
  }

  public ByteCount requireCount(String name) {
    return count(name).orElseThrow(() -> missingField(name));
  }

  /** A string, if the member is there. */
  public Optional<String> text(String name) {
    Object value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text) {
      return Optional.of(text);
    }
    throw RequestRejected.invalidField(name, "it is not a string");
  }

  /** An integer from 0 to 2^63 - 1, if the member is there. */
  public Optional<ByteCount> count(String name) {
    Object value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Long number && number >= 0) {
      return Optional.of(new ByteCount(number));
    }
    throw RequestRejected.invalidField(name, "it is not an integer of 0 or more");
  }

  /** True or false, if the member is there. */
  public Optional<Boolean> flag(String name) {
    Object value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Boolean flag) {
      return Optional.of(flag);
    }
    throw RequestRejected.invalidField(name, "it is neither true nor false");
  }

  /** 64 hex digits, if the member is there. */
  public Optional<Sha256> sha256(String name) {
    return text(name)
        .map(
            hex ->
                Sha256.parse(hex)
                    .orElseThrow(
                        () -> RequestRejected.invalidField(name, "it is not 64 hex digits")));
  }
}
