package io.piecemeal.http.server.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.RequestRejected;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class ShortBodiesTest {

  /** Gives one byte, and then makes its reader wait until it is interrupted. */
  private static InputStream stalling() {
    return new InputStream() {
      private boolean sent;

      @Override
      public int read() {
        throw new AssertionError("bytes are read in blocks");
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        if (!sent) {
          sent = true;
          target[offset] = '{';
          return 1;
        }
        try {
          new CountDownLatch(1).await();
          throw new AssertionError("nobody counts down");
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new InterruptedIOException("interrupted");
        }
      }
    };
  }

  @Test
  @Timeout(60)
  void aBodyThatDoesNotComeToItsEndIsRefusedAndItsThreadGoesOn() {
    assertThatExceptionOfType(RequestRejected.class)
        .isThrownBy(() -> ShortBodies.read(stalling(), 10, Duration.ofMillis(50)))
        .satisfies(
            refused -> assertThat(refused.problem().kind()).isEqualTo(ProblemKind.REQUEST_TIMEOUT));

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void aBodyIsReadToItsEndOrAsFarAsItIsWanted() throws IOException {
    byte[] body = {1, 2, 3};

    assertThat(ShortBodies.read(new ByteArrayInputStream(body), 10)).isEqualTo(body);
    assertThat(ShortBodies.read(new ByteArrayInputStream(body), 2)).containsExactly(1, 2);
  }
}
