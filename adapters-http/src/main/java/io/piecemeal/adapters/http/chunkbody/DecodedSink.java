package io.piecemeal.adapters.http.chunkbody;

import java.io.IOException;

/**
 * Takes the decoded bytes of one chunk in order. What it was given counts for nothing until {@link
 * ChunkBodyScanner#scan} has returned: a body may be refused at its last byte. An exception of the
 * sink, checked or not, ends the scan and reaches its caller unchanged.
 */
public interface DecodedSink {

  /**
   * Called once, right before the first {@link #write}; never for a body without decoded bytes.
   *
   * @param seenSoFar the members that stood before this point of the body; later ones look absent
   */
  void begin(ChunkMembers seenSoFar) throws IOException;

  /**
   * Takes the next bytes, at least 1 and at most 68 KiB of them. The array belongs to the scanner
   * and changes after the call returns.
   */
  void write(byte[] bytes, int offset, int length) throws IOException;
}
