package io.piecemeal.chunk.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.piecemeal.chunk.codec.ChunkMembers.Completion;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ChunkBodyScannerTest {

  private static final ChunkMembers NONE =
      new ChunkMembers(OptionalLong.empty(), Optional.empty(), Completion.MORE_MAY_FOLLOW);

  private final ChunkBodyScanner scanner = new ChunkBodyScanner();
  private final MemoryOutput sink = new MemoryOutput();

  @Test
  void nothingIsWrittenOfShortDataWhenTheBodyIsRefusedAfterIt() {
    assertThatThrownBy(() -> scanner.scan(body("{\"data\":\"QUJD\"} x"), sink))
        .isInstanceOf(ChunkBodyRejected.class);

    assertThat(sink.toByteArray()).isEmpty();
  }

  @Test
  void theBodyIsReadToItsEndAndNotClosed() throws IOException {
    List<String> calls = new ArrayList<>();
    InputStream body =
        new FilterInputStream(body("{\"data\":\"QUJD\"}" + " ".repeat(200_000))) {
          @Override
          public void close() {
            calls.add("close");
          }
        };

    scanner.scan(body, sink);

    assertThat(body.read()).isEqualTo(-1);
    assertThat(calls).isEmpty();
  }

  @Test
  void anExceptionOfTheBodyReachesTheCaller() {
    IOException broken = new IOException("connection reset");
    InputStream body = new SequenceInputStream(body("{\"data\":\"QUJD"), failing(broken));

    assertThatThrownBy(() -> scanner.scan(body, sink)).isSameAs(broken);
  }

  @Test
  void anExceptionOfTheSinkReachesTheCaller() {
    IOException full = new IOException("no space left");
    ChunkOutput failing =
        new ChunkOutput() {
          @Override
          public void write(int one) throws IOException {
            throw full;
          }

          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            throw full;
          }

          @Override
          public void draft() throws IOException {
            throw full;
          }

          @Override
          public InputStream takeBack() throws IOException {
            throw full;
          }
        };
    String longData = "{\"data\":\"" + "QUJD".repeat(30_000) + "\"}";

    assertThatThrownBy(() -> scanner.scan(body("{\"data\":\"QUJD\"}"), failing)).isSameAs(full);
    assertThatThrownBy(() -> scanner.scan(body(longData), failing)).isSameAs(full);
  }

  @Test
  void aStreamThatAnswersZeroIsReadByteByByte() throws IOException {
    InputStream hesitant =
        new FilterInputStream(body("{\"data\":\"QUJD\"}")) {
          @Override
          public int read(byte[] into, int offset, int length) {
            return 0;
          }
        };

    scanner.scan(hesitant, sink);

    assertThat(sink.toByteArray()).asString(ISO_8859_1).isEqualTo("ABC");
  }

  @Test
  void aScannerKeepsNothingOfARefusedBodyForTheNext() throws IOException {
    String refused = "{\"data\":\"" + "QUJD".repeat(30_000) + "!\"}";
    assertThatThrownBy(() -> scanner.scan(body(refused), new MemoryOutput()))
        .isInstanceOf(ChunkBodyRejected.class);

    assertThat(scanner.scan(body("{\"data\":\"WFla\"}"), sink)).isEqualTo(NONE);
    assertThat(sink.toByteArray()).asString(ISO_8859_1).isEqualTo("XYZ");
  }

  @Test
  void aRefusalHasNoStackTraceAndNoLineBreakInItsMessage() {
    ChunkBodyRejected rejected =
        catchThrowableOfType(
            ChunkBodyRejected.class, () -> scanner.scan(body("{\"x\\n\\u2028y\":1}"), sink));

    assertThat(rejected.getStackTrace()).isEmpty();
    assertThat(rejected.fault()).isEqualTo(new ChunkBodyFault.UnknownField("x\n\u2028y"));
    assertThat(rejected).hasMessage("UnknownField[name=x??y]");
  }

  @Test
  void reasonsNameTheRuleAndNoByteOfTheBody() {
    assertThat(faultOf("{\"data\":\"secret!\"}"))
        .isEqualTo(new ChunkBodyFault.InvalidData(Encoding.BASE64, 6, TextFault.NOT_BASE64));
    assertThat(faultOf("{\"data\":\"QUJ-\"}"))
        .isEqualTo(new ChunkBodyFault.InvalidData(Encoding.BASE64, 3, TextFault.OF_BASE64URL));
    assertThat(faultOf("{\"data\":\"data:;base64,QUJD\"}"))
        .isEqualTo(new ChunkBodyFault.InvalidData(Encoding.BASE64, 4, TextFault.DATA_URL));
    assertThat(faultOf("{\"encoding\":\"secret\"}"))
        .isEqualTo(
            new ChunkBodyFault.InvalidField(
                "encoding", "must be one of base64, base64url, hex, utf8"));
    assertThat(faultOf("{\"offset\":-7}"))
        .isEqualTo(
            new ChunkBodyFault.InvalidField(
                "offset", "must be an integer from 0 to 9223372036854775807"));
    assertThat(faultOf("{\"data\":\"\",\"data\":\"\"}"))
        .isEqualTo(new ChunkBodyFault.InvalidJson(11, "member data occurs twice"));
  }

  private ChunkBodyFault faultOf(String text) {
    return catchThrowableOfType(ChunkBodyRejected.class, () -> scanner.scan(body(text), sink))
        .fault();
  }

  private static InputStream body(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private static InputStream failing(IOException failure) {
    return new FilterInputStream(InputStream.nullInputStream()) {
      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        throw failure;
      }
    };
  }
}
