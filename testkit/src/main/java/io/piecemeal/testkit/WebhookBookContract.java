package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.WebhookBook;
import io.piecemeal.application.port.out.WebhookBook.NewWebhook;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.event.EventCursor;
import io.piecemeal.domain.event.EventType;
import io.piecemeal.domain.webhook.Webhook;
import io.piecemeal.domain.webhook.Webhook.SecretNumber;
import io.piecemeal.domain.webhook.Webhook.Standing;
import io.piecemeal.domain.webhook.WebhookId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link WebhookBook} does. */
public abstract class WebhookBookContract extends LedgerSuite {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final EventCursor CURSOR = EventCursor.NONE.behind(Samples.SHARD, 7);
  private static final WebhookId UNKNOWN = id(99);

  protected WebhookBookContract() {}

  private WebhookBook book() {
    return ledger().webhooks();
  }

  private static WebhookId id(int number) {
    return new WebhookId("whk_%032x".formatted(number));
  }

  private static NewWebhook newWebhook(Owner owner, int number) {
    return new NewWebhook(
        id(number), owner, "https://hooks.test/" + number, Set.of(), EventCursor.NONE);
  }

  private Webhook entered(Owner owner, int number) {
    return book().enter(newWebhook(owner, number), 5).orElseThrow();
  }

  @Test
  final void aWebhookIsListedAsItWasEntered() {
    Set<EventType> types = Set.of(EventType.FILE_COMPLETED, EventType.FILE_DELETED);
    Webhook webhook =
        book()
            .enter(new NewWebhook(id(1), ALICE, "https://hooks.test/a?b=\u00e4", types, CURSOR), 1)
            .orElseThrow();

    assertThat(webhook.id()).isEqualTo(id(1));
    assertThat(webhook.owner()).isEqualTo(ALICE);
    assertThat(webhook.url()).isEqualTo("https://hooks.test/a?b=\u00e4");
    assertThat(webhook.types()).isEqualTo(types);
    assertThat(webhook.secret()).isEqualTo(new SecretNumber(1, false));
    assertThat(webhook.told()).isEqualTo(CURSOR);
    assertThat(webhook.standing()).isEqualTo(Standing.WELL);
    assertThat(book().list(ALICE)).containsExactly(webhook);
    assertThat(ledger().secondNode().webhooks().list(ALICE)).containsExactly(webhook);
  }

  @Test
  final void anOwnerSeesAndChangesItsOwnOnly() {
    Webhook webhook = entered(ALICE, 1);

    assertThat(book().list(BOB)).isEmpty();
    assertThat(book().rotate(BOB, webhook.id(), HOUR)).isEmpty();
    assertThat(book().replay(BOB, webhook.id(), CURSOR)).isEmpty();
    assertThat(book().remove(BOB, webhook.id())).isFalse();
    assertThat(book().list(ALICE)).containsExactly(webhook);
  }

  @Test
  final void noMoreAreEnteredThanAnOwnerMayHave() {
    for (int i = 0; i < 5; i++) {
      entered(ALICE, i);
    }

    assertThat(book().enter(newWebhook(ALICE, 5), 5)).isEmpty();
    assertThat(book().enter(newWebhook(BOB, 6), 5)).isPresent();
    assertThat(book().list(ALICE)).hasSize(5);
    book().remove(ALICE, id(2));
    assertThat(book().enter(newWebhook(ALICE, 7), 5)).isPresent();
  }

  @Test
  final void noMoreAreEnteredAlsoIfManyAreAtOnce() {
    List<Optional<Webhook>> entered =
        Race.run(8, lane -> ledger().webhooks().enter(newWebhook(ALICE, lane), 5));

    assertThat(entered).filteredOn(Optional::isPresent).hasSize(5);
    assertThat(book().list(ALICE)).hasSize(5);
  }

  @Test
  final void theFormerSecretIsInUseForTheOverlap() {
    WebhookId webhook = entered(ALICE, 1).id();

    assertThat(book().rotate(ALICE, webhook, HOUR).orElseThrow().secret())
        .isEqualTo(new SecretNumber(2, true));
    letTimePass(HOUR.minusSeconds(10));
    assertThat(book().list(ALICE).getFirst().secret()).isEqualTo(new SecretNumber(2, true));
    letTimePass(Duration.ofSeconds(10));
    assertThat(book().list(ALICE).getFirst().secret()).isEqualTo(new SecretNumber(2, false));
    assertThat(book().rotate(ALICE, webhook, Duration.ZERO).orElseThrow().secret())
        .isEqualTo(new SecretNumber(3, false));
  }

  @Test
  final void aReplayMovesTheCursor() {
    WebhookId webhook = entered(ALICE, 1).id();

    assertThat(book().replay(ALICE, webhook, CURSOR).orElseThrow().told()).isEqualTo(CURSOR);
    assertThat(book().list(ALICE).getFirst().told()).isEqualTo(CURSOR);
  }

  @Test
  final void whatIsRemovedIsGone() {
    WebhookId webhook = entered(ALICE, 1).id();

    assertThat(book().remove(ALICE, webhook)).isTrue();
    assertThat(book().remove(ALICE, webhook)).isFalse();
    assertThat(book().list(ALICE)).isEmpty();
    assertThat(book().rotate(ALICE, UNKNOWN, HOUR)).isEmpty();
    assertThat(book().replay(ALICE, UNKNOWN, CURSOR)).isEmpty();
  }

  @Test
  final void aBookThatCannotBeReachedIsNotTakenForEmpty() {
    WebhookBook unreachable = unreachable().webhooks();

    assertUnavailable(
        () -> unreachable.list(ALICE),
        () -> unreachable.rotate(ALICE, UNKNOWN, HOUR),
        () -> unreachable.remove(ALICE, UNKNOWN));
  }
}
