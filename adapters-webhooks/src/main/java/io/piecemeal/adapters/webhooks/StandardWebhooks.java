package io.piecemeal.adapters.webhooks;

import io.piecemeal.application.port.out.WebhookSender;
import io.piecemeal.domain.event.FileEvent;
import io.piecemeal.domain.webhook.Webhook;
import io.piecemeal.domain.webhook.WebhookId;
import io.piecemeal.domain.webhook.WebhookSecret;
import io.piecemeal.outbound.OutboundClient;
import io.piecemeal.outbound.OutboundClient.Answer;
import io.piecemeal.outbound.OutboundException;
import io.piecemeal.outbound.OutboundPolicy;
import io.piecemeal.outbound.TargetUrl;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Sends as Standard Webhooks has it: the event's id, the time of the attempt, and a signature of
 * both and the body for each secret that is in use.
 */
public final class StandardWebhooks implements WebhookSender {

  private static final int GONE = 410;
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  private final OutboundClient client;
  private final OutboundPolicy policy;
  private final WebhookKey key;
  private final InstantSource clock;
  private final Watch watch;

  /** Is told what came of each attempt, and how long it took. */
  @FunctionalInterface
  public interface Watch {
    void sent(Delivery delivery, Duration took);
  }

  /**
   * @param client by the same policy
   */
  public StandardWebhooks(
      OutboundClient client,
      OutboundPolicy policy,
      WebhookKey key,
      InstantSource clock,
      Watch watch) {
    this.client = client;
    this.policy = policy;
    this.key = key;
    this.clock = clock;
    this.watch = watch;
  }

  @Override
  public Optional<String> refusal(String url) {
    try {
      return policy.mayAdmit(TargetUrl.parse(url))
          ? Optional.empty()
          : Optional.of("its host is an address that is not public");
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public WebhookSecret secret(WebhookId id, int number) {
    return key.secret(id, number);
  }

  @Override
  public Delivery send(Webhook webhook, FileEvent event) {
    long start = System.nanoTime();
    Delivery delivery = attempt(webhook, event);
    watch.sent(delivery, Duration.ofNanos(System.nanoTime() - start));
    return delivery;
  }

  private Delivery attempt(Webhook webhook, FileEvent event) {
    String body = EventBody.of(event);
    String time = Long.toString(clock.instant().getEpochSecond());
    String signed = "%s.%s.%s".formatted(event.id(), time, body);
    Map<String, String> fields =
        Map.of(
            "webhook-id",
            event.id().toString(),
            "webhook-timestamp",
            time,
            "webhook-signature",
            signatures(webhook, signed),
            "User-Agent",
            "Piecemeal");
    try {
      return delivery(
          client.post(
              TargetUrl.parse(webhook.url()), fields, body.getBytes(StandardCharsets.UTF_8)));
    } catch (OutboundException e) {
      return failed("The event could not be sent: %s.".formatted(e.getMessage()));
    } catch (IllegalArgumentException e) {
      return failed("The URL is no longer taken: %s.".formatted(e.getMessage()));
    }
  }

  private static Delivery failed(String reason) {
    return new Delivery.Failed(reason, Optional.empty());
  }

  /** The newest first; a receiver takes any that is right. */
  private String signatures(Webhook webhook, String signed) {
    int newest = webhook.secret().number();
    int oldest = webhook.secret().withFormer() ? newest - 1 : newest;
    return IntStream.iterate(newest, number -> number >= oldest, number -> number - 1)
        .mapToObj(number -> signature(key.secret(webhook.id(), number), signed))
        .collect(Collectors.joining(" "));
  }

  private static String signature(WebhookSecret secret, String signed) {
    return "v1," + Base64.getEncoder().encodeToString(Hmac.of(secret.key(), signed));
  }

  private Delivery delivery(Answer answer) {
    if (answer.status() >= 200 && answer.status() < 300) {
      return new Delivery.Accepted();
    }
    return answer.status() == GONE
        ? new Delivery.Gone()
        : new Delivery.Failed(
            "The receiver answered %d.".formatted(answer.status()),
            answer.retryAfter().flatMap(this::wait));
  }

  /** Seconds or a date; anything else is no wish. */
  private Optional<Duration> wait(String text) {
    if (SECONDS.matcher(text).matches()) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      ZonedDateTime date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
      return Optional.of(Duration.between(clock.instant(), date.toInstant()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
