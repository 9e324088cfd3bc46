package io.piecemeal.adapters.openai.body;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import io.piecemeal.chunk.codec.Digits;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.http.server.json.Members;
import io.piecemeal.http.server.json.ShortBodies;
import io.piecemeal.http.server.problem.BodyProblems;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.RequestRejected;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A short body that may have an object within the object. Read strictly, as all bodies are. */
public final class JsonObject {

  private static final int MAX_BYTES = 64 << 10;
  private static final int MAX_TOKENS = 1000;
  private static final int MAX_DEPTH = 3;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxTokenCount(MAX_TOKENS)
                  .maxNestingDepth(MAX_DEPTH)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final String prefix;
  private final Map<String, Object> values;

  private JsonObject(String prefix, Map<String, Object> values) {
    this.prefix = prefix;
    this.values = values;
  }

  /**
   * Reads a body.
   *
   * @param known the names that its members may have
   * @throws RequestRejected if it is not one JSON object, or has other members
   */
  public static JsonObject read(InputStream body, Set<String> known) throws IOException {
    byte[] bytes = ShortBodies.read(body, MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new RequestRejected(BodyProblems.tooLarge(new ByteCount(MAX_BYTES)));
    }
    try (JsonParser parser = JSON.createParser(bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw invalid("it is not an object");
      }
      JsonObject object = new JsonObject("", members(parser)).requireKnown(known);
      if (parser.nextToken() != null) {
        throw invalid("something follows the object");
      }
      return object;
    } catch (StreamConstraintsException e) {
      throw invalid("it has too many values, or is nested too deeply");
    } catch (StreamReadException e) {
      throw invalid("it is malformed at byte " + e.getLocation().getByteOffset());
    }
  }

  private static Map<String, Object> members(JsonParser parser) throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      requireText(name, "a name");
      parser.nextToken();
      Object value = value(parser);
      if (value != null) {
        members.put(name, value);
      }
    }
    return members;
  }

  /** A lone surrogate has no bytes, and would be kept as another character. */
  private static void requireText(String text, String what) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw invalid(what + " has a lone surrogate");
    }
  }

  /** Null for what is not given. */
  private static @Nullable Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> members(parser);
      case START_ARRAY -> {
        parser.skipChildren();
        yield Double.NaN;
      }
      case VALUE_STRING -> {
        String text = parser.getText();
        requireText(text, "the text of '%s'".formatted(parser.currentName()));
        yield text;
      }
      case VALUE_NULL -> null;
      case VALUE_NUMBER_INT ->
          switch (parser.getNumberType()) {
            case INT, LONG -> parser.getLongValue();
            default -> Double.NaN;
          };
      default -> Double.NaN;
    };
  }

  private JsonObject requireKnown(Set<String> known) {
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        throw Members.unknownField(name, known);
      }
    }
    return this;
  }

  /** A text, if it is given: an empty one is not. */
  public Optional<String> text(String name) {
    return given(name, String.class, "a string").filter(text -> !text.isEmpty());
  }

  public String requireText(String name) {
    return text(name).orElseThrow(() -> Members.missingField(named(name)));
  }

  /** An integer of 0 or more, if it is given. */
  public Optional<Long> count(String name) {
    Optional<Long> number = given(name, Long.class, "an integer of 0 or more");
    if (number.filter(some -> some < 0).isPresent()) {
      throw fault(name, "an integer of 0 or more");
    }
    return number;
  }

  /** The same, or its digits in quotes, as Google's clients write numbers of 64 bits. */
  public Optional<Long> countOrDigits(String name) {
    if (!(values.get(name) instanceof String)) {
      return count(name);
    }
    return text(name)
        .map(
            digits ->
                Digits.parse(digits).orElseThrow(() -> fault(name, "an integer of 0 or more")));
  }

  public long requireCount(String name) {
    return count(name).orElseThrow(() -> Members.missingField(named(name)));
  }

  /** An object within this one; one without members if it is not given. */
  @SuppressWarnings("unchecked")
  public JsonObject object(String name, Set<String> known) {
    Map<String, Object> members = given(name, Map.class, "an object").orElse(Map.of());
    return new JsonObject(name, members).requireKnown(known);
  }

  private <T> Optional<T> given(String name, Class<T> type, String expected) {
    Object value = values.get(name);
    if (value != null && !type.isInstance(value)) {
      throw fault(name, expected);
    }
    return Optional.ofNullable(value).map(type::cast);
  }

  private RequestRejected fault(String name, String expected) {
    return RequestRejected.invalidField(named(name), "it is not " + expected);
  }

  private String named(String name) {
    return prefix.isEmpty() ? name : "%s[%s]".formatted(prefix, name);
  }

  private static RequestRejected invalid(String reason) {
    return new RequestRejected(
        Problem.of(
            ProblemKind.INVALID_JSON,
            "Send one JSON object in UTF-8; this body is refused: %s.".formatted(reason)));
  }
}
