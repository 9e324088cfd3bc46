package io.piecemeal.application.webhook;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.in.DeliverWebhooks.Service;
import io.piecemeal.application.port.in.ManageWebhooks.Creation;
import io.piecemeal.application.port.in.ManageWebhooks.WithSecret;
import io.piecemeal.application.port.out.WebhookSender;
import io.piecemeal.application.port.out.WebhookSender.Delivery;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.event.EventCursor;
import io.piecemeal.domain.event.EventType;
import io.piecemeal.domain.event.FileEvent;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.webhook.Webhook;
import io.piecemeal.domain.webhook.Webhook.Standing;
import io.piecemeal.domain.webhook.WebhookId;
import io.piecemeal.domain.webhook.WebhookSecret;
import io.piecemeal.testkit.InMemoryFileLedger;
import io.piecemeal.testkit.Samples;
import io.piecemeal.testkit.SequentialIds;
import io.piecemeal.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DeliverWebhooksTest {

  private static final Duration PATIENCE = Duration.ofDays(5);
  private static final Delivery FAILED = new Delivery.Failed("it failed", Optional.empty());

  private final TestClock clock = new TestClock();
  private final InMemoryFileLedger ledger = new InMemoryFileLedger(clock);
  private final Receiver receiver = new Receiver();
  private long nanoTime;
  private boolean stopping;

  private final ManageWebhooksService manage =
      new ManageWebhooksService(ledger.webhooks(), receiver, ledger.events(), new SequentialIds());

  private final DeliverWebhooksService deliver =
      new DeliverWebhooksService(
          ledger.webhooks(),
          ledger.events(),
          receiver,
          new Backoff(() -> 1),
          PATIENCE,
          time -> !stopping,
          () -> nanoTime);

  /** Accepts what it is not told to do otherwise. */
  private static final class Receiver implements WebhookSender {

    private final List<FileEvent> accepted = new ArrayList<>();
    private final Deque<Delivery> planned = new ArrayDeque<>();
    private Runnable meanwhile = () -> {};

    @Override
    public Optional<String> refusal(String url) {
      return url.startsWith("https:") ? Optional.empty() : Optional.of("it is not https");
    }

    @Override
    public WebhookSecret secret(WebhookId id, int number) {
      byte[] key = new byte[WebhookSecret.BYTES];
      key[0] = (byte) number;
      return new WebhookSecret(key);
    }

    @Override
    public Delivery send(Webhook webhook, FileEvent event) {
      meanwhile.run();
      Delivery delivery = planned.isEmpty() ? new Delivery.Accepted() : planned.removeFirst();
      if (delivery instanceof Delivery.Accepted) {
        accepted.add(event);
      }
      return delivery;
    }
  }

  private Webhook created(Owner owner, EventType... types) {
    return switch (manage.create(owner, "https://hooks.test/", Set.of(types), Optional.empty())) {
      case Creation.Created made -> made.webhook().webhook();
      case Creation.TooMany none -> throw new AssertionError("too many");
      case Creation.BadUrl none -> throw new AssertionError(none.reason());
    };
  }

  private FileId opened(Owner owner) {
    return Samples.entered(ledger.open(Samples.newFile(owner))).id();
  }

  private void round() {
    deliver.take(10).forEach(Service::serve);
  }

  private List<FileId> accepted() {
    return receiver.accepted.stream().map(FileEvent::file).toList();
  }

  private Webhook now() {
    return manage.list(ALICE).getFirst();
  }

  @Test
  void whatHappensFromNowOnIsDeliveredInOrderAndOnce() {
    opened(ALICE);
    created(ALICE);
    FileId first = opened(ALICE);
    FileId second = opened(ALICE);
    opened(BOB);

    round();
    round();

    assertThat(accepted()).containsExactly(first, second);
    assertThat(now().standing()).isEqualTo(Standing.WELL);
  }

  @Test
  void morePagesThanOneAreDelivered() {
    created(ALICE);
    List<FileId> files = new ArrayList<>();
    for (int i = 0; i < DeliverWebhooksService.PAGE * 2 + 1; i++) {
      files.add(opened(ALICE));
    }

    round();

    assertThat(accepted()).isEqualTo(files);
  }

  @Test
  void eventsOfOtherTypesArePassedOver() {
    created(ALICE, EventType.FILE_DELETED);
    FileId file = opened(ALICE);
    ledger.delete(ALICE, file);
    opened(ALICE);

    round();

    assertThat(receiver.accepted)
        .extracting(FileEvent::type)
        .containsExactly(EventType.FILE_DELETED);
    assertThat(deliver.take(10)).as("nothing is left").isEmpty();
  }

  @Test
  void whatFailsIsSentAgainBeforeWhatComesBehind() {
    created(ALICE);
    FileId first = opened(ALICE);
    FileId second = opened(ALICE);
    receiver.planned.addAll(List.of(FAILED, FAILED));

    round();
    round();
    assertThat(accepted()).isEmpty();
    assertThat(now().standing().failures()).isEqualTo(1);
    assertThat(now().standing().reason()).contains("it failed");
    clock.advance(Backoff.FIRST);
    round();
    assertThat(now().standing().failures()).isEqualTo(2);
    clock.advance(Backoff.FIRST.multipliedBy(2));
    round();

    assertThat(accepted()).containsExactly(first, second);
    assertThat(now().standing()).isEqualTo(Standing.WELL);
  }

  @Test
  void afterASuccessFailuresCountFromTheFirst() {
    created(ALICE);
    opened(ALICE);
    opened(ALICE);
    receiver.planned.addAll(List.of(FAILED, FAILED, new Delivery.Accepted(), FAILED));
    round();
    clock.advance(Backoff.LONGEST);
    round();
    clock.advance(Backoff.LONGEST);
    round();

    assertThat(now().standing().failures()).isEqualTo(1);
    clock.advance(Backoff.FIRST);
    round();
    assertThat(now().standing()).isEqualTo(Standing.WELL);
  }

  @Test
  void theReceiverSaysWhenToComeBack() {
    created(ALICE);
    opened(ALICE);
    receiver.planned.add(new Delivery.Failed("busy", Optional.of(Duration.ofMinutes(2))));
    round();

    clock.advance(Duration.ofSeconds(119));
    assertThat(deliver.take(1)).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    assertThat(deliver.take(1)).hasSize(1);
  }

  @Test
  void afterDaysOfFailuresAWebhookIsOffUntilItIsReplayed() {
    Webhook webhook = created(ALICE);
    FileId file = opened(ALICE);
    receiver.planned.addAll(List.of(FAILED, FAILED));
    round();
    clock.advance(PATIENCE);
    round();
    assertThat(now().standing().offSince()).isPresent();
    clock.advance(PATIENCE);
    assertThat(deliver.take(1)).isEmpty();

    assertThat(manage.replay(ALICE, webhook.id(), Optional.of(now().told()))).isPresent();
    round();

    assertThat(accepted()).containsExactly(file);
  }

  @Test
  void aReceiverThatIsGoneIsAskedNoMore() {
    created(ALICE);
    opened(ALICE);
    receiver.planned.add(new Delivery.Gone());
    round();

    assertThat(now().standing().offSince()).isPresent();
    assertThat(now().standing().reason().orElseThrow()).contains("takes no more events");
  }

  @Test
  void lostEventsTurnAWebhookOffAndSaySo() {
    created(ALICE);
    opened(ALICE);
    clock.advance(Duration.ofDays(1));
    ledger.events().drop(Duration.ZERO, 10);

    round();

    assertThat(now().standing().offSince()).isPresent();
    assertThat(now().standing().reason().orElseThrow()).contains("no longer kept");
  }

  @Test
  void aReplayWithoutACursorSendsAllThatIsKept() {
    FileId dropped = opened(ALICE);
    clock.advance(Duration.ofDays(1));
    ledger.events().drop(Duration.ZERO, 10);
    FileId first = opened(ALICE);
    FileId second = opened(ALICE);
    Webhook webhook = created(ALICE);

    assertThat(manage.replay(ALICE, webhook.id(), Optional.empty())).isPresent();
    round();

    assertThat(accepted()).containsExactly(first, second).doesNotContain(dropped);
  }

  @Test
  void aReplayWhereNothingIsKeptSendsWhatComes() {
    Webhook webhook = created(ALICE);

    assertThat(manage.replay(ALICE, webhook.id(), Optional.empty())).isPresent();
    FileId file = opened(ALICE);
    round();

    assertThat(accepted()).containsExactly(file);
  }

  /** The turn was lost before a page of which nothing is sent. */
  @Test
  void aTurnThatWasLostPassesNothingOver() {
    created(ALICE, EventType.FILE_DELETED);
    opened(ALICE);
    List<Service> mine = deliver.take(1);
    EventCursor told = now().told();
    clock.advance(DeliverWebhooksService.LEASE);
    assertThat(ledger.webhooks().take(1, DeliverWebhooksService.LEASE)).hasSize(1);

    mine.forEach(Service::serve);

    assertThat(now().told()).isEqualTo(told);
  }

  @Test
  void aTurnEndsForTheSakeOfOthersAndWhenTheServiceStops() {
    created(ALICE);
    FileId first = opened(ALICE);
    FileId second = opened(ALICE);
    receiver.meanwhile = () -> nanoTime += DeliverWebhooksService.TURN.toNanos();
    round();
    assertThat(accepted()).containsExactly(first);
    stopping = true;
    round();
    assertThat(accepted()).containsExactly(first);
    stopping = false;
    round();
    assertThat(accepted()).containsExactly(first, second);
  }

  /** The turn went on to another node meanwhile: what comes behind is that one's. */
  @Test
  void aTurnThatWasLostEnds() {
    created(ALICE);
    FileId first = opened(ALICE);
    opened(ALICE);
    receiver.meanwhile = () -> clock.advance(DeliverWebhooksService.LEASE);
    List<Service> mine = deliver.take(1);
    receiver.meanwhile =
        () -> {
          clock.advance(DeliverWebhooksService.LEASE);
          assertThat(ledger.webhooks().take(1, DeliverWebhooksService.LEASE)).hasSize(1);
          receiver.meanwhile = () -> {};
        };

    mine.forEach(Service::serve);

    assertThat(accepted()).containsExactly(first);
  }

  @Test
  void aRemovedWebhookIsToldNothingMore() {
    Webhook webhook = created(ALICE);
    FileId first = opened(ALICE);
    opened(ALICE);
    receiver.meanwhile = () -> assertThat(manage.remove(ALICE, webhook.id())).isTrue();

    round();

    assertThat(accepted()).containsExactly(first);
    assertThat(manage.list(ALICE)).isEmpty();
    assertThat(manage.remove(ALICE, webhook.id())).isFalse();
  }

  @Test
  void aUrlThatNothingIsSentToIsRefusedAndSoIsOneTooMany() {
    assertThat(manage.create(ALICE, "http://hooks.test/", Set.of(), Optional.empty()))
        .isEqualTo(new Creation.BadUrl("it is not https"));
    for (int i = 0; i < Webhook.MOST_OF_AN_OWNER; i++) {
      created(ALICE);
    }
    assertThat(manage.create(ALICE, "https://hooks.test/", Set.of(), Optional.empty()))
        .isEqualTo(new Creation.TooMany());
  }

  @Test
  void aRotationShowsTheNextSecret() {
    Webhook webhook = created(ALICE);

    WithSecret rotated = manage.rotate(ALICE, webhook.id(), Duration.ofHours(1)).orElseThrow();

    assertThat(rotated.secret().key()[0]).isEqualTo((byte) 2);
    assertThat(rotated.webhook().secret().withFormer()).isTrue();
    assertThat(manage.rotate(BOB, webhook.id(), Duration.ZERO)).isEmpty();
  }
}
