package io.piecemeal.application.webhook;

import io.piecemeal.application.object.Pause;
import io.piecemeal.application.port.in.DeliverWebhooks;
import io.piecemeal.application.port.out.EventLog;
import io.piecemeal.application.port.out.WebhookSender;
import io.piecemeal.application.port.out.WebhookSender.Delivery;
import io.piecemeal.application.port.out.WebhookTurns;
import io.piecemeal.application.port.out.WebhookTurns.Ending;
import io.piecemeal.application.port.out.WebhookTurns.Turn;
import io.piecemeal.domain.event.EventCursor;
import io.piecemeal.domain.event.EventReading;
import io.piecemeal.domain.event.FileEvent;
import io.piecemeal.domain.webhook.Webhook;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Serves webhooks one event at a time. The cursor is moved behind each event that was accepted, so
 * what is sent twice after a crash is one event.
 */
public final class DeliverWebhooksService implements DeliverWebhooks {

  static final int PAGE = 100;

  /** Longer than a delivery and the statements around it take. */
  static final Duration LEASE = Duration.ofSeconds(45);

  /** After which a turn makes room for others, if one is waiting or not. */
  static final Duration TURN = Duration.ofSeconds(20);

  private final WebhookTurns turns;
  private final EventLog events;
  private final WebhookSender sender;
  private final Backoff backoff;
  private final Duration patience;
  private final Pause pause;
  private final LongSupplier nanoTime;

  /**
   * @param patience after this time of failures a webhook is off
   * @param nanoTime a clock that only goes forward
   */
  public DeliverWebhooksService(
      WebhookTurns turns,
      EventLog events,
      WebhookSender sender,
      Backoff backoff,
      Duration patience,
      Pause pause,
      LongSupplier nanoTime) {
    this.turns = turns;
    this.events = events;
    this.sender = sender;
    this.backoff = backoff;
    this.patience = patience;
    this.pause = pause;
    this.nanoTime = nanoTime;
  }

  @Override
  public List<Service> take(int most) {
    return turns.take(most, LEASE).stream().<Service>map(OneTurn::new).toList();
  }

  private final class OneTurn implements Service {

    private final Turn turn;
    private final Webhook webhook;
    private final long end = nanoTime.getAsLong() + TURN.toNanos();
    private EventCursor told;
    private int failures;

    OneTurn(Turn turn) {
      this.turn = turn;
      this.webhook = turn.webhook();
      this.told = webhook.told();
      this.failures = webhook.standing().failures();
    }

    @Override
    public void serve() {
      Optional<Ending> ending = Optional.empty();
      while (ending.isEmpty()) {
        ending = servePage();
      }
      turns.end(turn, ending.get());
    }

    /** Empty where there may be more to send. */
    private Optional<Ending> servePage() {
      return switch (events.read(webhook.owner(), Optional.of(told), PAGE)) {
        case EventReading.Lost lost ->
            Optional.of(
                new Ending.GivenUp(
                    "Events that were to be sent are no longer kept. List the files to see what"
                        + " they are like, and replay from 'latest'."));
        case EventReading.Events page -> serve(page.events());
      };
    }

    private Optional<Ending> serve(List<FileEvent> page) {
      EventCursor passed = told;
      for (FileEvent event : page) {
        if (webhook.wants(event.type())) {
          Optional<Ending> ending = deliver(event);
          if (ending.isPresent()) {
            return ending;
          }
        }
        passed = event.cursor();
      }
      boolean goesOn = passed.equals(told) || move(passed);
      return goesOn && !page.isEmpty() ? Optional.empty() : Optional.of(new Ending.Done());
    }

    private Optional<Ending> deliver(FileEvent event) {
      if (nanoTime.getAsLong() - end >= 0 || !pause.goOnAfter(Duration.ZERO)) {
        return Optional.of(new Ending.Done());
      }
      return switch (sender.send(webhook, event)) {
        case Delivery.Accepted accepted -> accepted(event);
        case Delivery.Failed failed -> Optional.of(failed(failed));
        case Delivery.Gone gone ->
            Optional.of(new Ending.GivenUp("The receiver says that it takes no more events."));
      };
    }

    private Optional<Ending> accepted(FileEvent event) {
      failures = 0;
      return move(event.cursor()) ? Optional.empty() : Optional.of(new Ending.Done());
    }

    private boolean move(EventCursor upTo) {
      told = upTo;
      return turns.told(turn, upTo, LEASE);
    }

    private Ending failed(Delivery.Failed failed) {
      return new Ending.Failed(
          failed.reason(), backoff.after(failures + 1, failed.retryAfter()), patience);
    }
  }
}
