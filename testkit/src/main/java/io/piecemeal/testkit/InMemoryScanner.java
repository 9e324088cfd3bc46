package io.piecemeal.testkit;

import io.piecemeal.application.port.out.ContentScanner;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;

/** Finds {@link Eicar}, unless a test has switched it off. Safe for use by several threads. */
public final class InMemoryScanner implements ContentScanner {

  /** What it calls that. */
  public static final String FINDING = "Eicar-Test-Signature";

  private final int most;
  private final AtomicInteger scans = new AtomicInteger();
  private volatile boolean down;

  /**
   * @param most it looks at no more bytes than that
   */
  public InMemoryScanner(int most) {
    this.most = most;
  }

  @Override
  public Verdict scan(InputStream content) throws IOException {
    scans.incrementAndGet();
    if (down) {
      throw new IOException("the scanner is switched off");
    }
    byte[] bytes = content.readNBytes(most + 1);
    if (bytes.length > most) {
      return new Verdict.Declined("more than %d bytes".formatted(most));
    }
    return Eicar.isIn(bytes) ? new Verdict.Infected(FINDING) : new Verdict.Clean();
  }

  /** From now on it cannot be reached. */
  public void goDown() {
    down = true;
  }

  /** From now on it can. */
  public void comeBack() {
    down = false;
  }

  /** How often it was asked. */
  public int scans() {
    return scans.get();
  }
}
