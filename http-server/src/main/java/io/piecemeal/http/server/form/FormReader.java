package io.piecemeal.http.server.form;

import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.http.server.problem.RequestRejected;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** Reads a form that has one part, {@code file}, and nothing else of meaning. */
public final class FormReader {

  static final String FILE = "file";

  /** How much there may be before the first delimiter, behind the last, and of blanks. */
  private static final int MOST_IGNORED = 1024;

  private final DelimitedInput in;

  private FormReader(DelimitedInput in) {
    this.in = in;
  }

  /**
   * Reads up to the first byte of the file. Does not close the body.
   *
   * @throws IOException what reading the body threw, unchanged
   * @throws RequestRejected if the form is malformed or has a field that is not known
   * @throws UploadRejected with {@code BadFilename} or {@code InvalidField}
   */
  public static FormFile read(InputStream body, Boundary boundary) throws IOException {
    return new FormReader(new DelimitedInput(body, boundary)).file();
  }

  private FormFile file() throws IOException {
    in.startPiece();
    int before = skipIgnored(FormProblems::notThisBoundary);
    if (!in.passDelimiter() || !hasPart()) {
      // What was ignored was most likely the part.
      throw before == 0 ? FormProblems.noFile() : FormProblems.notThisBoundary();
    }
    PartHeaders headers = knownPart();
    headers.requireBareFile();
    FormFile file =
        new FormFile(headers.fileName(), headers.contentType(), new FilePartStream(this));
    in.startPiece();
    return file;
  }

  private PartHeaders knownPart() throws IOException {
    PartHeaders headers = PartHeaders.read(in);
    String name = headers.name();
    if (!name.equals(FILE)) {
      throw FormProblems.unknownField(name);
    }
    return headers;
  }

  /** Reads bytes of the file; -1 behind the last one, where nothing but the form's end follows. */
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
    if (hasPart()) {
      knownPart();
      throw FormProblems.secondFile();
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
