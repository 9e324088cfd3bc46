package io.piecemeal.http.server.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.upload.FileName;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6266 and RFC 8187. */
class AttachmentTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.txt | attachment; filename=\"a.txt\"; filename*=UTF-8''a.txt",
        "a b.txt | attachment; filename=\"a b.txt\"; filename*=UTF-8''a%20b.txt",
        "naïve.txt | attachment; filename=\"na_ve.txt\"; filename*=UTF-8''na%C3%AFve.txt",
        "😀 | attachment; filename=\"_\"; filename*=UTF-8''%F0%9F%98%80",
        "100%.txt | attachment; filename=\"100_.txt\"; filename*=UTF-8''100%25.txt",
        "a'b*c.txt | attachment; filename=\"a'b*c.txt\"; filename*=UTF-8''a%27b%2Ac.txt",
      })
  void namesTheFileForOldAndNewClients(String name, String expected) {
    assertThat(Attachment.disposition(FileName.of(name))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\"; filename=evil.exe; x=\"",
        "a;b",
        "a=b",
        "semi;colon",
        "quote\"",
        "\u00a0",
        "é\"é",
      })
  void aNameCannotEndItsParameter(String name) {
    String header = Attachment.disposition(FileName.of(name));
    assertThat(header).matches("attachment; filename=\"[^\"\\\\]*\"; filename\\*=UTF-8''[^;\" ]*");
    String extended = header.substring(header.indexOf("''") + 2);
    assertThat(URLDecoder.decode(extended.replace("+", "%2B"), StandardCharsets.UTF_8))
        .isEqualTo(name);
  }
}
