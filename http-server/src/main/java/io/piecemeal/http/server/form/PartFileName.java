package io.piecemeal.http.server.form;

import io.piecemeal.domain.upload.FileName;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a part's Content-Disposition calls its file. */
final class PartFileName {

  /** RFC 8187 section 3.2.1, for the one charset that it still asks for. */
  private static final Pattern EXTENDED =
      Pattern.compile("(?i:utf-8)'[A-Za-z0-9-]*'((?:[\\w!#$&+.^`|~-]|%[0-9A-Fa-f]{2})*+)");

  /** What clients write for a quotation mark, CR and LF, without escaping the percent sign. */
  private static final List<String> AMBIGUOUS = List.of("%22", "%0D", "%0A");

  private PartFileName() {}

  /**
   * Takes it from {@code filename*} where that is there, wherever it stands (RFC 6266, 4.3): that
   * can be read in one way only. Else from {@code filename}, whose bytes are UTF-8.
   */
  static FileName of(Parameters disposition, FormShape shape) {
    return given(disposition).or(shape::nameless).orElseThrow(() -> FormProblems.noFilename(shape));
  }

  /** Empty if it names no file. */
  static Optional<FileName> given(Parameters disposition) {
    return disposition
        .get("filename*")
        .map(extended -> FileName.of(decode(extended)))
        .or(() -> disposition.get("filename").map(text -> FileName.of(plain(text))));
  }

  private static String plain(String octets) {
    if (AMBIGUOUS.stream().anyMatch(octets::contains)) {
      throw FormProblems.badFilename(
          "%22, %0D or %0A in it may stand for themselves, or for a quotation mark or the end of a"
              + " line; send it as filename*=UTF-8''…");
    }
    return utf8(octets.getBytes(StandardCharsets.ISO_8859_1))
        .orElseThrow(() -> FormProblems.badFilename("it is not UTF-8"));
  }

  private static String decode(String extended) {
    Matcher matcher = EXTENDED.matcher(extended);
    Optional<String> text =
        matcher.matches() ? utf8(unescaped(matcher.group(1))) : Optional.empty();
    return text.orElseThrow(
        () -> FormProblems.badFilename("'filename*' is not UTF-8'' and percent-encoded UTF-8"));
  }

  private static byte[] unescaped(String text) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '%') {
        octets.write(Integer.parseInt(text, i + 1, i + 3, 16));
        i += 2;
      } else {
        octets.write(text.charAt(i));
      }
    }
    return octets.toByteArray();
  }

  static Optional<String> utf8(byte[] octets) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
