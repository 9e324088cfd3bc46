package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Range requests, on a file of 11 bytes in chunks of 1, 3, 2 and 5. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RangesTest {

  private static final String CONTENT = "0123456789X";

  private final Caller alice = Caller.alice();
  private String id = "";

  @BeforeAll
  void fill() {
    id = alice.openWith(Bytes.utf8("0"), Bytes.utf8("123"), Bytes.utf8("45"), Bytes.utf8("6789X"));
  }

  @Test
  void everyRangeOfAnyStartAndEndIsExact() {
    int size = CONTENT.length();
    for (int start = 0; start < size; start++) {
      for (int end = start; end < size; end++) {
        Answer part = range("bytes=%d-%d".formatted(start, end)).is(206);
        assertThat(part.body()).isEqualTo(CONTENT.substring(start, end + 1));
        assertThat(part.header("Content-Range"))
            .contains("bytes %d-%d/%d".formatted(start, end, size));
        assertThat(part.header("Content-Length")).contains(Integer.toString(end + 1 - start));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=4-, 456789X, 4-10",
    "bytes=10-, X, 10-10",
    "bytes=-1, X, 10-10",
    "bytes=-7, 456789X, 4-10",
    "bytes=-11, 0123456789X, 0-10",
    "bytes=-99, 0123456789X, 0-10",
    "bytes=9-99, 9X, 9-10",
    "bytes=0-18446744073709551616, 0123456789X, 0-10",
    "BYTES=0-0, 0, 0-0",
  })
  void openAndSuffixRangesEndWithTheFile(String range, String expected, String contentRange) {
    Answer part = range(range).is(206);
    assertThat(part.body()).isEqualTo(expected);
    assertThat(part.header("Content-Range")).contains("bytes " + contentRange + "/11");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=11-", "bytes=11-12", "bytes=99999999999999999999-", "bytes=-0"})
  void rangeOutsideOfTheFileIsRefusedWithItsSize(String range) {
    Answer refused = range(range).isProblem(416, "range-not-satisfiable").has("current_size", 11);
    assertThat(refused.header("Content-Range")).contains("bytes */11");
  }

  @Test
  void noRangeOfAnEmptyFileIsSatisfiable() {
    Answer refused =
        alice.content(alice.open(), "Range", "bytes=0-").isProblem(416, "range-not-satisfiable");
    assertThat(refused.header("Content-Range")).contains("bytes */0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bytes=5-4", "bytes=a-b", "bytes=-", "bytes", "lines=1-2", "bytes=0-1,3-4", ""})
  void rangeThatIsNotUnderstoodIsIgnored(String range) {
    assertThat(range(range).is(200).body()).isEqualTo(CONTENT);
  }

  @Test
  void rangeOfAGrowingFileIsOfItsSizeAtThatMoment() {
    String growing = alice.openWith(Bytes.utf8("abc"));
    alice.content(growing, "Range", "bytes=3-").is(416);
    alice.append(growing, Bytes.utf8("def")).is(200);
    assertThat(alice.content(growing, "Range", "bytes=3-").is(206).body()).isEqualTo("def");
  }

  private Answer range(String range) {
    return alice.content(id, "Range", range);
  }
}
