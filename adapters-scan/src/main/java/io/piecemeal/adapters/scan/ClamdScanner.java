package io.piecemeal.adapters.scan;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.piecemeal.application.port.out.ContentScanner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;

/**
 * Sends contents to ClamAV's daemon by its command {@code INSTREAM}: chunks with their length
 * before them, and one of length 0. It need not see the files of this process. Each content has a
 * connection of its own.
 */
public final class ClamdScanner implements ContentScanner {

  /** Of content, beside its length. */
  static final int CHUNK = 64 << 10;

  private static final byte[] COMMAND = "zINSTREAM\0".getBytes(US_ASCII);

  private final ClamdAddress address;
  private final Patience patience;

  /**
   * How long each step may take.
   *
   * @param answer after the last byte; longer than the daemon's own bound (MaxScanTime), or files
   *     that take it long are never done
   */
  public record Patience(Duration connect, Duration send, Duration answer) {

    /** The daemon gives up after 2 minutes by itself. */
    public static final Patience DEFAULT =
        new Patience(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(5));
  }

  public ClamdScanner(ClamdAddress address, Patience patience) {
    this.address = address;
    this.patience = patience;
  }

  @Override
  public Verdict scan(InputStream content) throws IOException {
    try (ClamdConnection connection = ClamdConnection.open(address, patience.connect())) {
      boolean whole =
          connection.send(ByteBuffer.wrap(COMMAND), patience.send()) && send(content, connection);
      Verdict verdict = Answers.verdict(connection.receive(patience.answer()));
      if (!whole && verdict instanceof Verdict.Clean) {
        throw new IOException("the scanner found nothing before it had all bytes");
      }
      return verdict;
    }
  }

  /**
   * Ends early where the daemon has said something.
   *
   * @return whether all was sent
   */
  private boolean send(InputStream content, ClamdConnection connection) throws IOException {
    byte[] chunk = new byte[Integer.BYTES + CHUNK];
    int count;
    boolean goesOn;
    do {
      count = content.readNBytes(chunk, Integer.BYTES, CHUNK);
      ByteBuffer framed = ByteBuffer.wrap(chunk, 0, Integer.BYTES + count).putInt(0, count);
      goesOn = connection.send(framed, patience.send());
    } while (goesOn && count == CHUNK);
    if (goesOn && count > 0) {
      Arrays.fill(chunk, 0, Integer.BYTES, (byte) 0);
      return connection.send(ByteBuffer.wrap(chunk, 0, Integer.BYTES), patience.send());
    }
    return goesOn;
  }
}
