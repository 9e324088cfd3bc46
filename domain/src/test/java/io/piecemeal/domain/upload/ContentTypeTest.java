package io.piecemeal.domain.upload;

import static io.piecemeal.domain.upload.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ContentTypeTest {

  private static final Refusal NO_MEDIA_TYPE =
      new Refusal.InvalidField(
          Input.CONTENT_TYPE, "it is not a media type of at most 127 characters");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/octet-stream",
        "text/plain; charset=utf-8",
        "text/plain;charset=utf-8;format=flowed",
        "multipart/mixed; boundary=\"a b (c)\"",
        "a/b",
        "text/plain \t; \t charset=utf-8  ;format=flowed",
        "x-!#$%&'*+.^_`|~/y;p=\"\"",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
      })
  void aMediaTypeIsTakenAsItIs(String text) {
    assertThat(new ContentType(text).value()).isEqualTo(text);
    assertThat(new ContentType(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text",
        "text/",
        "/plain",
        "text/plain/more",
        "text /plain",
        "text/plain;",
        "text/plain; charset",
        "text/plain; charset=",
        "text/plain; charset=utf-8;",
        "text/plain; charset=\"utf-8",
        "text/plain; charset=\"a\\b\"",
        "text/plain; charset=\"a\"b\"",
        "text/plain\r\nSet-Cookie: a=b",
        "text/plain; a=\"\u0007\"",
        "text/plain\u00fc",
        " text/plain",
        "text/plain "
      })
  void anythingElseIsRefused(String text) {
    assertRefused(NO_MEDIA_TYPE, () -> new ContentType(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/plain;q=abc", "text/plain; Q=1", "text/plain;charset=utf-8 ;\tq=\"\""})
  void aWeightIsNoPartOfTheTypeOfANewFile(String text) {
    assertRefused(
        new Refusal.InvalidField(
            Input.CONTENT_TYPE, "'q' is a weight in 'Accept' and no parameter of a media type"),
        () -> ContentType.of(text));
    assertThat(new ContentType(text).value()).as("of an old file").isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain;seq=1", "a/b; x=\"y;z\"", "text/plain; charset=q"})
  void otherParametersAreTaken(String text) {
    assertThat(ContentType.of(text).value()).isEqualTo(text);
  }

  @Test
  void whatIsNoMediaTypeIsNoneOfANewFileEither() {
    assertRefused(NO_MEDIA_TYPE, () -> ContentType.of("text"));
  }

  @Test
  void aMediaTypeHasAtMost127Characters() {
    String longest = "text/" + "x".repeat(122);

    assertThat(new ContentType(longest).value()).hasSize(127);
    assertRefused(NO_MEDIA_TYPE, () -> new ContentType(longest + "x"));
  }

  @Test
  void whoSaysNothingHasBytes() {
    assertThat(ContentType.OCTET_STREAM).hasToString("application/octet-stream");
  }
}
