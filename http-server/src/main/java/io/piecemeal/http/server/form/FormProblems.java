package io.piecemeal.http.server.form;

import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.RequestRejected;
import io.piecemeal.http.server.problem.UnknownNames;

/** Why a form is refused. Whatever it is, nothing was stored. */
final class FormProblems {

  private FormProblems() {}

  static RequestRejected noBoundary() {
    return malformed(
        "Let your client set the Content-Type of the form, as in: curl -F 'file=@path'. It has to name"
            + " the form's boundary once, with 1 to 70 of the characters that RFC 2046 allows.");
  }

  static RequestRejected notThisBoundary() {
    return malformed(
        "The body does not begin with the boundary that its Content-Type names. Let your client set"
            + " the Content-Type.");
  }

  static RequestRejected brokenOff() {
    return malformed("The form ends before its closing delimiter. Send all of it again.");
  }

  static RequestRejected malformedDelimiter() {
    return malformed(
        "On the line of a delimiter there may be nothing else, and lines end in CR and LF.");
  }

  static RequestRejected somethingBehind() {
    return malformed("Behind the form's closing delimiter there may be nothing of meaning.");
  }

  static RequestRejected malformedHeaders(String reason) {
    return malformed("The headers of a part are refused: %s.".formatted(reason));
  }

  static RequestRejected transferEncoding() {
    return malformed(
        "Send the bytes of the file as they are, without a 'Content-Transfer-Encoding'.");
  }

  private static RequestRejected malformed(String detail) {
    return new RequestRejected(Problem.of(ProblemKind.BAD_REQUEST, detail));
  }

  static RequestRejected noFile(FormShape shape) {
    return new RequestRejected(
        Problem.of(ProblemKind.MISSING_FIELD, "Add the part '%s'.".formatted(shape.file()))
            .with("field", shape.file()));
  }

  static RequestRejected noFilename(FormShape shape) {
    return new RequestRejected(
        Problem.of(
                ProblemKind.MISSING_FIELD,
                "Add a 'filename' to the part '%1$s', as in: curl -F '%1$s=@path'."
                    .formatted(shape.file()))
            .with("field", "filename"));
  }

  static RequestRejected secondFile(FormShape shape) {
    return RequestRejected.invalidField(
        shape.file(), "it is there twice; send one file in each request");
  }

  static RequestRejected nestedParts(FormShape shape) {
    return RequestRejected.invalidField(
        shape.file(), "parts within a part (multipart/mixed) are not taken apart; send one file");
  }

  static RequestRejected unknownField(String name, FormShape shape) {
    return UnknownNames.refuse("The form has a field", name, shape.names());
  }

  static UploadRejected badFilename(String reason) {
    return new UploadRejected(new Refusal.BadFilename(reason));
  }
}
