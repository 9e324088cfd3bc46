package io.piecemeal.mcp.protocol.rpc;

import io.piecemeal.chunk.codec.ChunkBodyRejected;
import io.piecemeal.chunk.codec.ShortenedJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.math.BigInteger;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;

/** Reads the messages that a body holds. */
public final class RpcReader {

  private static final char BYTE_ORDER_MARK = '\ufeff';

  private RpcReader() {}

  /**
   * Reads a body to its end. A text among {@code arguments} that is longer than {@link
   * ShortenedJson#LONGEST} becomes a {@link io.piecemeal.chunk.codec.ChunkText}.
   *
   * @return a list if it is a batch; anything else is to be one message
   * @throws RpcRejected if it is not one JSON value in UTF-8
   * @throws IOException if the body could not be read
   */
  public static Object json(InputStream body) throws IOException {
    ShortenedJson shortened = new ShortenedJson(body);
    try (JsonParser parser = Json.parser(text(shortened))) {
      @Nullable Object json = new JsonTree(parser, shortened).read();
      if (json == null) {
        throw invalid("send one JSON object.", null);
      }
      return json;
    } catch (CharacterCodingException | ChunkBodyRejected e) {
      throw unreadable();
    } catch (JacksonIOException e) {
      if (e.getCause() instanceof CharacterCodingException) {
        throw unreadable();
      }
      throw e.getCause();
    } catch (StreamConstraintsException e) {
      throw RpcRejected.of(
          RpcError.PARSE_ERROR,
          "Parse error: the message has more than %d names and values, or is nested too deeply, or a name or number is too long."
              .formatted(Json.MAX_TOKENS));
    } catch (JacksonException e) {
      // Its message quotes the body, so that it goes nowhere.
      throw unreadable();
    }
  }

  /** Strict, and never a guess at UTF-16 or 32. A byte order mark says nothing, and is skipped. */
  private static Reader text(InputStream body) throws IOException {
    PushbackReader text =
        new PushbackReader(
            new InputStreamReader(
                body,
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)));
    int first = text.read();
    if (first >= 0 && first != BYTE_ORDER_MARK) {
      text.unread(first);
    }
    return text;
  }

  private static RpcRejected unreadable() {
    return RpcRejected.of(RpcError.PARSE_ERROR, "Parse error: send one JSON object in UTF-8.");
  }

  /**
   * The message that a JSON value is.
   *
   * @throws RpcRejected if it is not a request or a notification
   */
  public static RpcMessage message(@Nullable Object json) {
    if (!(json instanceof Map<?, ?> members)) {
      throw invalid("send one JSON object.", null);
    }
    Object id = members.get("id");
    boolean identified = id instanceof String || isInteger(id);
    Object known = identified ? id : null;
    if (!"2.0".equals(members.get("jsonrpc"))) {
      throw invalid("'jsonrpc' has to be \"2.0\".", known);
    }
    if (!(members.get("method") instanceof String method)) {
      throw invalid("'method' has to be a string; answers are not expected here.", known);
    }
    if (members.containsKey("id") && !identified) {
      throw invalid("'id' has to be a string or an integer.", null);
    }
    Map<String, Object> params = params(members, known);
    return identified && id != null
        ? new RpcMessage.Request(id, method, params)
        : new RpcMessage.Notification(method, params);
  }

  /** Of any length: an answer repeats it as it was sent. */
  static boolean isInteger(@Nullable Object value) {
    return value instanceof Integer || value instanceof Long || value instanceof BigInteger;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> params(Map<?, ?> members, @Nullable Object id) {
    Object params = members.get("params");
    if (params == null) {
      return Map.of();
    }
    if (params instanceof Map<?, ?> named) {
      return (Map<String, Object>) named;
    }
    throw invalid("'params' has to be an object.", id);
  }

  private static RpcRejected invalid(String reason, @Nullable Object id) {
    return RpcRejected.of(RpcError.INVALID_REQUEST, "Invalid request: " + reason).answering(id);
  }
}
