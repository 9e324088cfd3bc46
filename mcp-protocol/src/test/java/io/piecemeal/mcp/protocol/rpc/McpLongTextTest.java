package io.piecemeal.mcp.protocol.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.piecemeal.chunk.codec.ChunkText;
import io.piecemeal.chunk.codec.ShortenedJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is as long as a chunk stays the bytes that came, where it is an argument. */
class McpLongTextTest {

  private static final String LONG = "x".repeat(ShortenedJson.LONGEST + 1);

  private static Object read(String text) throws IOException {
    return RpcReader.json(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Object at(Object json, String... path) {
    Object value = json;
    for (String name : path) {
      value = Objects.requireNonNull(((Map<?, ?>) value).get(name));
    }
    return value;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"method\":\"m\",\"params\":{\"name\":\"n\",\"arguments\":{\"b\":1,\"data\":\"%s\"}},\"id\":7}",
        "\ufeff{\"params\":{\"arguments\":{\"data\":\"%s\",\"b\":1},\"name\":\"n\"},\"id\":7,\"method\":\"m\"}"
      })
  void longArgumentIsAText(String message) throws IOException {
    Object json = read(message.formatted(LONG));
    assertThat(at(json, "params", "arguments", "data"))
        .isInstanceOf(ChunkText.class)
        .hasToString(LONG);
    assertThat(at(json, "params", "arguments", "b")).isEqualTo(1);
    assertThat(at(json, "params", "name")).isEqualTo("n");
    assertThat(at(json, "id")).isEqualTo(7);
  }

  @Test
  void longArgumentOfABatchIsAText() throws IOException {
    List<?> batch =
        (List<?>) read("[{\"params\":{\"arguments\":{\"data\":\"%s\"}}},1]".formatted(LONG));
    assertThat(at(batch.getFirst(), "params", "arguments", "data")).isInstanceOf(ChunkText.class);
  }

  /** So that whatever asks for a string elsewhere finds one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"%s\"}",
        "{\"params\":{\"arguments\":\"%s\"}}",
        "{\"params\":{\"name\":\"%s\",\"arguments\":{}}}",
        "{\"params\":{\"arguments\":{\"a\":[\"%s\"],\"b\":{\"c\":\"%<s\"}}}}"
      })
  void everyOtherLongTextIsAString(String message) throws IOException {
    assertThat(read(message.formatted(LONG)).toString()).contains(LONG);
    assertThat(strings(read(message.formatted(LONG))))
        .doesNotHaveAnyElementsOfTypes(ChunkText.class);
  }

  private static List<Object> strings(Object json) {
    return switch (json) {
      case Map<?, ?> members ->
          members.values().stream().flatMap(v -> strings(v).stream()).toList();
      case List<?> values -> values.stream().flatMap(v -> strings(v).stream()).toList();
      default -> List.of(json);
    };
  }

  @Test
  void loneSurrogateIsNoErrorOfTheMessage() throws IOException {
    Object json = read("{\"id\":\"%s\\ud800\"}".formatted(LONG));
    assertThat(at(json, "id")).isEqualTo(LONG + "\ud800");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"%s\":1}",
        "{\"data\":\"%s\\x\"}",
        "{\"data\":\"%s",
        "{\"data\":\"%s\" \"\"}",
        "{\"data\":\"%s\",\"data\":1}",
        "{\"data\":\"%s\"}{}",
        "{\"data\":\"%s\",}",
        "{\"data\":\"%s\t\"}"
      })
  void whatIsNotJsonIsAParseError(String message) {
    assertThatThrownBy(() -> read(message.formatted(LONG)))
        .isInstanceOfSatisfying(
            RpcRejected.class, e -> assertThat(e.error()).isEqualTo(RpcError.PARSE_ERROR));
  }

  /** The SDK has all that it is given converted. */
  @Test
  void longTextIsTheSameAfterAConversion() throws IOException {
    Object json = read("{\"arguments\":{\"data\":\"%s\"}}".formatted(LONG));
    assertThat(at(Json.members(json), "arguments", "data")).isSameAs(at(json, "arguments", "data"));
  }

  /** Of a chunk of 5 MiB: its Base64 lies in memory once. */
  @Test
  void messageTakesLittleMoreThanItsBody() throws Exception {
    byte[] body =
        "{\"params\":{\"arguments\":{\"data\":\"%s\"}}}"
            .formatted("QUJD".repeat(5 << 18))
            .getBytes(StandardCharsets.UTF_8);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int run = 0; run < 10; run++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      RpcReader.json(new ByteArrayInputStream(body));
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).isLessThan(body.length + (512L << 10));
  }
}
