package io.piecemeal.http.server.form;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.UploadRejected;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a form means, found by taking the whole body as a text of one character a byte, splitting it
 * at its delimiters and looking at the pieces with regular expressions: slow, and with nothing in
 * common with the reader but the rules of the domain.
 */
final class NaiveForm {

  private static final String MALFORMED = "400 bad-request";

  private static final Pattern PIECE =
      Pattern.compile(
          "[ \t]{0,1024}\r\n(?<headers>(?:[^\r\n]+\r\n)*)(?:\r\n(?<data>.*))?", Pattern.DOTALL);
  private static final Pattern LAST =
      Pattern.compile("--[ \t]{0,1024}(?:\r\n.{0,1024})?", Pattern.DOTALL);
  private static final Pattern HEADER =
      Pattern.compile("(?!--)([!#$%&'*+.^_`|~0-9A-Za-z-]+):([\t\\x20-\\x7e\\x80-\\xff]*)");
  private static final Pattern DISPOSITION =
      Pattern.compile("(?i:form-data)[ \t]*(;.*)?", Pattern.DOTALL);
  private static final Pattern PARAMETER =
      Pattern.compile(
          "[ \t]*;[ \t]*(?:([!#$%&'*+.^_`|~0-9A-Za-z-]+)="
              + "(?:\"((?:[^\"\\\\]++|\\\\.)*+)\"|([^ \t;\"]+)))?(?=[ \t]*(?:;|$))",
          Pattern.DOTALL);

  private static final Pattern NESTED = Pattern.compile("(?is)multipart/mixed[ \t]*(;.*)?");
  private static final Pattern EXTENDED =
      Pattern.compile("(?i)utf-8'[a-z0-9-]*'([a-z0-9!#$&+.^_`|~-]|%[0-9a-f]{2})*");
  private static final Pattern HEX = Pattern.compile("%(..)");
  private static final Pattern AMBIGUOUS = Pattern.compile("%(22|0A|0D)");
  private static final Pattern PAIR = Pattern.compile("\\\\([\"\\\\])");

  private NaiveForm() {}

  static String outcome(byte[] body, Boundary boundary) {
    try {
      return outcome(new String(body, ISO_8859_1), boundary.value());
    } catch (Refused e) {
      return e.outcome;
    } catch (UploadRejected e) {
      return FormOutcome.refused(e);
    }
  }

  private static String outcome(String body, String boundary) {
    List<String> pieces =
        Arrays.asList(("\r\n" + body).split(Pattern.quote("\r\n--" + boundary), -1));
    require(!body.isEmpty(), "400 missing-field file");
    require(pieces.size() > 1 && pieces.getFirst().length() <= 2 + 1024, MALFORMED);
    requireEnd(pieces, 1, pieces.getFirst().length() > 2 ? MALFORMED : "400 missing-field file");
    Part file = Part.of(pieces, 1);
    requireKnown(file.name);
    String encoding = file.header("content-transfer-encoding").orElse("7BIT");
    require(
        List.of("7BIT", "8BIT", "BINARY").contains(encoding.toUpperCase(Locale.ROOT)), MALFORMED);
    String type =
        file.header("content-type")
            .filter(given -> !given.isEmpty())
            .orElse("application/octet-stream");
    require(!NESTED.matcher(type).matches(), "422 invalid-field file");
    FileName name = FileName.of(file.filename());
    ContentType contentType = ContentType.of(type);
    require(pieces.size() > 2, MALFORMED);
    requireEnd(pieces, 2, "");
    if (!pieces.get(2).startsWith("-")) {
      requireKnown(Part.of(pieces, 2).name);
      throw new Refused("422 invalid-field file");
    }
    return FormOutcome.stored(name, contentType, file.data.getBytes(ISO_8859_1));
  }

  /**
   * If the form ends with this piece, then well; says {@code otherwise} of an end that is early.
   */
  private static void requireEnd(List<String> pieces, int index, String otherwise) {
    if (pieces.get(index).startsWith("-")) {
      boolean well = LAST.matcher(pieces.get(index)).matches() && pieces.size() == index + 1;
      require(well, MALFORMED);
      require(otherwise.isEmpty(), otherwise);
    }
  }

