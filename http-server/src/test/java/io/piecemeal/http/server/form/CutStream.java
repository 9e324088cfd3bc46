package io.piecemeal.http.server.form;

import java.io.ByteArrayInputStream;

/** Ends a read at each of the given positions, as a network does. */
final class CutStream extends ByteArrayInputStream {

  private final int[] cuts;

  CutStream(byte[] bytes, int... cuts) {
    super(bytes);
    this.cuts = cuts;
  }

  @Override
  public synchronized int read(byte[] into, int offset, int length) {
    int most = length;
    for (int cut : cuts) {
      if (cut > pos) {
        most = Math.min(most, cut - pos);
      }
    }
    return super.read(into, offset, most);
  }
}
