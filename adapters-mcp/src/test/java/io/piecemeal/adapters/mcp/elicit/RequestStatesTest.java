package io.piecemeal.adapters.mcp.elicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.TicketToken;
import io.piecemeal.mcp.protocol.rpc.RpcRejected;
import io.piecemeal.testkit.Samples;
import io.piecemeal.testkit.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestStatesTest {

  private static final byte[] KEY = new byte[RequestStates.KEY_BYTES];
  private static final Round ROUND = new Round(Samples.ALICE, "tool", Map.of("a", "1", "b", "2"));

  private final TestClock clock = new TestClock();
  private final RequestStates states = RequestStates.under(KEY, clock);
  private final AskedFile asked =
      new AskedFile(
          Samples.fileId(),
          TicketToken.of(new byte[TicketToken.SECRET_BYTES]),
          clock.instant().plusSeconds(60).truncatedTo(ChronoUnit.SECONDS),
          AskedFile.Stage.ASKED);

  @Test
  void anyNodeWithTheKeyOpensWhatOneSealed() {
    RequestStates otherNode = RequestStates.under(KEY.clone(), clock);

    assertOpened(otherNode.open(ROUND, states.seal(ROUND, asked)));
    assertThat(states.open(ROUND, otherNode.seal(ROUND, asked.accepted())).stage())
        .isEqualTo(AskedFile.Stage.ACCEPTED);
  }

  private void assertOpened(AskedFile opened) {
    assertThat(opened.spell()).isEqualTo(asked.spell());
  }

  @Test
  void noOtherKeyOpensIt() {
    byte[] other = KEY.clone();
    other[0] = 1;
    assertRefused(RequestStates.under(other, clock), ROUND, states.seal(ROUND, asked));
    assertRefused(RequestStates.none(), ROUND, states.seal(ROUND, asked));
  }

  @Test
  void noOtherCallOpensIt() {
    String state = states.seal(ROUND, asked);
    for (Round other :
        List.of(
            new Round(Samples.BOB, "tool", ROUND.arguments()),
            new Round(new Owner("alice2"), "tool", ROUND.arguments()),
            new Round(Samples.ALICE, "tool2", ROUND.arguments()),
            new Round(Samples.ALICE, "tool", Map.of("a", "1")),
            new Round(Samples.ALICE, "tool", Map.of("a", "1", "b", "3")),
            new Round(Samples.ALICE, "tool", Map.of("a", "1\",\"b\":\"2")))) {
      assertRefused(states, other, state);
    }
  }

  private static void assertRefused(RequestStates states, Round round, String state) {
    assertThatThrownBy(() -> states.open(round, state))
        .isInstanceOf(RpcRejected.class)
        .hasMessageContaining("none that was given to you");
  }

  @Test
  void itIsGoodUntilItsEnd() {
    String state = states.seal(ROUND, asked);
    clock.advance(Duration.between(clock.instant(), asked.expiresAt()).minusNanos(1));
    assertOpened(states.open(ROUND, state));
    clock.advance(Duration.ofNanos(1));
    assertThatThrownBy(() -> states.open(ROUND, state))
        .isInstanceOf(RpcRejected.class)
        .hasMessageContaining("time of 'requestState' is over");
  }

  @Test
  void itTellsNothingAndIsAnotherOneEachTime() {
    String state = states.seal(ROUND, asked);
    String bytes = new String(Base64.getUrlDecoder().decode(state), StandardCharsets.ISO_8859_1);
    assertThat(bytes).doesNotContain(asked.file().value(), "pmt_");
    assertThat(states.seal(ROUND, asked)).isNotEqualTo(state);
  }

  @Test
  void withoutAKeyThereAreNone() {
    assertThat(RequestStates.none().areGiven()).isFalse();
    assertThat(states.areGiven()).isTrue();
    assertThatIllegalArgumentException().isThrownBy(() -> RequestStates.under(new byte[31], clock));
  }
}
