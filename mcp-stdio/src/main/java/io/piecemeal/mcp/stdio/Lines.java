package io.piecemeal.mcp.stdio;

import java.io.IOException;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where messages go: one line each, whole, from whichever thread, until nobody reads any more. */
final class Lines {

  private static final Logger LOG = LoggerFactory.getLogger(Lines.class);

  private final OutputStream out;
  private boolean broken;

  Lines(OutputStream out) {
    this.out = out;
  }

  /**
   * Writes one.
   *
   * @param json which may have line breaks between its tokens; there are none within them
   */
  synchronized void write(byte[] json) {
    if (broken) {
      return;
    }
    byte[] line = new byte[json.length + 1];
    for (int i = 0; i < json.length; i++) {
      boolean isBreak = json[i] == '\n' || json[i] == '\r';
      line[i] = isBreak ? (byte) ' ' : json[i];
    }
    line[json.length] = '\n';
    try {
      out.write(line);
      out.flush();
    } catch (IOException e) {
      broken = true;
      LOG.warn("standard output is closed: {}", e.toString());
    }
  }

  /** Whether nobody reads any more. */
  synchronized boolean isBroken() {
    return broken;
  }
}
