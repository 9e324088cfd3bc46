package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** If-Match, If-None-Match, If-Unmodified-Since, If-Modified-Since and If-Range. */
class ConditionalRequestsTest {

  private static final String LONG_AGO = "Wed, 01 Jan 2020 00:00:00 GMT";
  private static final String FAR_AHEAD = "Tue, 01 Jan 2075 00:00:00 GMT";

  private final Caller alice = Caller.alice();
  private final String id = complete();
  private final String tag = alice.content(id).header("ETag").orElseThrow();
  private final String date = alice.content(id).header("Last-Modified").orElseThrow();

  private String complete() {
    String file = alice.openWith(Bytes.utf8("hello"));
    alice.post("/uploads/" + file + "/complete", "{}").is(200);
    return file;
  }

  @Test
  void entityTagIsStrongAndChangesWithTheContent() {
    String open = alice.openWith(Bytes.utf8("hello"));
    String first = tagOf(open);
    assertThat(first).matches("\"[^\"]+\"");
    assertThat(tagOf(open)).isEqualTo(first);
    alice.append(open, Bytes.utf8("!")).is(200);
    assertThat(tagOf(open)).isNotEqualTo(first);
  }

  @Test
  void entityTagChangesWhenBytesAreReplacedByAsMany() {
    String open = alice.openWith(Bytes.utf8("hello"));
    String first = tagOf(open);
    String size = Json.of("to_size", 0, "if_size", 5);
    alice.post("/uploads/" + open + "/rewind", size).is(200);
    alice.append(open, Bytes.utf8("HELLO")).is(200);
    assertThat(alice.content(open, "If-None-Match", first).is(200).body()).isEqualTo("HELLO");
  }

  private String tagOf(String file) {
    return alice.content(file).header("ETag").orElseThrow();
  }

  /** It may change twice in a second, and who has the first half would never get the second. */
  @Test
  void aFileThatGrowsHasNoDate() {
    String open = alice.openWith(Bytes.utf8("hello"));
    assertThat(alice.content(open).header("Last-Modified")).isEmpty();
    alice.append(open, Bytes.utf8(", world")).is(200);
    assertThat(alice.content(open, "If-Modified-Since", FAR_AHEAD).is(200).body())
        .isEqualTo("hello, world");
    alice.content(open, "If-Unmodified-Since", LONG_AGO).is(200);
    assertThat(alice.content(open, "Range", "bytes=0-1", "If-Range", FAR_AHEAD).is(200).body())
        .isEqualTo("hello, world");
  }

  @Test
  void contentThatTheCallerHasIsNotSentAgain() {
    for (String tags : new String[] {tag, "W/" + tag, "\"other\", " + tag, "*"}) {
      Answer answer = alice.content(id, "If-None-Match", tags).is(304);
      assertThat(answer.bytes()).isEmpty();
      assertThat(answer.header("ETag")).contains(tag);
    }
    alice.content(id, "If-Modified-Since", date).is(304);
    alice.head("/files/" + id + "/content", "If-None-Match", tag).is(304);
  }

  @Test
  void contentThatTheCallerHasNotIsSent() {
    alice.content(id, "If-None-Match", "\"other\"").is(200);
    alice.content(id, "If-Modified-Since", LONG_AGO).is(200);
  }

  @Test
  void ifNoneMatchOutweighsIfModifiedSince() {
    String lastModified = alice.content(id).header("Last-Modified").orElseThrow();
    alice.content(id, "If-None-Match", "\"other\"", "If-Modified-Since", FAR_AHEAD).is(200);
    alice.content(id, "If-None-Match", "\"other\"", "If-Modified-Since", lastModified).is(200);
  }

  @Test
  void contentThatIsAnotherByNowFailsThePrecondition() {
    alice.content(id, "If-Match", "\"other\"").isProblem(412, "precondition-failed");
    alice.content(id, "If-Match", "W/" + tag).isProblem(412, "precondition-failed");
    alice
        .content(id, "If-Unmodified-Since", LONG_AGO)
        .isProblem(412, "precondition-failed")
        .has("current_size", 5);
  }

  @Test
  void preconditionThatHoldsChangesNothing() {
    alice.content(id, "If-Match", tag).is(200);
    alice.content(id, "If-Match", "*").is(200);
    alice.content(id, "If-Unmodified-Since", date).is(200);
    alice.content(id, "If-Match", tag, "If-Unmodified-Since", LONG_AGO).is(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994"
      })
  void datesOfAllThreeFormsCount(String longAgo) {
    alice.content(id, "If-Unmodified-Since", longAgo).isProblem(412, "precondition-failed");
    alice.content(id, "If-Modified-Since", longAgo).is(200);
  }

  @Test
  void dateThatIsNoneIsIgnored() {
    alice.content(id, "If-Unmodified-Since", "yesterday").is(200);
    alice.content(id, "If-Modified-Since", "tomorrow").is(200);
  }

  @Test
  void rangeCountsWhereIfRangeHolds() {
    assertThat(ifRange(tag).is(206).body()).isEqualTo("el");
  }

  @Test
  void rangeIsIgnoredWhereIfRangeDoesNotHold() {
    for (String validator : new String[] {"\"other\"", "W/" + tag, LONG_AGO, "nonsense"}) {
      assertThat(ifRange(validator).is(200).body()).isEqualTo("hello");
    }
  }

  @Test
  void ifRangeHoldsAsADateOnlyWhenItsSecondIsOver() {
    ifRange(lastModified("now() + interval '1h'")).is(200);
    ifRange(lastModified("now() - interval '1h'")).is(206);
  }

  private String lastModified(String time) {
    TestService.sql().update("UPDATE file SET updated_at = " + time + " WHERE file_id = ?", id);
    return alice.content(id).header("Last-Modified").orElseThrow();
  }

  @Test
  void preconditionComesBeforeTheRange() {
    alice.content(id, "If-Match", "\"other\"", "Range", "bytes=99-").is(412);
    alice.content(id, "If-None-Match", tag, "Range", "bytes=0-1").is(304);
  }

  private Answer ifRange(String validator) {
    return alice.content(id, "Range", "bytes=1-2", "If-Range", validator);
  }
}
