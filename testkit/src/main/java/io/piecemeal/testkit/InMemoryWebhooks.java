package io.piecemeal.testkit;

import io.piecemeal.application.port.out.EventLog;
import io.piecemeal.application.port.out.WebhookBook;
import io.piecemeal.application.port.out.WebhookTurns;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.event.EventCursor;
import io.piecemeal.domain.webhook.Webhook;
import io.piecemeal.domain.webhook.Webhook.SecretNumber;
import io.piecemeal.domain.webhook.Webhook.Standing;
import io.piecemeal.domain.webhook.WebhookId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Webhooks that last as long as their process. */
public final class InMemoryWebhooks implements WebhookBook, WebhookTurns {

  private final InstantSource clock;
  private final EventLog events;
  private final Map<WebhookId, Kept> kept = new LinkedHashMap<>();

  private static final class Kept {
    private Webhook webhook;
    private Instant formerUntil;
    private Instant due;
    private long turn;

    Kept(Webhook webhook, Instant now) {
      this.webhook = webhook;
      this.formerUntil = now;
      this.due = now;
    }
  }

  InMemoryWebhooks(InstantSource clock, EventLog events) {
    this.clock = clock;
    this.events = events;
  }

  @Override
  public synchronized Optional<Webhook> enter(NewWebhook webhook, int most) {
    if (list(webhook.owner()).size() >= most) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Webhook entered =
        new Webhook(
            webhook.id(),
            webhook.owner(),
            webhook.url(),
            Set.copyOf(webhook.types()),
            now,
            new SecretNumber(1, false),
            webhook.from(),
            Standing.WELL);
    kept.put(webhook.id(), new Kept(entered, now));
    return Optional.of(entered);
  }

  @Override
  public synchronized List<Webhook> list(Owner owner) {
    return kept.values().stream()
        .filter(each -> each.webhook.owner().equals(owner))
        .map(this::seen)
        .toList();
  }

  /** As it is by now. */
  private Webhook seen(Kept one) {
    boolean withFormer = one.formerUntil.isAfter(clock.instant());
    return with(
        one.webhook,
        new SecretNumber(one.webhook.secret().number(), withFormer),
        one.webhook.told(),
        one.webhook.standing());
  }

  private static Webhook with(
      Webhook webhook, SecretNumber secret, EventCursor told, Standing standing) {
    return new Webhook(
        webhook.id(),
        webhook.owner(),
        webhook.url(),
        webhook.types(),
        webhook.createdAt(),
        secret,
        told,
        standing);
  }

  private Optional<Kept> find(Owner owner, WebhookId id) {
    return Optional.ofNullable(kept.get(id)).filter(one -> one.webhook.owner().equals(owner));
  }

  @Override
  public synchronized Optional<Webhook> rotate(Owner owner, WebhookId id, Duration overlap) {
    return find(owner, id)
        .map(
            one -> {
              Webhook before = one.webhook;
              one.formerUntil = clock.instant().plus(overlap);
              one.webhook =
                  with(
                      before,
                      new SecretNumber(before.secret().number() + 1, false),
                      before.told(),
                      before.standing());
              restart(one);
              return seen(one);
            });
  }

  private void restart(Kept one) {
    one.turn++;
    one.due = clock.instant();
  }

  @Override
  public synchronized Optional<Webhook> replay(Owner owner, WebhookId id, EventCursor from) {
    return find(owner, id)
        .map(
            one -> {
              one.webhook = with(one.webhook, one.webhook.secret(), from, Standing.WELL);
              restart(one);
              return seen(one);
            });
  }

  @Override
  public synchronized boolean remove(Owner owner, WebhookId id) {
    return find(owner, id).map(one -> kept.remove(id)).isPresent();
  }

  @Override
  public synchronized List<Turn> take(int most, Duration lease) {
    Instant now = clock.instant();
    return kept.values().stream()
        .filter(one -> one.webhook.standing().offSince().isEmpty() && !one.due.isAfter(now))
        .filter(one -> one.webhook.told().count() != events.latest(one.webhook.owner()).count())
        .sorted(Comparator.comparing((Kept one) -> one.due))
        .limit(most)
        .toList()
        .stream()
        .map(
            one -> {
              one.due = now.plus(lease);
              return new Turn(seen(one), ++one.turn);
            })
        .toList();
  }

  private Optional<Kept> held(Turn turn) {
    return Optional.ofNullable(kept.get(turn.webhook().id()))
        .filter(one -> one.turn == turn.number());
  }

  @Override
  public synchronized boolean told(Turn turn, EventCursor upTo, Duration lease) {
    Optional<Kept> held = held(turn);
    held.ifPresent(
        one -> {
          one.webhook = with(one.webhook, one.webhook.secret(), upTo, Standing.WELL);
          one.due = clock.instant().plus(lease);
        });
    return held.isPresent();
  }

  @Override
  public synchronized void end(Turn turn, Ending ending) {
    held(turn)
        .ifPresent(
            one -> {
              restart(one);
              one.webhook =
                  with(
                      one.webhook, one.webhook.secret(), one.webhook.told(), standing(one, ending));
            });
  }

  private Standing standing(Kept one, Ending ending) {
    Standing before = one.webhook.standing();
    Instant now = clock.instant();
    return switch (ending) {
      case Ending.Done done -> before;
      case Ending.Failed failed -> {
        one.due = now.plus(failed.next());
        Optional<Instant> off =
            before
                .failingSince()
                .filter(since -> !since.isAfter(now.minus(failed.patience())))
                .map(since -> now);
        yield new Standing(
            before.failures() + 1,
            before.failingSince().or(() -> Optional.of(now)),
            Optional.of(failed.reason()),
            off.isPresent() ? Optional.empty() : Optional.of(one.due),
            off);
      }
      case Ending.GivenUp given ->
          new Standing(
              before.failures(),
              before.failingSince(),
              Optional.of(given.reason()),
              Optional.empty(),
              Optional.of(now));
    };
  }
}
