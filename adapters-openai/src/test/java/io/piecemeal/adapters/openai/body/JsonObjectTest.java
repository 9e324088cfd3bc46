package io.piecemeal.adapters.openai.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.http.server.problem.RequestRejected;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectTest {

  private static JsonObject read(String body) throws IOException {
    return JsonObject.read(new ByteArrayInputStream(body.getBytes(UTF_8)), Set.of("a", "b", "c"));
  }

  @Test
  void membersAreTakenOutByNameAndType() throws IOException {
    JsonObject object = read("{\"a\":\"x\",\"b\":7,\"c\":{\"d\":8}}");

    assertThat(object.requireText("a")).isEqualTo("x");
    assertThat(object.requireCount("b")).isEqualTo(7);
    assertThat(object.object("c", Set.of("d")).count("d")).contains(8L);
    assertThat(read("{\"a\":\"\",\"b\":null}").text("a")).isEmpty();
    assertThat(read("{}").object("c", Set.of("d")).count("d")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{} {}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":{\"a\":{\"a\":{}}}}",
        "{\"\\ud800\":1}",
        "{\"a\":\"\\ud800\"}",
        "{\"c\":{\"d\":\"\\udc00\"}}"
      })
  void whatIsNotOneObjectIsRefused(String body) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOf(RequestRejected.class)
        .hasMessage("invalid-json");
  }

  @Test
  void valuesOfAnotherTypeAreRefused() throws IOException {
    JsonObject object = read("{\"a\":[1],\"b\":-1,\"c\":{\"d\":1.5}}");

    refuses(() -> object.text("a"), "invalid-field");
    refuses(() -> object.count("b"), "invalid-field");
    refuses(() -> object.object("a", Set.of()), "invalid-field");
    refuses(() -> object.object("c", Set.of()), "unknown-field");
    refuses(() -> object.object("c", Set.of("d")).count("d"), "invalid-field");
    refuses(() -> read("{\"d\":1}"), "unknown-field");
    refuses(() -> read("{}").requireText("a"), "missing-field");
  }

  private static void refuses(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String code) {
    assertThatThrownBy(call).isInstanceOf(RequestRejected.class).hasMessage(code);
  }

  @Test
  void aCountMayStandInQuotesWhereItIsSo() throws IOException {
    JsonObject object = read("{\"a\":5,\"b\":\"6\",\"c\":\"x\"}");

    assertThat(object.countOrDigits("a")).contains(5L);
    assertThat(object.countOrDigits("b")).contains(6L);
    assertThat(object.countOrDigits("d")).isEmpty();
    assertThatThrownBy(() -> object.countOrDigits("c")).isInstanceOf(RequestRejected.class);
  }
}
