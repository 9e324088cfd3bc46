package io.piecemeal.http.server.form;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The bytes of the file in a form, whose end is the end of a form that is well formed. */
final class FilePartStream extends InputStream {

  private final FormReader form;
  private boolean ended;
  private @Nullable RuntimeException refusal;

  FilePartStream(FormReader form) {
    this.form = form;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int count) throws IOException {
    if (refusal != null) {
      // Who asks again must not take what is left for the file's end.
      throw refusal;
    }
    if (ended || count == 0) {
      return ended ? -1 : 0;
    }
    try {
      int got = form.readFile(target, offset, count);
      ended = got < 0;
      return got;
    } catch (RuntimeException e) {
      refusal = e;
      throw e;
    }
  }
}
