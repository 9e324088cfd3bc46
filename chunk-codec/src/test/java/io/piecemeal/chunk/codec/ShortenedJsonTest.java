package io.piecemeal.chunk.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.piecemeal.testkit.Allocation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long strings are kept as they would have been parsed, and everything else is passed on. */
class ShortenedJsonTest {

  private static final String LONG = "x".repeat(ShortenedJson.LONGEST);

  /** Each is a few characters as JSON may write them, some of them halves of a character. */
  private static final List<String> PIECES =
      List.of(
          "plain text, and more of it",
          "\\/\\u002b\\\"\\\\",
          "\\b\\f\\n\\r\\t",
          "\u00e4\u20ac",
          "\ud83d\ude00",
          "\\ud83d\\uDE00",
          "\\u0000\\u00e4\\u20ac");

  private static final List<String> LONE = List.of("\\ud83d", "\\ude00", "\\ud83d\\u0041");

  private static String passedOn(ShortenedJson json) throws IOException {
    return new String(json.readAllBytes(), UTF_8);
  }

  private static ShortenedJson of(String json) {
    return new ShortenedJson(new ByteArrayInputStream(json.getBytes(UTF_8)));
  }

  @Test
  void whatIsShortIsPassedOnAsItIs() throws IOException {
    String json = "\ufeff {\"a\\\"\" : [\"\\u0041\\ud800\", 1e5, \"\", nul \\ \"" + LONG + "\"]}";
    ShortenedJson shortened = of(json);
    assertThat(passedOn(shortened)).isEqualTo(json);
    assertThat(shortened.text(3)).isEmpty();
  }

  @Test
  void whatIsLongIsLeftOutAndFoundByItsNumber() throws IOException {
    ShortenedJson shortened =
        of("{\"a\":\"b\",\"c\":\"%1$sy\",\"%1$sz\":[\"\",\"%1$s!\"]}".formatted(LONG));
    assertThat(passedOn(shortened)).isEqualTo("{\"a\":\"b\",\"c\":\"\",\"\":[\"\",\"\"]}");
    assertThat(shortened.text(3)).map(Object::toString).contains(LONG + "y");
    assertThat(shortened.text(4)).map(Object::toString).contains(LONG + "z");
    assertThat(shortened.text(5)).isEmpty();
    assertThat(shortened.text(6)).map(Object::toString).contains(LONG + "!");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"", "\"x", "{\"a\":\"\\"})
  void stringThatDoesNotEndIsForTheParser(String json) throws IOException {
    assertThat(passedOn(of(json))).isEqualTo(json);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\\", "\\\"", "\n\"", "\\x\"", "\\u00g0\"", "\\ud83d\\u12\""})
  void longStringThatIsNoJsonIsRefused(String end) {
    assertThatThrownBy(() -> passedOn(of("\"" + LONG + "yz" + end)))
        .isInstanceOfSatisfying(
            ChunkBodyRejected.class,
            e -> assertThat(e.fault()).isInstanceOf(ChunkBodyFault.InvalidJson.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"80", "c3", "c080", "eda080", "f4908080", "e282"})
  void longStringThatIsNoUtf8IsRefused(String hex) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    json.writeBytes(("\"" + LONG).getBytes(UTF_8));
    json.writeBytes(HexFormat.of().parseHex(hex));
    json.writeBytes("\"".getBytes(UTF_8));
    assertThatThrownBy(
            () -> passedOn(new ShortenedJson(new ByteArrayInputStream(json.toByteArray()))))
        .isInstanceOf(ChunkBodyRejected.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void longTextIsTheStringThatAParserMakesOfIt(long seed) throws IOException {
    Random random = new Random(seed);
    StringBuilder written = new StringBuilder();
    int length = ShortenedJson.LONGEST + 1 + random.nextInt(300_000);
    while (written.length() < length) {
      written.append(PIECES.get(random.nextInt(PIECES.size())));
      // Those that are odd stay whole; in the others halves stand alone, from some place on.
      if (seed % 2 == 0 && written.length() > length - 20_000 && random.nextInt(50) == 0) {
        written.append(LONE.get(random.nextInt(LONE.size()))).append('-');
      }
    }
    String json = "\"" + written + "\"";
    String parsed = new JsonMapper().readValue(json, String.class);

    ShortenedJson shortened = new ShortenedJson(trickling(json.getBytes(UTF_8), random));
    assertThat(passedOn(shortened)).isEqualTo("\"\"");

    ChunkText text = shortened.text(0).orElseThrow();
    assertThat(text.toString()).isEqualTo(parsed);
    for (Encoding encoding : Encoding.values()) {
      assertThat(outcome(text, encoding)).isEqualTo(outcome(ChunkText.of(parsed), encoding));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {12_289, 49_152, 49_153, 49_154, 5 << 20})
  void longBase64IsDecoded(int length) throws IOException {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    String base64 = Base64.getEncoder().encodeToString(bytes);
    for (String written :
        List.of(base64, base64.replace("/", "\\/").replace("+", "\\u002b"), "\\r\\n" + base64)) {
      ShortenedJson shortened = of("\"" + written + "\"");
      assertThat(passedOn(shortened)).isEqualTo("\"\"");
      ByteArrayOutputStream sink = new ByteArrayOutputStream();
      shortened.text(0).orElseThrow().decode(Encoding.BASE64, sink);
      assertThat(sink.toByteArray()).isEqualTo(bytes);
    }
  }

  @Test
  void longTextIsKeptOnce() throws Exception {
    int length = 7 << 20;
    assertThat(taken("\"" + "QUJD".repeat(length / 4) + "\"")).isLessThan(length + (256L << 10));
  }

  @Test
  void manyTextsTakeNoMoreThanTwiceTheirLength() throws Exception {
    String many = "[" + ("\"" + LONG + "!\",").repeat(400) + "1]";
    assertThat(taken(many)).isLessThan(2L * many.length() + (256L << 10));
  }

  private static long taken(String json) throws Exception {
    byte[] body = json.getBytes(UTF_8);
    byte[] target = new byte[8192];
    return Allocation.bytesOf(
        () -> {
          ShortenedJson shortened = new ShortenedJson(new ByteArrayInputStream(body));
          while (shortened.read(target) >= 0) {
            // only what is kept counts
          }
          assertThat(shortened.text(0)).isPresent();
        });
  }

  private static Object outcome(ChunkText text, Encoding encoding) throws IOException {
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    try {
      text.decode(encoding, sink);
      return List.of(sink.toString(UTF_8));
    } catch (ChunkBodyRejected e) {
      return e.fault();
    }
  }

  /** Brings a few bytes at a time. */
  private static InputStream trickling(byte[] bytes, Random random) {
    return new FilterInputStream(new ByteArrayInputStream(bytes)) {
      @Override
      public int read(byte[] target, int offset, int count) throws IOException {
        return super.read(target, offset, Math.min(count, 1 + random.nextInt(5000)));
      }
    };
  }
}
