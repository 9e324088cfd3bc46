package io.piecemeal.bootstrap.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.piecemeal.adapters.persistence.postgres.PostgresPersistence;
import io.piecemeal.adapters.webhooks.StandardWebhooks;
import io.piecemeal.application.audit.AuditedWebhooks;
import io.piecemeal.application.object.Pause;
import io.piecemeal.application.port.in.DeliverWebhooks;
import io.piecemeal.application.port.in.ManageWebhooks;
import io.piecemeal.application.port.out.AuditTrail;
import io.piecemeal.application.port.out.EventLog;
import io.piecemeal.application.port.out.Ids;
import io.piecemeal.application.port.out.WebhookSender;
import io.piecemeal.application.port.out.WebhookSender.Delivery;
import io.piecemeal.application.webhook.Backoff;
import io.piecemeal.application.webhook.DeliverWebhooksService;
import io.piecemeal.application.webhook.ManageWebhooksService;
import io.piecemeal.bootstrap.jobs.WebhooksJob;
import io.piecemeal.bootstrap.settings.Settings;
import io.piecemeal.outbound.OutboundClient;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;

/** Sends events to the URLs of owners, where there is a key for that. */
@Factory
@Requires(property = "piecemeal.webhooks-interval")
final class WebhookUseCases {

  /** From the first step to the head of the answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  @Singleton
  @Bean(preDestroy = "close")
  OutboundClient outboundClient(Settings settings) {
    return new OutboundClient(
        settings.webhooks().orElseThrow().policy(), PATIENCE, WebhooksJob.MOST_AT_ONCE);
  }

  @Singleton
  WebhookSender webhookSender(OutboundClient client, Settings settings, MeterRegistry registry) {
    Settings.Webhooks webhooks = settings.webhooks().orElseThrow();
    return new StandardWebhooks(
        client,
        webhooks.policy(),
        webhooks.key(),
        InstantSource.system(),
        new Timers(registry)::sent);
  }

  @Singleton
  ManageWebhooks manageWebhooks(
      PostgresPersistence persistence,
      WebhookSender sender,
      EventLog events,
      Ids ids,
      AuditTrail trail) {
    return new AuditedWebhooks(
        trail, new ManageWebhooksService(persistence.webhooks(), sender, events, ids));
  }

  @Singleton
  DeliverWebhooks deliverWebhooks(
      PostgresPersistence persistence,
      WebhookSender sender,
      EventLog events,
      Pause pause,
      Settings settings) {
    return new DeliverWebhooksService(
        persistence.turns(),
        events,
        sender,
        new Backoff(() -> ThreadLocalRandom.current().nextDouble()),
        settings.webhooks().orElseThrow().patience(),
        pause,
        System::nanoTime);
  }

  /** Attempts, by what came of them. */
  private static final class Timers {

    private final Timer accepted;
    private final Timer failed;
    private final Timer gone;

    Timers(MeterRegistry registry) {
      this.accepted = timer(registry, "accepted");
      this.failed = timer(registry, "failed");
      this.gone = timer(registry, "gone");
    }

    private static Timer timer(MeterRegistry registry, String outcome) {
      return Timer.builder("piecemeal.webhook.attempts")
          .description("Attempts to send an event to a webhook, and how long they took")
          .tag("outcome", outcome)
          .register(registry);
    }

    void sent(Delivery delivery, Duration took) {
      switch (delivery) {
        case Delivery.Accepted some -> accepted.record(took);
        case Delivery.Failed some -> failed.record(took);
        case Delivery.Gone some -> gone.record(took);
      }
    }
  }
}
