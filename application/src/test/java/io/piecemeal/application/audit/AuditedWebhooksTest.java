package io.piecemeal.application.audit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.in.ManageWebhooks;
import io.piecemeal.application.port.in.ManageWebhooks.Creation;
import io.piecemeal.application.port.out.AuditEvent;
import io.piecemeal.application.port.out.AuditEvent.Action;
import io.piecemeal.application.port.out.WebhookSender;
import io.piecemeal.application.webhook.ManageWebhooksService;
import io.piecemeal.domain.event.FileEvent;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.webhook.Webhook;
import io.piecemeal.domain.webhook.WebhookId;
import io.piecemeal.domain.webhook.WebhookSecret;
import io.piecemeal.testkit.InMemoryAuditTrail;
import io.piecemeal.testkit.InMemoryFileLedger;
import io.piecemeal.testkit.SequentialIds;
import io.piecemeal.testkit.TestClock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What is written down of webhooks, which are named by their ids. */
final class AuditedWebhooksTest {

  private static final String URL = "https://hooks.test/";

  private final InMemoryFileLedger ledger = new InMemoryFileLedger(new TestClock());
  private final InMemoryAuditTrail trail = new InMemoryAuditTrail();
  private final ManageWebhooks webhooks =
      new AuditedWebhooks(
          trail,
          new ManageWebhooksService(
              ledger.webhooks(), new Sender(), ledger.events(), new SequentialIds()));

  /** Would send to any URL but an empty one. */
  private static final class Sender implements WebhookSender {

    @Override
    public Optional<String> refusal(String url) {
      return url.isEmpty() ? Optional.of("it is empty") : Optional.empty();
    }

    @Override
    public WebhookSecret secret(WebhookId id, int number) {
      byte[] key = new byte[WebhookSecret.BYTES];
      Arrays.fill(key, (byte) number);
      return new WebhookSecret(key);
    }

    @Override
    public Delivery send(Webhook webhook, FileEvent event) {
      return new Delivery.Accepted();
    }
  }

  private WebhookId created() {
    var creation = (Creation.Created) webhooks.create(ALICE, URL, Set.of(), Optional.empty());
    return creation.webhook().webhook().id();
  }

  private void assertWritten(WebhookId id, Action... actions) {
    assertThat(trail.written())
        .containsExactlyElementsOf(
            Arrays.stream(actions)
                .map(
                    action ->
                        new AuditEvent(
                            action,
                            Optional.of(ALICE),
                            Optional.empty(),
                            Optional.of(id.value()),
                            "done"))
                .toList());
  }

  @Test
  void whatIsDoneWithAWebhookIsWrittenDownAndALookIsNot() {
    WebhookId id = created();
    assertThat(webhooks.list(ALICE)).extracting(Webhook::id).containsExactly(id);
    assertThat(webhooks.rotate(ALICE, id, Duration.ZERO).orElseThrow().webhook().secret().number())
        .isEqualTo(2);
    assertThat(webhooks.replay(ALICE, id, Optional.empty()).map(Webhook::id)).contains(id);
    assertThat(webhooks.remove(ALICE, id)).isTrue();
    assertThat(webhooks.list(ALICE)).isEmpty();

    assertWritten(
        id,
        Action.WEBHOOK_CREATED,
        Action.WEBHOOK_ROTATED,
        Action.WEBHOOK_REPLAYED,
        Action.WEBHOOK_DELETED);
  }

  @Test
  void whatComesToNothingIsNotWrittenDown() {
    WebhookId id = created();

    assertThat(webhooks.create(ALICE, "", Set.of(), Optional.empty()))
        .isEqualTo(new Creation.BadUrl("it is empty"));
    assertThat(webhooks.rotate(BOB, id, Duration.ZERO)).isEmpty();
    assertThat(webhooks.replay(BOB, id, Optional.empty())).isEmpty();
    assertThat(webhooks.remove(BOB, id)).isFalse();

    assertWritten(id, Action.WEBHOOK_CREATED);
  }

  @Test
  void noWebhookIsChangedWhereThatCannotBeWrittenDown() {
    WebhookId id = created();
    List<Webhook> before = webhooks.list(ALICE);
    // What is kept here stops each change until it is written.
    trail.breakDown();
    trail.record(trail.written().getFirst());

    assertUnavailable(() -> webhooks.create(ALICE, URL, Set.of(), Optional.empty()));
    assertUnavailable(() -> webhooks.rotate(ALICE, id, Duration.ZERO));
    assertUnavailable(() -> webhooks.replay(ALICE, id, Optional.empty()));
    assertUnavailable(() -> webhooks.remove(ALICE, id));

    assertThat(webhooks.list(ALICE)).isEqualTo(before);
  }

  private static void assertUnavailable(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(StorageFailure.Unavailable.class);
  }
}
