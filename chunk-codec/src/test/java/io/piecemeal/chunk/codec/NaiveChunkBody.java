package io.piecemeal.chunk.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.piecemeal.chunk.codec.ChunkBodyFault.EmptyChunk;
import io.piecemeal.chunk.codec.ChunkBodyFault.InvalidField;
import io.piecemeal.chunk.codec.ChunkBodyFault.MissingField;
import io.piecemeal.chunk.codec.ChunkBodyFault.UnknownField;
import io.piecemeal.chunk.codec.ChunkMembers.Completion;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a chunk body once more, with the whole body in memory, Jackson for the JSON and no
 * thought of speed. Jackson is lax about encodings and surrogates, so these are checked around it.
 */
final class NaiveChunkBody {

  /**
   * The answer for a body that is not JSON: which fault comes first is not this class's business.
   */
  static final String ANY_REFUSAL = "any refusal";

  private static final BigInteger LARGEST_OFFSET = BigInteger.valueOf(Long.MAX_VALUE);
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private OptionalLong offset = OptionalLong.empty();
  private Optional<String> sha256 = Optional.empty();
  private Optional<Encoding> encoding = Optional.empty();
  private Completion completion = Completion.MORE_MAY_FOLLOW;
  private @Nullable String waiting;
  private byte @Nullable [] decoded;

  private NaiveChunkBody() {}

  /** The line that {@link Outcome} should give, or {@link #ANY_REFUSAL}. */
  static String outcome(byte[] body) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      String json = text.startsWith("\uFEFF") ? text.substring(1) : text;
      return isOneObject(json) ? new NaiveChunkBody().read(json) : ANY_REFUSAL;
    } catch (CharacterCodingException notUtf8) {
      return ANY_REFUSAL;
    } catch (ChunkBodyRejected rejected) {
      return Outcome.refused(rejected.fault());
    } catch (IOException e) {
      throw new AssertionError("a second reading went otherwise than the first", e);
    }
  }

  private static boolean isOneObject(String text) {
    if (text.startsWith("\uFEFF")) {
      return false;
    }
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      int depth = 1;
      while (depth > 0) {
        JsonToken token = parser.nextToken();
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        boolean hasText = token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING;
        if (hasText && !UTF_8.newEncoder().canEncode(parser.getText())) {
          return false;
        }
      }
      return parser.nextToken() == null;
    } catch (IOException notJson) {
      return false;
    }
  }

  private String read(String text) throws IOException {
    try (JsonParser parser = JSON.createParser(text)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        readMember(name, parser);
        parser.skipChildren();
      }
    }
    if (waiting != null) {
      decode(waiting, encoding.orElse(Encoding.BASE64));
    }
    if (decoded == null) {
      throw new ChunkBodyRejected(new MissingField("data"));
    }
    return Outcome.accepted(decoded, new ChunkMembers(offset, sha256, completion));
  }

  private void readMember(String name, JsonParser parser) throws IOException {
    JsonToken kind = parser.currentToken();
    String text = parser.getText();
    boolean isString = kind == JsonToken.VALUE_STRING;
    switch (name) {
      case "data" -> {
        require(isString, name);
        readData(text);
      }
      case "offset", "sha256", "encoding", "complete" -> {
        boolean absent = kind == JsonToken.VALUE_NULL || (isString && text.isEmpty());
        if (!absent) {
          require(!isString || text.length() <= 64, name);
          readOptional(name, kind, text);
        }
      }
      default -> throw new ChunkBodyRejected(new UnknownField(cut(name)));
    }
  }

  /** Of at most 64 characters, so that nothing is computed from an exponent that is far away. */
  private static BigInteger whole(JsonToken kind, String text, String name) {
    require(kind.isNumeric() && text.length() <= 64 && !text.startsWith("-"), name);
    try {
      BigDecimal number = new BigDecimal(text);
      require(number.signum() == 0 || number.precision() - number.scale() <= 19L, name);
      return number.toBigIntegerExact();
    } catch (ArithmeticException | NumberFormatException e) {
      require(false, name);
      throw e;
    }
  }

  private void readOptional(String name, JsonToken kind, String text) {
    boolean isString = kind == JsonToken.VALUE_STRING;
    switch (name) {
      case "offset" -> {
        BigInteger number = text.matches("[0-9]+") ? new BigInteger(text) : whole(kind, text, name);
        require(isString || kind.isNumeric(), name);
        require(number.signum() >= 0 && number.compareTo(LARGEST_OFFSET) <= 0, name);
        offset = OptionalLong.of(number.longValueExact());
      }
      case "sha256" -> {
        require(isString && text.matches("[0-9a-fA-F]{64}"), name);
        sha256 = Optional.of(text.toLowerCase(Locale.ROOT));
      }
      case "encoding" -> {
        require(isString && text.matches("(?i)base64|base64url|hex|utf-?8"), name);
        encoding = Encoding.named(text);
      }
      default -> {
        require(kind.isBoolean() || (isString && text.matches("true|false")), name);
        completion = text.equals("true") ? Completion.LAST_CHUNK : Completion.MORE_MAY_FOLLOW;
      }
    }
  }

  private void readData(String text) {
    if (encoding.isPresent()) {
      decode(text, encoding.get());
    } else {
      waiting = text;
    }
  }

  private void decode(String text, Encoding by) {
    decoded = NaiveDecoding.decode(text, by);
    if (decoded.length == 0) {
      throw new ChunkBodyRejected(new EmptyChunk());
    }
  }

  private static void require(boolean valid, String name) {
    if (!valid) {
      throw new ChunkBodyRejected(new InvalidField(name, ""));
    }
  }

  /** The first 64 UTF-16 units, less half a surrogate pair. */
  private static String cut(String name) {
    if (name.length() <= 64) {
      return name;
    }
    return name.substring(0, Character.isHighSurrogate(name.charAt(63)) ? 63 : 64);
  }
}
