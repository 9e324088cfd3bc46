package io.piecemeal.http.server.direct;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BufferMemoryTest {

  private long used;
  private long now;
  private int looks;
  private final BufferMemory memory = new BufferMemory(this::look, 100, () -> now);

  private long look() {
    looks++;
    return used;
  }

  @Test
  void isScarceAboveAnEighth() {
    used = 12;
    assertThat(memory.getAsBoolean()).isFalse();
    used = 13;
    now += 1_000_000;
    assertThat(memory.getAsBoolean()).isTrue();
  }

  @Test
  void looksOnceInAMillisecond() {
    assertThat(memory.getAsBoolean()).isFalse();
    used = 100;
    now += 999_999;
    assertThat(memory.getAsBoolean()).isFalse();
    assertThat(looks).isEqualTo(1);
    now++;
    assertThat(memory.getAsBoolean()).isTrue();
  }
}
