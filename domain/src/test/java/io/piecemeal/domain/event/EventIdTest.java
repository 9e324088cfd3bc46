package io.piecemeal.domain.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

final class EventIdTest {

  @Test
  void anIdIsSpelledWithItsPrefixAnd32HexDigits() {
    assertThat(new EventId(UUID.fromString("0198c0de-1234-7abc-8def-00112233ffee")))
        .hasToString("evt_0198c0de12347abc8def00112233ffee");
  }
}
