package io.piecemeal.http.server.form;

import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.http.server.problem.RequestRejected;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** Reads a form that has one file, fields that are known, and nothing else of meaning. */
public final class FormReader {

  /** How much there may be before the first delimiter, behind the last, and of blanks. */
  private static final int MOST_IGNORED = 1024;

  private final DelimitedInput in;
  private final FormShape shape;
  private final FormFields fields = new FormFields();

  private FormReader(DelimitedInput in, FormShape shape) {
    this.in = in;
    this.shape = shape;
  }

  /** The same for a form that has a part {@code file} and nothing else. */
  public static FormFile read(InputStream body, Boundary boundary) throws IOException {
    return read(body, boundary, FormShape.FILE_ALONE);
  }

  /**
   * Reads up to the first byte of the file. Does not close the body.
   *
   * @throws IOException what reading the body threw, unchanged
   * @throws RequestRejected if the form is malformed or has a field that is not known
   * @throws UploadRejected with {@code BadFilename} or {@code InvalidField}
   */
  public static FormFile read(InputStream body, Boundary boundary, FormShape shape)
      throws IOException {
    return new FormReader(new DelimitedInput(body, boundary), shape).file();
  }

  private FormFile file() throws IOException {
    in.startPiece();
    int before = skipIgnored(FormProblems::notThisBoundary);
    if (!in.passDelimiter() || !hasPart()) {
      // What was ignored was most likely the part.
      throw before == 0 ? FormProblems.noFile(shape) : FormProblems.notThisBoundary();
    }
    PartHeaders headers = knownPart();
    while (!headers.name().equals(shape.file())) {
      fields.read(headers.name(), in);
      if (!hasPart()) {
        throw FormProblems.noFile(shape);
      }
      headers = knownPart();
    }
    headers.requireBareFile(shape);
    FormFile file =
        new FormFile(
            headers.fileName(shape), headers.contentType(), new FilePartStream(this), fields);
    in.startPiece();
    return file;
  }

  private PartHeaders knownPart() throws IOException {
    PartHeaders headers = PartHeaders.read(in);
    String name = headers.name();
    if (!shape.names().contains(name)) {
      throw FormProblems.unknownField(name, shape);
    }
    return headers;
  }

  /**
   * Reads bytes of the file; -1 behind the last one, where nothing but fields and the form's end
   * follow.
   */
  int readFile(byte[] target, int offset, int count) throws IOException {
    int got = in.read(target, offset, count);
    if (got < 0) {
      requireEnd();
    }
    return got;
  }

  private void requireEnd() throws IOException {
    if (!in.passDelimiter()) {
      throw FormProblems.brokenOff();
    }
    while (hasPart()) {
      String name = knownPart().name();
      if (name.equals(shape.file())) {
        throw FormProblems.secondFile(shape);
      }
      fields.read(name, in);
    }
  }

  /** Reads the rest of a delimiter's line, which tells whether another part follows. */
  private boolean hasPart() throws IOException {
    int next = in.next();
    if (next != '-') {
      requireLineEnd(skipBlanks(next));
      return true;
    }
    require('-', in.next());
    next = skipBlanks(in.next());
    if (next >= 0) {
      requireLineEnd(next);
      skipEpilogue();
    }
    return false;
  }

  /** What RFC 2046 calls transport padding. */
  private int skipBlanks(int first) throws IOException {
    int next = first;
    for (int count = 0; (next == ' ' || next == '\t') && count < MOST_IGNORED; count++) {
      next = in.next();
    }
    return next;
  }

  private void requireLineEnd(int next) throws IOException {
    require('\r', next);
    require('\n', in.next());
  }

  private static void require(char expected, int octet) {
    if (octet < 0) {
      throw FormProblems.brokenOff();
    }
    if (octet != expected) {
      throw FormProblems.malformedDelimiter();
    }
  }

  /** Another delimiter in it would begin a part that nobody reads. */
  private void skipEpilogue() throws IOException {
    in.startPiece();
    skipIgnored(FormProblems::somethingBehind);
    if (in.passDelimiter()) {
      throw FormProblems.somethingBehind();
    }
  }

  /** Skips what a reader has to ignore (RFC 2046, 5.1.1), up to a bound; tells how much it was. */
  private int skipIgnored(Supplier<RequestRejected> tooMuch) throws IOException {
    byte[] ignored = new byte[MOST_IGNORED + 1];
    int count = 0;
    int got = in.read(ignored, 0, ignored.length);
    while (got >= 0) {
      count += got;
      if (count > MOST_IGNORED) {
        throw tooMuch.get();
      }
      got = in.read(ignored, 0, ignored.length);
    }
    return count;
  }
}
