package io.piecemeal.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which URLs are read at all, and where they point to. */
final class TargetUrlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://example.com/hook                  | example.com
          https://EXAMPLE.com                       | example.com
          http://example.com:8080/a?b=c             | example.com
          https://xn--bcher-kva.example/            | xn--bcher-kva.example
          https://localhost/                        | localhost
          https://8.8.8.8/                          | 8.8.8.8
          https://[2606:4700::1111]/                | 2606:4700::1111
          https://1.2.3.4.example.com/              | 1.2.3.4.example.com
          https://0x7f.example/                     | 0x7f.example
          HTTPS://example.com/                      | example.com
          """)
  void aUsualUrlIsRead(String text, String host) {
    assertThat(TargetUrl.parse(text).host()).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.com",
        "//example.com/",
        "/hook",
        "ftp://example.com/",
        "file:///etc/passwd",
        "gopher://example.com/",
        "jar:https://example.com/!/",
        "unix:///var/run/docker.sock",
        "https:example.com",
        "https:///hook",
        "https://",
        "https://user@example.com/",
        "https://user:secret@example.com/",
        "https://example.com@127.0.0.1/",
        "https://example.com/#fragment",
        "https://example.com:0/",
        "https://example.com:/",
        "https://example.com:65536/",
        "https://example.com:-1/",
        "https://example.com:80:80/",
        "https://example.com\\@127.0.0.1/",
        "https://example.com/a b",
        "https://example.com/\r\nHost:x",
        "https://b\u00fccher.example/",
        "https://\u2460.\u2461.\u2462.\u2463/",
        "https://example.com./",
        "https://example..com/",
        "https://-example.com/",
        "https://hooks_1.internal/",
        "https://%31%32%37.0.0.1/",
        "https://2130706433/",
        "https://017700000001/",
        "https://0x7f000001/",
        "https://0x7f.0.0.1/",
        "https://0x7f.1/",
        "https://0177.0.0.1/",
        "https://127.1/",
        "https://127.0.1/",
        "https://0/",
        "https://127.0.0.01/",
        "https://127.0.0.256/",
        "https://127.0.0.1./",
        "https://1.2.3.4.5/",
        "https://example.0x7f/",
        "https://[127.0.0.1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:7f00:1]/",
        "https://[::ffff:8.8.8.8]/",
        "https://[fe80::1%25eth0]/",
        "https://[fe80::1%eth0]/",
        "https://[::1/",
        "https://[]/",
        "https://[example.com]/"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> TargetUrl.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {2029, 5000})
  void whatIsTooLongIsRefused(int length) {
    assertThatThrownBy(() -> TargetUrl.parse("https://example.com/" + "a".repeat(length)))
        .hasMessageContaining("2048");
  }

  @ParameterizedTest
  @CsvSource({
    "/c?d=e,            https://example.com/c?d=e",
    "c,                 https://example.com/a/c",
    "//8.8.8.8/,        https://8.8.8.8/",
    "http://other.test, http://other.test"
  })
  void aReferenceIsReadWhereItStands(String reference, String meant) {
    assertThat(TargetUrl.parse("https://example.com/a/b").resolve(reference)).hasToString(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"//0x7f.1/", "file:///etc/passwd", "//user@example.com/", "http:c", "a b"})
  void aReferenceToWhatIsNoUsualUrlIsRefused(String reference) {
    assertThatThrownBy(() -> TargetUrl.parse("https://example.com/a").resolve(reference))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
