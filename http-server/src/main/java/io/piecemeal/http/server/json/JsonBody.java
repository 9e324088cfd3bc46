package io.piecemeal.http.server.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import io.piecemeal.chunk.codec.ByteOrderMark;
import io.piecemeal.chunk.codec.Digits;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.http.server.problem.BodyProblems;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.RequestRejected;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Reads small JSON bodies strictly: one object in UTF-8, no member twice, scalar values or lists of
 * strings only, nothing behind it. A byte order mark, as PowerShell and .NET write it, is skipped.
 * (Chunk bodies, which are large, have a scanner of their own.)
 */
final class JsonBody {

  /** Far more than any request without chunk data needs. */
  static final int MAX_BYTES = 64 << 10;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private static final int MAX_DEPTH = 64;

  /** Names and values; each takes about a hundred bytes, however short it is in the text. */
  private static final int MAX_TOKENS = 1_000;

  /** How long a body may be. */
  record Length(int bytes, JsonFactory json) {

    /** Enough for any request without lists. */
    static final Length SHORT = of(MAX_BYTES, MAX_TOKENS);

    /** Enough for a list of 10,000 ids. */
    static final Length LONG = of(640 << 10, 10_100);

    private static Length of(int bytes, int tokens) {
      return new Length(
          bytes,
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxTokenCount(tokens)
                      .maxNestingDepth(MAX_DEPTH)
                      .build())
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .build());
    }
  }

  private JsonBody() {}

  /**
   * The members by name; values are String, Long, Boolean, {@link Null}, {@link Texts}, or {@link
   * NotScalar} for all else.
   */
  static Map<String, Object> read(InputStream body, Length length) throws IOException {
    byte[] bytes = ShortBodies.read(body, length.bytes + 1);
    if (bytes.length > length.bytes) {
      throw new RequestRejected(BodyProblems.tooLarge(new ByteCount(length.bytes)));
    }
    CharBuffer text = decode(bytes);
    int mark = text.length() > 0 && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
    try (JsonParser parser = length.json.createParser(text.array(), mark, text.length() - mark)) {
      return readObject(parser);
    } catch (StreamConstraintsException e) {
      throw invalid("too many members, nested too deeply, or a name or number is too long");
    } catch (StreamReadException e) {
      throw invalid("malformed at character " + e.getLocation().getCharOffset());
    }
  }

  private static CharBuffer decode(byte[] bytes) {
    if (bytes.length > 1 && ByteOrderMark.isOfOtherEncoding(bytes[0] & 0xFF, bytes[1] & 0xFF)) {
      throw invalid("it is in UTF-16 or UTF-32; let your client encode it as UTF-8");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    } catch (CharacterCodingException e) {
      throw invalid("not UTF-8");
    }
  }

  private static Map<String, Object> readObject(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw invalid("not an object");
    }
    Map<String, Object> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      members.put(name, readValue(parser));
    }
    if (parser.nextToken() != null) {
      throw invalid("something follows the object");
    }
    return members;
  }

  private static Object readValue(JsonParser parser) throws IOException {
    return switch (parser.nextToken()) {
      case VALUE_STRING -> requireNoLoneSurrogate(parser.getText());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
      case VALUE_NULL -> Null.INSTANCE;
      case START_ARRAY -> array(parser);
      case START_OBJECT -> {
        parser.skipChildren();
        yield NotScalar.INSTANCE;
      }
      default -> throw invalid("malformed");
    };
  }

  private static Object array(JsonParser parser) throws IOException {
    List<String> texts = new ArrayList<>();
    boolean onlyTexts = true;
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (token == JsonToken.VALUE_STRING) {
        texts.add(requireNoLoneSurrogate(parser.getText()));
      } else {
        onlyTexts = false;
        parser.skipChildren();
      }
    }
    return onlyTexts ? new Texts(texts) : NotScalar.INSTANCE;
  }

  private static Object number(JsonParser parser) throws IOException {
    OptionalLong whole = Digits.whole(parser.getText());
    return whole.isPresent() ? whole.getAsLong() : NotScalar.INSTANCE;
  }

  private static String requireNoLoneSurrogate(String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw invalid("a string has a lone surrogate");
    }
    return text;
  }

  private static RequestRejected invalid(String reason) {
    return new RequestRejected(
        Problem.of(
            ProblemKind.INVALID_JSON,
            "Send one JSON object in UTF-8; this body is refused: %s.".formatted(reason)));
  }

  /** Stands for null: a member that is not given. */
  enum Null {
    INSTANCE
  }

  /** An array of strings. */
  record Texts(List<String> values) {}

  /**
   * Stands for a value that no member takes: a number that is not whole, negative or huge, an array
   * of anything but strings, an object.
   */
  enum NotScalar {
    INSTANCE
  }
}
