package io.piecemeal.e2e.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a file is called and said to be, browsers only save it (RFC 6266, RFC 8187). */
class HostileDownloadTest {

  private static final Pattern DISPOSITION =
      Pattern.compile("attachment; filename=\"([ !#-\\[\\]-~]*)\"; filename\\*=UTF-8''([!-~]*)");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain.txt",
        "\"; filename=\"evil.html",
        "evil.html\"",
        "a;b=c.html",
        "%0d%0aSet-Cookie: a=b.html",
        "%22.html",
        "'; drop.html",
        "*.html",
        "<script>alert(1)<script>.html",
        "UTF-8''evil.html",
        "ünïcödé ☃ 😀.html",
        "con.html ",
        ".htaccess",
        "~",
      })
  void isAnAttachmentUnderItsOwnName(String name) throws IOException {
    RawAnswer download = download(name, "text/html; charset=\"utf-8\"");
    Matcher disposition = DISPOSITION.matcher(download.header("Content-Disposition"));
    assertThat(disposition.matches()).as(download.head()).isTrue();
    assertThat(disposition.group(1)).doesNotContain("%", "\\");
    assertThat(URLDecoder.decode(disposition.group(2).replace("+", "%2B"), StandardCharsets.UTF_8))
        .isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html",
        "image/svg+xml",
        "application/xhtml+xml",
        "text/javascript",
        "application/pdf",
        "multipart/form-data; boundary=x",
        "text/html; a=\"b; c=d\"",
        "message/http",
      })
  void isNeverRenderedWhateverItsType(String type) throws IOException {
    RawAnswer download = download("a.html", type);
    assertThat(download.header("Content-Disposition")).startsWith("attachment;");
    assertThat(download.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(download.header("Content-Security-Policy"))
        .startsWith("sandbox;")
        .contains("'none'");
    assertThat(download.header("Content-Type").replace(" ", "")).isEqualTo(type.replace(" ", ""));
    assertThat(download.head().lines().map(line -> line.split(":", 2)[0].toLowerCase(Locale.ROOT)))
        .doesNotHaveDuplicates();
  }

  private static RawAnswer download(String name, String type) throws IOException {
    String id = Sessions.open(name, type);
    try (RawConnection connection = new RawConnection(ServiceUnderTest.port())) {
      RawAnswer answer =
          connection.exchange(
              Sessions.get("/files/" + id + "/content", ServiceUnderTest.ALICE, "download"));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).isEqualTo("hello");
      return answer;
    }
  }
}
