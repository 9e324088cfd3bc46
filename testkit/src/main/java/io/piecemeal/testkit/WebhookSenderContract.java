package io.piecemeal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.WebhookSender;
import io.piecemeal.application.port.out.WebhookSender.Delivery;
import io.piecemeal.domain.event.EventCursor;
import io.piecemeal.domain.event.EventId;
import io.piecemeal.domain.event.EventType;
import io.piecemeal.domain.event.FileEvent;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.webhook.Webhook;
import io.piecemeal.domain.webhook.Webhook.SecretNumber;
import io.piecemeal.domain.webhook.Webhook.Standing;
import io.piecemeal.domain.webhook.WebhookId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link WebhookSender} does. */
public abstract class WebhookSenderContract {

  protected static final WebhookId ID = new WebhookId("whk_0123456789abcdef0123456789abcdef");
  private static final WebhookId OTHER = new WebhookId("whk_ffffffffffffffffffffffffffffffff");

  protected static final FileEvent EVENT =
      new FileEvent(
          new EventId(new UUID(1, 2)),
          EventType.FILE_COMPLETED,
          Instant.parse("2026-04-13T05:32:04.123456Z"),
          new FileId("ako5rgx309ehwlbqprs8s2xxnsp0y85q"),
          new FileName("a \"b\" \u00e4.txt"),
          new ByteCount(7),
          Optional.of(Samples.digest(1)),
          EventCursor.NONE);

  protected WebhookSenderContract() {}

  /** One that can reach the receiver. */
  protected abstract WebhookSender sender();

  /** Where the receiver is. */
  protected abstract String url();

  /** What the receiver answers from now on. */
  protected abstract void answer(int status, Optional<String> retryAfter);

  protected final Webhook webhook(String url, SecretNumber secret) {
    return new Webhook(
        ID, Samples.ALICE, url, Set.of(), Instant.EPOCH, secret, EventCursor.NONE, Standing.WELL);
  }

  private Delivery sent() {
    return sender().send(webhook(url(), new SecretNumber(1, false)), EVENT);
  }

  @Test
  final void aSecretIsTheSameForItsNumberOnly() {
    assertThat(sender().secret(ID, 1).reveal())
        .isEqualTo(sender().secret(ID, 1).reveal())
        .isNotEqualTo(sender().secret(ID, 2).reveal())
        .isNotEqualTo(sender().secret(OTHER, 1).reveal());
  }

  @Test
  final void whatHasTwoHundredIsAccepted() {
    for (int status : new int[] {200, 202, 204, 299}) {
      answer(status, Optional.empty());
      assertThat(sent()).isEqualTo(new Delivery.Accepted());
    }
  }

  @Test
  final void anyOtherAnswerIsAFailure() {
    for (int status : new int[] {301, 307, 400, 401, 404, 429, 500, 503}) {
      answer(status, Optional.empty());
      assertThat(sent())
          .isEqualTo(
              new Delivery.Failed("The receiver answered %d.".formatted(status), Optional.empty()));
    }
  }

  @Test
  final void theReceiverMaySayWhenToComeBack() {
    answer(503, Optional.of("120"));
    assertThat(sent())
        .isEqualTo(
            new Delivery.Failed("The receiver answered 503.", Optional.of(Duration.ofMinutes(2))));
    answer(503, Optional.of("soon"));
    assertThat(sent())
        .isEqualTo(new Delivery.Failed("The receiver answered 503.", Optional.empty()));
  }

  @Test
  final void aReceiverThatIsGoneSaysSo() {
    answer(410, Optional.empty());
    assertThat(sent()).isEqualTo(new Delivery.Gone());
  }

  @Test
  final void whatCannotBeReachedIsAFailure() {
    assertThat(sender().send(webhook("http://10.255.255.1/", new SecretNumber(1, false)), EVENT))
        .isInstanceOf(Delivery.Failed.class);
  }

  @Test
  final void aUrlIsRefusedWhereNothingIsSentTo() {
    assertThat(sender().refusal(url())).isEmpty();
    assertThat(sender().refusal("https://hooks.example/")).isEmpty();
    assertThat(sender().refusal("ftp://hooks.example/")).isPresent();
    assertThat(sender().refusal("http://169.254.169.254/")).isPresent();
  }
}
