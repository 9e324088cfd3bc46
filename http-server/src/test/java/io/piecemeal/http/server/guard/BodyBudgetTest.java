package io.piecemeal.http.server.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a request has to pass before it is read. */
class BodyBudgetTest {

  private static final Owner ALICE = new Owner("alice");
  private static final Owner BOB = new Owner("bob");
  private static final Owner CAROL = new Owner("carol");
  private static final ByteCount ONE = new ByteCount(10_240);

  private final BodyBudget budget =
      new BodyBudget(
          new BodyLimits(ONE, new ByteCount(2 * (10_240 + BodyLimits.OVERHEAD)), Duration.ZERO));

  @Test
  void bodiesShareTheirMemoryAndGiveItBack() throws Exception {
    BodyBudget.Share first = budget.take(ALICE, OptionalLong.of(10_240));
    try (BodyBudget.Share _ = budget.take(BOB, OptionalLong.empty())) {
      assertThatThrownBy(() -> budget.take(CAROL, OptionalLong.of(1)))
          .isInstanceOf(Overloaded.class);
      first.close();
      budget.take(CAROL, OptionalLong.of(10_000)).close();
    }
    budget.take(ALICE, OptionalLong.empty()).close();
  }

  @Test
  void oneOwnersBodiesLeaveMemoryForTheOthers() throws Exception {
    budget.take(ALICE, OptionalLong.of(10_240));

    assertThatThrownBy(() -> budget.take(ALICE, OptionalLong.of(1)))
        .isInstanceOfSatisfying(
            Overloaded.class,
            e ->
                assertThat(e.overload())
                    .isEqualTo(new Overload.MemoryShareTaken(141_312, 282_624)));
    budget.take(BOB, OptionalLong.of(10_240)).close();
  }

  @Test
  void bodyThatIsTooLargeIsRefusedWhetherAnnouncedOrNot() {
    assertThatThrownBy(() -> budget.take(ALICE, OptionalLong.of(10_241)))
        .isInstanceOf(BodyTooLargeException.class);
    assertThatThrownBy(
            () -> new BoundedBody(new ByteArrayInputStream(new byte[10_241]), ONE).readAllBytes())
        .isInstanceOf(BodyTooLargeException.class);
  }

  @Test
  void bodyOfExactlyTheLimitIsRead() throws Exception {
    assertThat(new BoundedBody(new ByteArrayInputStream(new byte[10_240]), ONE).readAllBytes())
        .hasSize(10_240);
  }
}
