package io.piecemeal.http.server.form;

import io.piecemeal.http.server.problem.RequestRejected;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What stands between the parts of a form, as its Content-Type names it (RFC 2046, 5.1.1). */
public record Boundary(String value) {

  private static final Pattern SYNTAX =
      Pattern.compile("[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]");

  /**
   * Takes it out of a Content-Type.
   *
   * @throws RequestRejected if it is not there, is there twice or breaks RFC 2046
   */
  public static Boundary of(@Nullable String contentType) {
    String value =
        Parameters.parse(contentType == null ? "" : contentType)
            .flatMap(parameters -> parameters.get("boundary"))
            .orElseThrow(FormProblems::noBoundary);
    if (!SYNTAX.matcher(value).matches()) {
      throw FormProblems.noBoundary();
    }
    return new Boundary(value);
  }

  /** The delimiter with the end of the line before it. */
  byte[] delimiter() {
    return ("\r\n--" + value).getBytes(StandardCharsets.US_ASCII);
  }
}
