package io.piecemeal.adapters.http.chunkbody;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.piecemeal.adapters.http.chunkbody.ChunkMembers.Completion;
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
  private final RecordingSink sink = new RecordingSink();

  @Test
  void theSinkLearnsTheMembersThatStoodBeforeStreamedData() throws IOException {
    ChunkMembers members =
        scanner.scan(
            body("{\"encoding\":\"base64\",\"offset\":5,\"data\":\"QUJD\",\"complete\":true}"),
            sink);

    assertThat(sink.begun())
        .containsExactly(
            new ChunkMembers(OptionalLong.of(5), Optional.empty(), Completion.MORE_MAY_FOLLOW));
    assertThat(members.completion()).isEqualTo(Completion.LAST_CHUNK);
  }

  @Test
  void theSinkLearnsAllMembersBeforeDataThatWaitedForThem() throws IOException {
    ChunkMembers members =
        scanner.scan(body("{\"data\":\"QUJD\",\"offset\":5,\"complete\":true}"), sink);

    assertThat(sink.begun()).containsExactly(members);
    assertThat(members)
        .isEqualTo(new ChunkMembers(OptionalLong.of(5), Optional.empty(), Completion.LAST_CHUNK));
  }

  @Test
  void theSinkLearnsNoMemberThatFollowsLongData() throws IOException {
    scanner.scan(body("{\"data\":\"" + "QU+D".repeat(30_000) + "\",\"offset\":5}"), sink);

    assertThat(sink.begun()).containsExactly(NONE);
  }

  @Test
  void nothingIsWrittenOfShortDataWhenTheBodyIsRefusedAfterIt() {
    assertThatThrownBy(() -> scanner.scan(body("{\"data\":\"QUJD\"} x"), sink))
        .isInstanceOf(ChunkBodyRejected.class);

    assertThat(sink.begun()).isEmpty();
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
    DecodedSink failing =
        new DecodedSink() {
          @Override
          public void begin(ChunkMembers seenSoFar) {}

          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            throw full;
          }
        };
    String longData = "{\"data\":\"" + "QUJD".repeat(30_000) + "\"}";

    assertThatThrownBy(() -> scanner.scan(body("{\"data\":\"QUJD\"}"), failing)).isSameAs(full);
    assertThatThrownBy(() -> scanner.scan(body(longData), failing)).isSameAs(full);
  }

  @Test
  void theSinkDecidesBeforeTheFirstByteByThrowingFromBegin() {
    IllegalStateException tooFar = new IllegalStateException("offset 5, expected 8");
    DecodedSink refusing =
        new DecodedSink() {
          @Override
          public void begin(ChunkMembers seenSoFar) {
            throw tooFar;
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            throw new AssertionError("written after a refusal");
          }
        };

    assertThatThrownBy(() -> scanner.scan(body("{\"data\":\"QUJD\"}"), refusing)).isSameAs(tooFar);
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

    assertThat(sink.bytes()).asString(ISO_8859_1).isEqualTo("ABC");
  }

  @Test
  void aScannerKeepsNothingOfARefusedBodyForTheNext() throws IOException {
    String refused = "{\"data\":\"" + "QUJD".repeat(30_000) + "!\"}";
    assertThatThrownBy(() -> scanner.scan(body(refused), new RecordingSink()))
        .isInstanceOf(ChunkBodyRejected.class);

    assertThat(scanner.scan(body("{\"data\":\"WFla\"}"), sink)).isEqualTo(NONE);
    assertThat(sink.bytes()).asString(ISO_8859_1).isEqualTo("XYZ");
  }

  @Test
  void aRefusalHasNoStackTraceAndNoLineBreakInItsMessage() {
    ChunkBodyRejected rejected =
        catchThrowableOfType(
            ChunkBodyRejected.class, () -> scanner.scan(body("{\"x\\n\\u2028y\":1}"), sink));

    assertThat(rejected.getStackTrace()).isEmpty();
    assertThat(rejected.fault())
        .isEqualTo(new ChunkBodyFault.UnknownField("x\n\u2028y", Optional.empty()));
    assertThat(rejected).hasMessage("UnknownField[name=x??y, nearest=Optional.empty]");
  }

  @Test
  void reasonsNameTheRuleAndNoByteOfTheBody() {
    assertThat(faultOf("{\"data\":\"secret!\"}"))
        .isEqualTo(
            new ChunkBodyFault.InvalidData(
                Encoding.BASE64, 6, "not a character of the Base64 alphabet"));
    assertThat(faultOf("{\"data\":\"QUJ-\"}"))
        .isEqualTo(
            new ChunkBodyFault.InvalidData(
                Encoding.BASE64,
                3,
                "a character of web-safe Base64: add \"encoding\": \"base64url\""));
    assertThat(faultOf("{\"data\":\"data:;base64,QUJD\"}"))
        .isEqualTo(
            new ChunkBodyFault.InvalidData(
                Encoding.BASE64,
                4,
                "not a character of the Base64 alphabet; of a data: URL, send what follows its"
                    + " comma"));
    assertThat(faultOf("{\"data\":\"" + "QU+D".repeat(30_000) + "\",\"encoding\":\"utf8\"}"))
        .isEqualTo(
            new ChunkBodyFault.InvalidField(
                "encoding",
                "for text of more than 65536 bytes that reads as base64 it must come before"
                    + " data"));
    assertThat(faultOf("{\"encoding\":\"secret\"}"))
        .isEqualTo(
            new ChunkBodyFault.InvalidField(
                "encoding", "must be one of base64, base64url, hex, utf8"));
    assertThat(faultOf("{\"offset\":-7}"))
        .isEqualTo(
            new ChunkBodyFault.InvalidField(
                "offset",
                "must be an integer from 0 to 9223372036854775807 without fraction or exponent"));
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
