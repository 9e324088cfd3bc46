package io.piecemeal.adapters.mcp.argument;

import io.piecemeal.chunk.codec.ChunkText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A parameter of a tool: what agents are told of it, and what is refused. */
public sealed interface Parameter {

  String name();

  Presence presence();

  /** Its JSON Schema. */
  Map<String, Object> schema();

  /**
   * Checks a value that was sent.
   *
   * @return the value in the one form that the tool takes it in
   * @throws ArgumentRejected if it is not what the schema says
   */
  Object check(Object value);

  /** Whether a value that was sent stands for none. */
  default boolean isLeftEmpty(Object value) {
    return value.equals("") && (presence() == Presence.OPTIONAL || !(this instanceof Text));
  }

  /** Whether a call is possible without it. */
  enum Presence {
    REQUIRED,
    OPTIONAL
  }

  /** A string. */
  record Text(String name, Presence presence, String description) implements Parameter {

    @Override
    public Map<String, Object> schema() {
      return described("string", description);
    }

    @Override
    public Object check(Object value) {
      if (value instanceof String || value instanceof ChunkText) {
        return value;
      }
      throw ArgumentRejected.invalid(name, "send one string, in quotes, whatever it holds");
    }
  }

  /**
   * A string that is a URI.
   *
   * @param members what its schema has beside its type
   */
  record Uri(String name, Presence presence, Map<String, Object> members, String description)
      implements Parameter {

    @Override
    public Map<String, Object> schema() {
      Map<String, Object> schema = described("string", description);
      schema.putAll(members);
      return schema;
    }

    @Override
    public Object check(Object value) {
      return new Text(name, presence, description).check(value);
    }
  }

  /**
   * An integer.
   *
   * @param least the smallest that is taken
   * @param most the greatest that is taken
   */
  record Count(String name, Presence presence, long least, long most, String description)
      implements Parameter {

    /** Exact in a {@code double}, which is what many callers know numbers as. */
    public static final long LARGEST = (1L << 53) - 1;

    /** Some models write numbers in quotes. */
    private static final Pattern QUOTED = Pattern.compile("-?[0-9]{1,16}");

    @Override
    public Map<String, Object> schema() {
      Map<String, Object> schema = described("integer", description);
      schema.put("minimum", least);
      if (most < LARGEST) {
        schema.put("maximum", most);
      }
      return schema;
    }

    @Override
    public Object check(Object value) {
      @Nullable Long number = integer(value);
      if (number == null || number < least || number > most) {
        throw ArgumentRejected.invalid(
            name, "send an integer from %d to %d".formatted(least, most));
      }
      return number;
    }

    private static @Nullable Long integer(Object value) {
      if (value instanceof Integer || value instanceof Long) {
        return ((Number) value).longValue();
      }
      // In JSON Schema 5.0 is an integer, and some callers write it so.
      if (value instanceof Double number
          && Math.abs(number) <= LARGEST
          && number == Math.rint(number)) {
        return number.longValue();
      }
      return value instanceof String text && QUOTED.matcher(text).matches()
          ? Long.valueOf(text)
          : null;
    }
  }

  /** One of a few strings. */
  record Choice(String name, Presence presence, List<String> values, String description)
      implements Parameter {

    @Override
    public Map<String, Object> schema() {
      Map<String, Object> schema = described("string", description);
      schema.put("enum", values);
      return schema;
    }

    @Override
    public Object check(Object value) {
      return values.stream()
          .filter(known -> value instanceof String text && known.equals(plain(text)))
          .findAny()
          .orElseThrow(
              () -> ArgumentRejected.invalid(name, "send one of " + String.join(", ", values)));
    }

    /** UTF-8 and utf_8 are utf8. */
    private static String plain(String text) {
      return text.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }
  }

  /** True or false. */
  record Flag(String name, Presence presence, String description) implements Parameter {

    @Override
    public Map<String, Object> schema() {
      return described("boolean", description);
    }

    @Override
    public Object check(Object value) {
      return switch (value.toString().toLowerCase(Locale.ROOT)) {
        case "true" -> true;
        case "false" -> false;
        default -> throw ArgumentRejected.invalid(name, "send true or false");
      };
    }
  }

  /**
   * A list of objects.
   *
   * @param members what each of them has
   * @param most how many there are at most; at least one
   */
  record Objects(
      String name, Presence presence, List<Parameter> members, int most, String description)
      implements Parameter {

    @Override
    public Map<String, Object> schema() {
      Map<String, Object> schema = described("array", description);
      schema.put("minItems", 1);
      schema.put("maxItems", most);
      schema.put("items", schemaOf(members));
      return schema;
    }

    /** Gives a list of {@link Arguments}. */
    @Override
    public Object check(Object value) {
      if (!(value instanceof List<?> given) || given.isEmpty() || given.size() > most) {
        throw ArgumentRejected.invalid(
            name, "send a list of 1 to %d objects with %s".formatted(most, names()));
      }
      List<Arguments> all = new ArrayList<>();
      for (Object each : given) {
        if (!(each instanceof Map<?, ?> object)) {
          throw ArgumentRejected.invalid(
              name, "entry %d is no object with %s".formatted(all.size(), names()));
        }
        all.add(checked(all.size(), object));
      }
      return all;
    }

    @SuppressWarnings("unchecked")
    private Arguments checked(int index, Map<?, ?> object) {
      try {
        return Arguments.of(members, (Map<String, Object>) object);
      } catch (ArgumentRejected e) {
        throw e.adding("It is in '%s[%d]'; nothing was stored.".formatted(name, index))
            .mendedBy(new ArgumentRejected.Mend.Left(name));
      }
    }

    private String names() {
      return members.stream().map(Parameter::name).collect(Collectors.joining(", "));
    }
  }

  /**
   * An object that a host makes. It may have members besides those that are known, since its maker
   * adds some at any time.
   */
  record HostObject(String name, Presence presence, List<Parameter> members, String description)
      implements Parameter {

    @Override
    public Map<String, Object> schema() {
      Map<String, Object> schema = described("object", description);
      schema.putAll(schemaOf(members));
      schema.put("additionalProperties", true);
      return schema;
    }

    /** Gives {@link Arguments}. */
    @Override
    public Object check(Object value) {
      if (!(value instanceof Map<?, ?> object)) {
        throw ArgumentRejected.invalid(name, "send one object");
      }
      Map<String, Object> known = new LinkedHashMap<>();
      for (Parameter member : members) {
        Object given = object.get(member.name());
        if (given != null) {
          known.put(member.name(), given);
        }
      }
      try {
        return Arguments.of(members, known);
      } catch (ArgumentRejected e) {
        throw e.adding("It is in '%s'; nothing was stored.".formatted(name))
            .mendedBy(new ArgumentRejected.Mend.Left(name));
      }
    }
  }

  /** The JSON Schema of an object that has such members. */
  static Map<String, Object> schemaOf(List<Parameter> parameters) {
    Map<String, Object> properties = new LinkedHashMap<>();
    parameters.forEach(parameter -> properties.put(parameter.name(), parameter.schema()));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put(
        "required",
        parameters.stream()
            .filter(parameter -> parameter.presence() == Presence.REQUIRED)
            .map(Parameter::name)
            .toList());
    schema.put("additionalProperties", false);
    return schema;
  }

  private static Map<String, Object> described(String type, String description) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", type);
    schema.put("description", description);
    return schema;
  }
}
