package io.piecemeal.e2e.openapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Turns what was on the wire into values that a schema can judge. */
final class Values {

  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Values() {}

  /**
   * Reads a body strictly.
   *
   * @throws NotJsonException if it is not one value in UTF-8, or has a member twice
   */
  static JsonNode json(Exchange.Bytes body) throws NotJsonException {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body.value())).toString();
      JsonNode value = JSON.readTree(text);
      if (value.isMissingNode()) {
        throw new NotJsonException("it is empty");
      }
      return value;
    } catch (CharacterCodingException | JsonProcessingException e) {
      throw new NotJsonException(String.valueOf(e.getMessage()));
    }
  }

  /** The value of a header or parameter: a number or a list where its schema wants one. */
  static JsonNode simple(String text, DocumentPart schema) {
    if (schema.text("type").equals("array")) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      Stream.of(text.split(",", -1)).forEach(list::add);
      return list;
    }
    boolean number = schema.text("type").equals("integer") && INTEGER.matcher(text).matches();
    return number
        ? JsonNodeFactory.instance.numberNode(Long.parseLong(text))
        : JsonNodeFactory.instance.textNode(text);
  }

  /** A body is not JSON. */
  static final class NotJsonException extends Exception {
    private static final long serialVersionUID = 1;

    NotJsonException(String reason) {
      super(reason);
    }
  }
}
