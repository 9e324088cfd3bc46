package io.piecemeal.mcp.protocol.rpc;

import io.piecemeal.chunk.codec.ChunkText;
import io.piecemeal.chunk.codec.ShortenedJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;

/** Makes one value of a text whose long strings were left out, and puts these into their places. */
final class JsonTree {

  /** The member whose own members may be as long as a chunk. */
  private static final String ARGUMENTS = "arguments";

  private final JsonParser parser;
  private final ShortenedJson shortened;
  private int strings;

  JsonTree(JsonParser parser, ShortenedJson shortened) {
    this.parser = parser;
    this.shortened = shortened;
  }

  /**
   * Reads one value to the end of the text: a map, a list, a string, a number, a boolean or null.
   *
   * @throws tools.jackson.core.JacksonException if it is not one JSON value; its message quotes the
   *     text
   */
  @Nullable Object read() {
    @Nullable Object value = value(parser.nextToken(), "", LongTexts.A_STRING);
    if (parser.nextToken() != null) {
      throw new StreamReadException(parser, "something follows the value");
    }
    return value;
  }

  /**
   * @param name of the member that the value is; empty if it is none
   */
  private @Nullable Object value(@Nullable JsonToken token, String name, LongTexts text) {
    return switch (token) {
      case START_OBJECT -> object(name.equals(ARGUMENTS) ? LongTexts.AS_IT_IS : LongTexts.A_STRING);
      case START_ARRAY -> array();
      case VALUE_STRING -> string(text);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case null, default -> throw new StreamReadException(parser, "there is no value");
    };
  }

  private Map<String, @Nullable Object> object(LongTexts text) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = name();
      members.put(name, value(parser.nextToken(), name, text));
    }
    return members;
  }

  private List<@Nullable Object> array() {
    List<@Nullable Object> values = new ArrayList<>();
    JsonToken next = parser.nextToken();
    while (next != JsonToken.END_ARRAY) {
      values.add(value(next, "", LongTexts.A_STRING));
      next = parser.nextToken();
    }
    return values;
  }

  private String name() {
    if (shortened.text(strings++).isPresent()) {
      throw new StreamConstraintsException("a name is too long");
    }
    return parser.currentName();
  }

  private Object string(LongTexts text) {
    Optional<ChunkText> left = shortened.text(strings++);
    if (left.isEmpty()) {
      return parser.getString();
    }
    return switch (text) {
      case AS_IT_IS -> left.get();
      case A_STRING -> left.get().toString();
    };
  }

  /** What becomes of a long text. */
  private enum LongTexts {
    AS_IT_IS,
    A_STRING
  }
}