  private static void requireKnown(String name) {
    require(
        name.equals("file"),
        "422 unknown-field %s".formatted(name.substring(0, Math.min(64, name.length()))).strip());
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new Refused(otherwise);
    }
  }

  /** One part: its headers by their names in small letters, its name, its bytes. */
  private static final class Part {
    private final Map<String, String> headers = new HashMap<>();
    private final Map<String, String> parameters = new HashMap<>();
    private String name = "";
    private String data = "";

    static Part of(List<String> pieces, int index) {
      String piece = pieces.get(index);
      // A delimiter begins with the end of a line, which may be that of the last header.
      String end = index + 1 < pieces.size() ? "\r\n" : "";
      Matcher matcher = PIECE.matcher(piece + end);
      require(matcher.matches() && matcher.group("data") != null, MALFORMED);
      Part part = new Part();
      String data = matcher.group("data");
      part.data = data.isEmpty() ? "" : data.substring(0, data.length() - end.length());
      String headers = matcher.group("headers");
      List<String> lines = headers.lines().toList();
      require(lines.size() <= 16 && headers.length() - 2 * lines.size() <= 8192, MALFORMED);
      for (String line : lines) {
        Matcher header = HEADER.matcher(line);
        require(header.matches(), MALFORMED);
        String value = header.group(2).strip();
        String before = part.headers.put(header.group(1).toLowerCase(Locale.ROOT), value);
        require(before == null, MALFORMED);
      }
      part.dispose();
      return part;
    }

    private void dispose() {
      Matcher disposition = DISPOSITION.matcher(header("content-disposition").orElse(""));
      require(disposition.matches(), MALFORMED);
      String list = Optional.ofNullable(disposition.group(1)).orElse("");
      Matcher parameter = PARAMETER.matcher(list);
      int end = 0;
      while (parameter.find() && parameter.start() == end) {
        end = parameter.end();
        if (parameter.group(1) != null) {
          String quoted = parameter.group(2);
          String value =
              quoted == null ? parameter.group(3) : PAIR.matcher(quoted).replaceAll("$1");
          String before = parameters.put(parameter.group(1).toLowerCase(Locale.ROOT), value);
          require(before == null, MALFORMED);
        }
      }
      require(list.substring(end).isBlank(), MALFORMED);
      require(parameters.containsKey("name"), MALFORMED);
      name = utf8(parameters.getOrDefault("name", "")).orElseThrow(() -> new Refused(MALFORMED));
    }

    Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }

    String filename() {
      String bad = "422 bad-filename filename";
      String extended = parameters.get("filename*");
      if (extended != null) {
        require(EXTENDED.matcher(extended).matches(), bad);
        String encoded = extended.substring(extended.lastIndexOf('\'') + 1);
        String octets =
            HEX.matcher(encoded)
                .replaceAll(
                    hex ->
                        Matcher.quoteReplacement(
                            String.valueOf((char) Integer.parseInt(hex.group(1), 16))));
        return utf8(octets).orElseThrow(() -> new Refused(bad));
      }
      require(parameters.containsKey("filename"), "400 missing-field filename");
      String plain = parameters.getOrDefault("filename", "");
      require(!AMBIGUOUS.matcher(plain).find(), bad);
      return utf8(plain).orElseThrow(() -> new Refused(bad));
    }

    /** Malformed bytes do not come back as they were. */
    private static Optional<String> utf8(String octets) {
      byte[] bytes = octets.getBytes(ISO_8859_1);
      String text = new String(bytes, UTF_8);
      return Arrays.equals(text.getBytes(UTF_8), bytes) ? Optional.of(text) : Optional.empty();
    }
  }

  private static final class Refused extends RuntimeException {
    private final String outcome;

    Refused(String outcome) {
      super(outcome, null, false, false);
      this.outcome = outcome;
    }
  }
}
