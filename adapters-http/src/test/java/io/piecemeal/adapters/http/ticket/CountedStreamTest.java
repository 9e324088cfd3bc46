package io.piecemeal.adapters.http.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.testkit.BrokenInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What a ticket's holder sent is counted, however it is read. */
final class CountedStreamTest {

  private static CountedStream of(int bytes) {
    return new CountedStream(new ByteArrayInputStream(new byte[bytes]));
  }

  @Test
  void bytesCountOnceTheyAreReadAndTheEndDoesNot() throws IOException {
    try (CountedStream stream = of(10)) {
      assertThat(stream.bytesRead()).isEqualTo(ByteCount.ZERO);

      assertThat(stream.read()).isZero();
      assertThat(stream.bytesRead()).isEqualTo(new ByteCount(1));

      assertThat(stream.read(new byte[8], 2, 4)).isEqualTo(4);
      assertThat(stream.bytesRead()).isEqualTo(new ByteCount(5));

      assertThat(stream.readAllBytes()).hasSize(5);
      assertThat(stream.read()).isEqualTo(-1);
      assertThat(stream.read(new byte[8])).isEqualTo(-1);
      assertThat(stream.bytesRead()).isEqualTo(new ByteCount(10));
    }
  }

  @Test
  void whatCameBeforeABreakIsCounted() {
    CountedStream stream =
        new CountedStream(
            new BrokenInputStream(
                new ByteArrayInputStream(new byte[10]), 3, new IOException("broken off")));

    assertThatThrownBy(stream::readAllBytes).isInstanceOf(IOException.class);
    assertThat(stream.bytesRead()).isEqualTo(new ByteCount(3));
  }
}
