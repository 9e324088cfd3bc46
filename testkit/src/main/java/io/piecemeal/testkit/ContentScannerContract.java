package io.piecemeal.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.ContentScanner;
import io.piecemeal.application.port.out.ContentScanner.Verdict;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What every {@link ContentScanner} does. */
public abstract class ContentScannerContract {

  /** The scanner under test looks at so many bytes. */
  protected static final int MOST = 1 << 20;

  protected ContentScannerContract() {}

  /** A scanner that knows {@link Eicar} and declines more than {@link #MOST} bytes. */
  protected abstract ContentScanner scanner() throws IOException;

  /** A scanner that cannot be reached. */
  protected abstract ContentScanner unreachable() throws IOException;

  private Verdict verdict(byte[]... parts) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.write(part);
    }
    return scanner().scan(new ByteArrayInputStream(all.toByteArray()));
  }

  @Test
  final void harmlessBytesAreClean() throws IOException {
    assertThat(verdict(new byte[0])).isEqualTo(new Verdict.Clean());
    assertThat(verdict("hello".getBytes(US_ASCII))).isEqualTo(new Verdict.Clean());
    assertThat(verdict(new byte[MOST])).isEqualTo(new Verdict.Clean());
  }

  @Test
  final void whatIsHarmfulIsFoundWhereverItIs() throws IOException {
    byte[] harmful = Eicar.bytes();

    assertInfected(verdict(harmful));
    assertInfected(verdict(harmful, new byte[MOST - harmful.length]));
    assertInfected(verdict(new byte[MOST - harmful.length], harmful));
    assertInfected(verdict(new byte[(64 << 10) - 10], harmful, new byte[100]));
  }

  private static void assertInfected(Verdict verdict) {
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Infected.class,
            found -> assertThat(found.name()).containsIgnoringCase("eicar"));
  }

  @Test
  final void moreThanIsLookedAtIsNotTakenForClean() throws IOException {
    assertThat(verdict(new byte[MOST + 1])).isInstanceOf(Verdict.Declined.class);
    assertThat(verdict(new byte[8 * MOST])).isInstanceOf(Verdict.Declined.class);
  }

  @Test
  final void whatReadingThrowsPassesThroughUnchanged() throws IOException {
    IOException broken = new IOException("broken");
    InputStream content =
        new SequenceInputStream(
            new ByteArrayInputStream(Eicar.bytes()),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw broken;
              }

              @Override
              public int read(byte[] target, int offset, int length) throws IOException {
                throw broken;
              }
            });

    assertThatThrownBy(() -> scanner().scan(content)).isSameAs(broken);
  }

  @Test
  final void theContentIsLeftOpen() throws IOException {
    AtomicBoolean closed = new AtomicBoolean();
    InputStream content =
        new FilterInputStream(new ByteArrayInputStream(Eicar.bytes())) {
          @Override
          public void close() {
            closed.set(true);
          }
        };

    assertInfected(scanner().scan(content));

    assertThat(closed).isFalse();
  }

  @Test
  final void aScannerThatCannotBeReachedFindsNothingClean() throws IOException {
    ContentScanner unreachable = unreachable();

    assertThatThrownBy(() -> unreachable.scan(new ByteArrayInputStream(new byte[10])))
        .isInstanceOf(IOException.class);
  }
}
