package io.piecemeal.application.upload;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.testkit.TestClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RenewingStreamTest {

  private static final Duration INTERVAL = Duration.ofSeconds(4);

  private final TestClock clock = new TestClock();
  private final AtomicInteger renewals = new AtomicInteger();
  private final InputStream stream =
      new RenewingStream(
          new ByteArrayInputStream("0123456789".getBytes(US_ASCII)),
          clock,
          INTERVAL,
          renewals::incrementAndGet);

  @Test
  void itIsRenewedOnceInEachIntervalInWhichBytesCome() throws IOException {
    assertThat(stream.read()).isEqualTo('0');
    clock.advance(INTERVAL.minusMillis(1));
    assertThat(stream.read()).isEqualTo('1');
    assertThat(renewals).hasValue(0);

    clock.advance(Duration.ofMillis(1));
    assertThat(stream.read()).isEqualTo('2');
    assertThat(renewals).hasValue(1);
    assertThat(stream.readNBytes(2)).isEqualTo(new byte[] {'3', '4'});
    assertThat(renewals).hasValue(1);

    clock.advance(INTERVAL);
    assertThat(stream.readNBytes(2)).isEqualTo(new byte[] {'5', '6'});
    assertThat(renewals).hasValue(2);
  }
}
