package io.piecemeal.http.server.form;

import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.FileName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The headers of one part, bounded in number and length. One character stands for one byte. */
final class PartHeaders {

  private static final int MOST_LINES = 16;
  private static final int MOST_BYTES = 8 << 10;

  private static final List<String> IDENTITIES = List.of("7bit", "8bit", "binary");

  private static final Pattern NESTED =
      Pattern.compile("multipart/mixed[ \t]*(?:;.*)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final Map<String, String> values = new HashMap<>();
  private int room = MOST_BYTES;

  private PartHeaders() {}

  /** Reads the lines up to the empty one, and that too. */
  static PartHeaders read(DelimitedInput in) throws IOException {
    PartHeaders headers = new PartHeaders();
    for (String line = headers.line(in); !line.isEmpty(); line = headers.line(in)) {
      headers.add(line);
    }
    return headers;
  }

  private String line(DelimitedInput in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.next();
    while (next != '\r') {
      requireText(next);
      line.write(next);
      next = in.next();
    }
    if (in.next() != '\n') {
      throw FormProblems.malformedHeaders("a line ends with CR and LF");
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  private void requireText(int octet) {
    if (octet < 0) {
      throw FormProblems.brokenOff();
    }
    if ((octet < ' ' && octet != '\t') || octet == 0x7f) {
      throw FormProblems.malformedHeaders("there is a control character, or LF without CR");
    }
    if (--room < 0) {
      throw FormProblems.malformedHeaders("they have more than %d bytes".formatted(MOST_BYTES));
    }
  }

  private void add(String line) {
    int colon = line.indexOf(':');
    String name = line.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT);
    // Two dashes begin a delimiter, which has no place among headers, or the closest thing to one.
    if (!Parameters.isToken(name) || name.startsWith("--")) {
      throw FormProblems.malformedHeaders("a line is not 'Name: value'");
    }
    if (values.size() == MOST_LINES) {
      throw FormProblems.malformedHeaders("they have more than %d lines".formatted(MOST_LINES));
    }
    if (values.put(name, line.substring(colon + 1).strip()) != null) {
      throw FormProblems.malformedHeaders("a name is there twice");
    }
  }

  /** The parameters of the part's disposition, which has a name. */
  private Parameters disposition() {
    return Parameters.parse(values.getOrDefault("content-disposition", ""))
        .filter(disposition -> disposition.value().equalsIgnoreCase("form-data"))
        .filter(disposition -> disposition.get("name").isPresent())
        .orElseThrow(
            () ->
                FormProblems.malformedHeaders(
                    "each part has 'Content-Disposition: form-data; name=\"…\"'"));
  }

  /** The name of the form's field. */
  String name() {
    byte[] octets = disposition().get("name").orElseThrow().getBytes(StandardCharsets.ISO_8859_1);
    return PartFileName.utf8(octets)
        .orElseThrow(() -> FormProblems.malformedHeaders("a 'name' is not UTF-8"));
  }

  /** Refuses a part that holds a file in another form than byte by byte. */
  void requireBareFile(FormShape shape) {
    String encoding = values.getOrDefault("content-transfer-encoding", "binary");
    if (!IDENTITIES.contains(encoding.toLowerCase(Locale.ROOT))) {
      throw FormProblems.transferEncoding();
    }
    if (NESTED.matcher(values.getOrDefault("content-type", "")).matches()) {
      throw FormProblems.nestedParts(shape);
    }
  }

  /** The name of the file. */
  FileName fileName(FormShape shape) {
    return PartFileName.of(disposition(), shape);
  }

  /** The type of the file. */
  ContentType contentType() {
    String type = values.getOrDefault("content-type", "");
    return type.isEmpty() ? ContentType.OCTET_STREAM : ContentType.of(type);
  }
}
