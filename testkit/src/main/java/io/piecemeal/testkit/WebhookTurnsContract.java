package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.WebhookBook.NewWebhook;
import io.piecemeal.application.port.out.WebhookTurns;
import io.piecemeal.application.port.out.WebhookTurns.Ending;
import io.piecemeal.application.port.out.WebhookTurns.Turn;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.event.EventCursor;
import io.piecemeal.domain.webhook.Webhook;
import io.piecemeal.domain.webhook.Webhook.Standing;
import io.piecemeal.domain.webhook.WebhookId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link WebhookTurns} does. */
public abstract class WebhookTurnsContract extends LedgerSuite {

  private static final int MANY = 100;
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Duration WAIT = Duration.ofMinutes(5);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Ending DONE = new Ending.Done();
  private static final Ending FAILED = new Ending.Failed("it failed", WAIT, DAY);

  protected WebhookTurnsContract() {}

  private WebhookTurns turns() {
    return ledger().turns();
  }

  private Webhook entered(Owner owner, int number) {
    return ledger()
        .webhooks()
        .enter(
            new NewWebhook(
                new WebhookId("whk_%032x".formatted(number)),
                owner,
                "https://hooks.test/",
                Set.of(),
                ledger().events().latest(owner)),
            MANY)
        .orElseThrow();
  }

  private List<Turn> taken() {
    return turns().take(MANY, LEASE);
  }

  private Turn onlyTurn() {
    List<Turn> taken = taken();
    assertThat(taken).hasSize(1);
    return taken.getFirst();
  }

  private Standing standing(Owner owner) {
    return ledger().webhooks().list(owner).getFirst().standing();
  }

  private EventCursor latest() {
    return ledger().events().latest(ALICE);
  }

  @Test
  final void aTurnIsTakenWhereThereAreEvents() {
    Webhook webhook = entered(ALICE, 1);
    entered(BOB, 2);
    assertThat(taken()).isEmpty();

    opened(ALICE);

    assertThat(onlyTurn().webhook()).isEqualTo(webhook);
  }

  @Test
  final void oneNodeHasATurnUntilItsLeaseIsOver() {
    entered(ALICE, 1);
    opened(ALICE);
    Turn turn = onlyTurn();

    assertThat(ledger().secondNode().turns().take(MANY, LEASE)).isEmpty();
    letTimePass(LEASE.minusSeconds(10));
    assertThat(taken()).isEmpty();
    letTimePass(Duration.ofSeconds(10));
    Turn next = onlyTurn();

    assertThat(next.number()).isNotEqualTo(turn.number());
    assertThat(turns().told(turn, latest(), LEASE)).isFalse();
    turns().end(turn, FAILED);
    assertThat(standing(ALICE)).isEqualTo(Standing.WELL);
    assertThat(turns().told(next, latest(), LEASE)).isTrue();
  }

  @Test
  final void ofNodesThatComeTogetherOneGetsATurn() {
    entered(ALICE, 1);
    opened(ALICE);

    assertThat(Race.run(8, lane -> ledger().turns().take(1, LEASE)).stream().flatMap(List::stream))
        .hasSize(1);
  }

  @Test
  final void whatWasToldIsNotToldAgain() {
    entered(ALICE, 1);
    opened(ALICE);
    Turn turn = onlyTurn();
    assertThat(turns().told(turn, latest(), LEASE)).isTrue();
    turns().end(turn, DONE);

    assertThat(taken()).isEmpty();
    assertThat(ledger().webhooks().list(ALICE).getFirst().told()).isEqualTo(latest());
    opened(ALICE);
    assertThat(taken()).hasSize(1);
  }

  @Test
  final void tellingRenewsTheLease() {
    entered(ALICE, 1);
    opened(ALICE);
    EventCursor first = latest();
    opened(ALICE);
    Turn turn = onlyTurn();
    letTimePass(LEASE.minusSeconds(10));

    assertThat(turns().told(turn, first, LEASE)).isTrue();

    letTimePass(LEASE.minusSeconds(10));
    assertThat(taken()).isEmpty();
    letTimePass(Duration.ofSeconds(10));
    assertThat(onlyTurn().webhook().told()).isEqualTo(first);
  }

  @Test
  final void afterATurnTheNextBeginsAtOnce() {
    entered(ALICE, 1);
    opened(ALICE);
    turns().end(onlyTurn(), DONE);

    assertThat(taken()).hasSize(1);
  }

