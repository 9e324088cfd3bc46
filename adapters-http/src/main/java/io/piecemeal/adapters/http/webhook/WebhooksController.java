package io.piecemeal.adapters.http.webhook;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.piecemeal.application.port.in.Authorize;
import io.piecemeal.application.port.in.Authorize.Attempted;
import io.piecemeal.application.port.in.ManageWebhooks;
import io.piecemeal.application.port.in.ManageWebhooks.Creation;
import io.piecemeal.application.port.in.ReadEvents;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.event.EventCursor;
import io.piecemeal.domain.event.EventType;
import io.piecemeal.domain.webhook.Webhook;
import io.piecemeal.domain.webhook.WebhookId;
import io.piecemeal.http.server.call.CallArguments;
import io.piecemeal.http.server.json.Members;
import io.piecemeal.http.server.key.KnownCallers;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.RequestRejected;
import io.piecemeal.http.server.problem.UnknownNames;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the caller wants to be told of events. What is sent there can otherwise be read, so who
 * makes a webhook or starts one again needs the scope for that as well.
 */
@Controller("/webhooks")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
final class WebhooksController {

  private static final String LATEST = "latest";
  private static final String AFTER = "after";
  private static final String OVERLAP = "overlap";
  private static final Duration USUAL_OVERLAP = Duration.ofDays(1);
  private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);
  private static final int MOST_TYPES = 32;

  private final Optional<ManageWebhooks> webhooks;
  private final ReadEvents events;
  private final Authorize authorize;

  WebhooksController(Optional<ManageWebhooks> webhooks, ReadEvents events, Authorize authorize) {
    this.webhooks = webhooks;
    this.events = events;
    this.authorize = authorize;
  }

  private ManageWebhooks webhooks() {
    return webhooks.orElseThrow(
        () ->
            notFound(
                "Webhooks are off: the operator has to set PIECEMEAL_WEBHOOK_KEY. Until then read"
                    + " GET /events."));
  }

  @Get
  HttpResponse<?> list(Authentication caller) {
    return HttpResponse.ok(
            new WebhookView.Page(
                webhooks().list(CallArguments.owner(caller)).stream()
                    .map(WebhookView::of)
                    .toList()))
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  @Post
  @Consumes(MediaType.APPLICATION_JSON)
  HttpResponse<?> create(Authentication caller, @Body InputStream body) throws IOException {
    Members members;
    try (body) {
      members = Members.read(body, Set.of("url", "types", AFTER));
    }
    ManageWebhooks webhooks = webhooks();
    Owner owner = reader(caller, "POST /webhooks");
    Creation creation =
        webhooks.create(
            owner,
            members.requireText("url"),
            types(members.texts("types").orElse(List.of())),
            members.text(AFTER).map(text -> cursor(owner, text)));
    return switch (creation) {
      case Creation.Created created -> created(WebhookView.of(created.webhook()));
      case Creation.BadUrl bad -> throw RequestRejected.invalidField("url", bad.reason());
      case Creation.TooMany tooMany ->
          throw RequestRejected.invalidField(
              "url",
              "there are %d webhooks, and an owner may have no more; delete one"
                  .formatted(Webhook.MOST_OF_AN_OWNER));
    };
  }

  /** The owner whose events are sent: the route needs another scope than the right to read them. */
  private Owner reader(Authentication caller, String call) {
    return authorize.require(
        KnownCallers.of(caller), Scope.READ, () -> new Attempted(call, Optional.empty()));
  }

  private static Set<EventType> types(List<String> words) {
    if (words.size() > MOST_TYPES) {
      throw RequestRejected.invalidField("types", "it has more than " + MOST_TYPES);
    }
    return words.stream().map(WebhooksController::type).collect(Collectors.toSet());
  }

  /** Of a type that is misspelled nothing would ever be sent, and its owner told nothing. */
  private static EventType type(String word) {
    return Optional.ofNullable(EventType.known().get(word))
        .orElseThrow(() -> UnknownNames.refuseValue("types", word, EventType.known().keySet()));
  }

  private EventCursor cursor(Owner owner, String text) {
    return text.equals(LATEST)
        ? events.latest(owner)
        : EventCursor.parse(text)
            .orElseThrow(
                () ->
                    RequestRejected.invalidField(
                        AFTER, "it is neither 'latest' nor the 'next' of a page or a webhook"));
  }

  @Post("/{webhookId}/rotate")
  @Consumes(MediaType.APPLICATION_JSON)
  HttpResponse<?> rotate(Authentication caller, String webhookId, @Nullable @Body InputStream body)
      throws IOException {
    Members members;
    try (body) {
      members = Members.readOptional(body, Set.of(OVERLAP));
    }
    Duration overlap =
        members.count(OVERLAP).map(seconds -> overlap(seconds.value())).orElse(USUAL_OVERLAP);
    ManageWebhooks webhooks = webhooks();
    return created(
        WebhookView.of(
            webhooks
                .rotate(reader(caller, "POST /webhooks/{webhookId}/rotate"), id(webhookId), overlap)
                .orElseThrow(WebhooksController::noSuchWebhook)));
  }

  private static Duration overlap(long seconds) {
    if (seconds > LONGEST_OVERLAP.toSeconds()) {
      throw RequestRejected.invalidField(OVERLAP, "it is more than 30 days of seconds");
    }
    return Duration.ofSeconds(seconds);
  }

  @Post("/{webhookId}/replay")
  @Consumes(MediaType.APPLICATION_JSON)
  HttpResponse<?> replay(Authentication caller, String webhookId, @Nullable @Body InputStream body)
      throws IOException {
    Members members;
    try (body) {
      members = Members.readOptional(body, Set.of(AFTER));
    }
    ManageWebhooks webhooks = webhooks();
    Owner owner = reader(caller, "POST /webhooks/{webhookId}/replay");
    return HttpResponse.ok(
            WebhookView.of(
                webhooks
                    .replay(
                        owner, id(webhookId), members.text(AFTER).map(text -> cursor(owner, text)))
                    .orElseThrow(WebhooksController::noSuchWebhook)))
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  @Delete("/{webhookId}")
  HttpResponse<?> delete(Authentication caller, String webhookId) {
    if (!webhooks().remove(CallArguments.owner(caller), id(webhookId))) {
      throw noSuchWebhook();
    }
    return HttpResponse.noContent();
  }

  private static WebhookId id(String text) {
    return WebhookId.parse(text).orElseThrow(WebhooksController::noSuchWebhook);
  }

  private static RequestRejected noSuchWebhook() {
    return notFound("There is no such webhook.");
  }

  private static RequestRejected notFound(String sentence) {
    return new RequestRejected(Problem.of(ProblemKind.NOT_FOUND, sentence));
  }

  private static HttpResponse<?> created(WebhookView view) {
    return HttpResponse.created(view).header(HttpHeaders.CACHE_CONTROL, "no-store");
  }
}
