package io.piecemeal.e2e;

import io.micronaut.core.type.Argument;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON as callers write and read it. */
final class Json {

  private static final ObjectMapper MAPPER = ObjectMapper.getDefault();

  private Json() {}

  /** An object of these names and values, in turn. */
  static String of(Object... namesAndValues) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return write(members);
  }

  /** The smallest body of an append. */
  static String data(byte[] bytes) {
    return of("data", base64(bytes));
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** A member that has to be there. */
  static Object require(Map<String, Object> members, String name) {
    Object value = members.get(name);
    if (value == null) {
      throw new AssertionError("no '%s' in %s".formatted(name, members));
    }
    return value;
  }

  static String write(Map<String, ?> members) {
    try {
      return MAPPER.writeValueAsString(members);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The members of an object in their order. */
  static Map<String, Object> read(byte[] text) {
    try {
      return MAPPER.readValue(text, Argument.mapOf(String.class, Object.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
