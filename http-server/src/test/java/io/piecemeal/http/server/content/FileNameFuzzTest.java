package io.piecemeal.http.server.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.UploadRejected;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * Any text as a filename: refused, or harmless in a header and whole on the other side. The long
 * run is started like that of {@code ChunkBodyFuzzTest}.
 */
class FileNameFuzzTest {

  @FuzzTest(maxDuration = "5m")
  @DictionaryEntries({"..", "/", "\\", "\r\n", "\"; x=\"", "\u202e", "%00", "\u0301", "\ud800"})
  void isRefusedOrHarmless(FuzzedDataProvider data) {
    String text = data.consumeRemainingAsString();
    try {
      requireHarmless(text, FileName.of(text));
    } catch (UploadRejected e) {
      assertThat(e.refusal()).isInstanceOf(Refusal.BadFilename.class);
    }
  }

  private static void requireHarmless(String text, FileName name) {
    assertThat(name.value()).isEqualTo(Normalizer.normalize(text, Normalizer.Form.NFC));
    assertThat(name.value().getBytes(StandardCharsets.UTF_8)).hasSizeBetween(1, 255);
    String header = Attachment.disposition(name);
    assertThat(header)
        .matches("attachment; filename=\"[ !#$&-\\[\\]-~]*\"; filename\\*=UTF-8''[!-~]*");
    String extended = header.substring(header.indexOf("''") + 2);
    assertThat(URLDecoder.decode(extended.replace("+", "%2B"), StandardCharsets.UTF_8))
        .isEqualTo(name.value());
  }
}
