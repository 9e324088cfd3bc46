package io.piecemeal.chunk.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlainRunTest {

  @Test
  void aRunEndsAtEachByteThatIsNotPlainAndAtNoOther() {
    for (int value = 0; value < 256; value++) {
      boolean plain = value >= ' ' && value < 0x80 && value != '"' && value != '\\';
      for (int at = 0; at < 40; at++) {
        byte[] bytes = new byte[40];
        Arrays.fill(bytes, (byte) 'x');
        bytes[at] = (byte) value;
        assertThat(PlainRun.end(bytes, 0, bytes.length))
            .as("byte %d at %d", value, at)
            .isEqualTo(plain ? bytes.length : at);
      }
    }
  }

  @Test
  void aRunEndsAtTheFirstOfManySpecialBytes() {
    Random random = new Random(1);
    byte[] bytes = new byte[64];
    for (int count = 0; count < 100_000; count++) {
      random.nextBytes(bytes);
      int from = random.nextInt(bytes.length);
      int to = random.nextInt(from, bytes.length + 1);
      int first = random.nextInt(from, to + 1);
      Arrays.fill(bytes, from, first, (byte) "!#[]~ ".charAt(random.nextInt(6)));
      int end = first;
      while (end < to && bytes[end] >= ' ' && bytes[end] != '"' && bytes[end] != '\\') {
        end++;
      }
      assertThat(PlainRun.end(bytes, from, to)).isEqualTo(end);
    }
  }
}