  @Test
  final void afterAFailureNobodyHasATurnForAWhile() {
    entered(ALICE, 1);
    opened(ALICE);
    turns().end(onlyTurn(), FAILED);

    Standing standing = standing(ALICE);
    assertThat(standing.failures()).isEqualTo(1);
    assertThat(standing.reason()).contains("it failed");
    assertThat(standing.failingSince()).isPresent();
    assertThat(standing.nextAttempt().orElseThrow())
        .isEqualTo(standing.failingSince().orElseThrow().plus(WAIT));
    assertThat(standing.offSince()).isEmpty();
    letTimePass(WAIT.minusSeconds(10));
    assertThat(taken()).isEmpty();
    letTimePass(Duration.ofSeconds(10));
    Turn turn = onlyTurn();
    assertThat(turn.webhook().standing().failures()).isEqualTo(1);
    assertThat(turns().told(turn, latest(), LEASE)).isTrue();
    assertThat(standing(ALICE)).isEqualTo(Standing.WELL);
  }

  @Test
  final void afterALongTimeOfFailuresAWebhookIsOffUntilItIsReplayed() {
    Webhook webhook = entered(ALICE, 1);
    opened(ALICE);
    turns().end(onlyTurn(), FAILED);
    letTimePass(DAY.minusSeconds(10));
    turns().end(onlyTurn(), FAILED);
    assertThat(standing(ALICE).offSince()).isEmpty();
    letTimePass(WAIT);
    turns().end(onlyTurn(), FAILED);

    Standing standing = standing(ALICE);
    assertThat(standing.offSince()).isPresent();
    assertThat(standing.nextAttempt()).isEmpty();
    assertThat(standing.failures()).isEqualTo(3);
    letTimePass(DAY);
    assertThat(taken()).isEmpty();

    ledger().webhooks().replay(ALICE, webhook.id(), webhook.told());

    assertThat(standing(ALICE)).isEqualTo(Standing.WELL);
    assertThat(taken()).hasSize(1);
  }

  @Test
  final void whatIsGivenUpIsOffAtOnce() {
    entered(ALICE, 1);
    opened(ALICE);
    turns().end(onlyTurn(), new Ending.GivenUp("it is gone"));

    assertThat(standing(ALICE).offSince()).isPresent();
    assertThat(standing(ALICE).reason()).contains("it is gone");
    letTimePass(DAY);
    assertThat(taken()).isEmpty();
  }

  @Test
  final void aTurnIsOverWhenItsWebhookIsChangedOrRemoved() {
    Webhook webhook = entered(ALICE, 1);
    opened(ALICE);
    Turn first = onlyTurn();
    ledger().webhooks().rotate(ALICE, webhook.id(), DAY);
    assertThat(turns().told(first, latest(), LEASE)).isFalse();

    Turn second = onlyTurn();
    assertThat(second.webhook().secret().number()).isEqualTo(2);
    ledger().webhooks().replay(ALICE, webhook.id(), webhook.told());
    assertThat(turns().told(second, latest(), LEASE)).isFalse();

    Turn third = onlyTurn();
    ledger().webhooks().remove(ALICE, webhook.id());
    assertThat(turns().told(third, latest(), LEASE)).isFalse();
    turns().end(third, DONE);
    assertThat(taken()).isEmpty();
  }

  @Test
  final void thoseWhoWaitedLongestAreFirst() {
    entered(ALICE, 1);
    letTimePass(Duration.ofSeconds(10));
    entered(ALICE, 2);
    opened(ALICE);

    WebhookId first = turns().take(1, LEASE).getFirst().webhook().id();
    WebhookId second = turns().take(1, LEASE).getFirst().webhook().id();

    assertThat(List.of(first, second))
        .extracting(WebhookId::value)
        .containsExactly("whk_%032x".formatted(1), "whk_%032x".formatted(2));
  }

  @Test
  final void aLedgerThatCannotBeReachedHasNoTurns() {
    WebhookTurns unreachable = unreachable().turns();
    entered(ALICE, 1);
    opened(ALICE);
    Turn turn = onlyTurn();

    assertUnavailable(
        () -> unreachable.take(1, LEASE),
        () -> unreachable.told(turn, EventCursor.NONE, LEASE),
        () -> unreachable.end(turn, DONE));
  }
}
