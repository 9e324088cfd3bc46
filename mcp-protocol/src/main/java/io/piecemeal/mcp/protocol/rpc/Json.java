package io.piecemeal.mcp.protocol.rpc;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.piecemeal.chunk.codec.ChunkText;
import java.io.Reader;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** JSON as this adapter reads and writes it. */
public final class Json {

  /** Deeper than any message of the protocol; each level costs stack. */
  private static final int MAX_DEPTH = 64;

  /** Digits: more than any number has that is used for something. */
  private static final int MAX_NUMBER = 40;

  /**
   * Names and values of one message. Each takes about a hundred bytes, however short it is in the
   * text; a list of all tools has a few hundred.
   */
  static final int MAX_TOKENS = 4_000;

  /** Characters: no name that is known has more than a few dozen. */
  private static final int MAX_NAME = 256;

  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  /** Bodies are bounded in bytes before they come here, so that a string may take a whole one. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxTokenCount(MAX_TOKENS)
                          .maxNameLength(MAX_NAME)
                          .maxNumberLength(MAX_NUMBER)
                          .maxStringLength(Integer.MAX_VALUE)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .addModule(new SimpleModule().addSerializer(new LongTextAsItIs()))
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .build();

  private Json() {}

  /** The same for the SDK. */
  public static McpJsonMapper forSdk() {
    return new JacksonMcpJsonMapper(MAPPER);
  }

  /** A parser of the text, which its messages quote. */
  static JsonParser parser(Reader text) {
    return MAPPER.createParser(text);
  }

  /** The members of an object that is written in a text; empty if the text is anything else. */
  public static Optional<Map<String, Object>> readObject(String text) {
    try {
      return Optional.of(MAPPER.readValue(text, OBJECT));
    } catch (JacksonException e) {
      // Its message quotes the text, so that it goes nowhere.
      return Optional.empty();
    }
  }

  public static byte[] bytes(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  public static String text(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /** A value of the SDK's as the members that it is written with. */
  public static Map<String, Object> members(Object value) {
    return MAPPER.convertValue(value, OBJECT);
  }

  /** Whether a value of the SDK's can be made of members. */
  static boolean canBe(Map<String, Object> members, Class<?> type) {
    try {
      MAPPER.convertValue(members, type);
      return true;
    } catch (JacksonException | IllegalArgumentException e) {
      // Its message quotes the members, so that it goes nowhere.
      return false;
    }
  }

  /** The SDK has arguments converted, in which long texts are to stay what they are. */
  private static final class LongTextAsItIs extends StdSerializer<ChunkText> {
    LongTextAsItIs() {
      super(ChunkText.class);
    }

    @Override
    public void serialize(ChunkText text, JsonGenerator to, SerializationContext context) {
      to.writeEmbeddedObject(text);
    }
  }
}
