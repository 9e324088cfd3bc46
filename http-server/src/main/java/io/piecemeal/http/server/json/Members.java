package io.piecemeal.http.server.json;

import io.piecemeal.chunk.codec.Digits;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.RequestRejected;
import io.piecemeal.http.server.problem.UnknownNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
    return read(body, known, JsonBody.Length.SHORT);
  }

  private static Members read(InputStream body, Set<String> known, JsonBody.Length length)
      throws IOException {
    Map<String, Object> values = JsonBody.read(body, length);
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        throw unknownField(name, known);
      }
    }
    values.values().removeIf(value -> value == JsonBody.Null.INSTANCE);
    return new Members(values);
  }

  /** The same for a request that needs no body: an empty one has no members. */
  public static Members readOptional(@Nullable InputStream body, Set<String> known)
      throws IOException {
    return readOptional(body, known, JsonBody.Length.SHORT);
  }

  /** The same for a body that may have a list of up to 10,000 ids. */
  public static Members readOptionalList(@Nullable InputStream body, Set<String> known)
      throws IOException {
    return readOptional(body, known, JsonBody.Length.LONG);
  }

  private static Members readOptional(
      @Nullable InputStream body, Set<String> known, JsonBody.Length length) throws IOException {
    if (body == null) {
      return new Members(Map.of());
    }
    PushbackInputStream peeked = new PushbackInputStream(body, 1);
    int first = peeked.read();
    if (first < 0) {
      return new Members(Map.of());
    }
    peeked.unread(first);
    return read(peeked, known, length);
  }

  /** Refuses a member that an operation does not have; lists those that it has. */
  public static RequestRejected unknownField(String name, Set<String> known) {
    return UnknownNames.refuse("The body has a field", name, known);
  }

  /** Refuses a body without a member that it must have. */
  public static RequestRejected missingField(String name) {
    return new RequestRejected(
        Problem.of(ProblemKind.MISSING_FIELD, "Add the field '%s'.".formatted(name))
            .with("field", name));
  }

  /** A string that has to be there; it may be empty. */
  public String requireText(String name) {
    Object value = values.get(name);
    if (value == null) {
      throw missingField(name);
    }
    return textOf(name, value);
  }

  public ByteCount requireCount(String name) {
    return count(name).orElseThrow(() -> missingField(name));
  }

  /** A string, if the member is given: an empty one is not. */
  public Optional<String> text(String name) {
    return given(name).map(value -> textOf(name, value));
  }

  /** A list of strings, if the member is given. */
  public Optional<List<String>> texts(String name) {
    return given(name)
        .map(
            value -> {
              if (value instanceof JsonBody.Texts texts) {
                return texts.values();
              }
              throw RequestRejected.invalidField(name, "it is not a list of strings");
            });
  }

  private static String textOf(String name, Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw RequestRejected.invalidField(name, "it is not a string");
  }

  /** What a client writes that has no value is nothing as well. */
  private Optional<Object> given(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.equals(""));
  }

  /** An integer from 0 to 2^63 - 1, with or without quotes, if the member is given. */
  public Optional<ByteCount> count(String name) {
    return given(name).map(value -> countOf(name, value));
  }

  private static ByteCount countOf(String name, Object value) {
    if (value instanceof Long number && number >= 0) {
      return new ByteCount(number);
    }
    OptionalLong quoted = value instanceof String text ? Digits.parse(text) : OptionalLong.empty();
    return new ByteCount(
        quoted.orElseThrow(
            () -> RequestRejected.invalidField(name, "it is not an integer of 0 or more")));
  }

  /** True or false, with or without quotes, if the member is given. */
  public Optional<Boolean> flag(String name) {
    return given(name)
        .map(
            value ->
                switch (value.toString()) {
                  case "true" -> true;
                  case "false" -> false;
                  default ->
                      throw RequestRejected.invalidField(name, "it is neither true nor false");
                });
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
