package io.piecemeal.adapters.http.event;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.json.JsonMapper;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.piecemeal.adapters.http.wire.QueryValues;
import io.piecemeal.application.port.in.ReadEvents;
import io.piecemeal.application.port.in.ReadEvents.Watch;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.event.EventCursor;
import io.piecemeal.domain.event.EventReading;
import io.piecemeal.http.server.call.CallArguments;
import io.piecemeal.http.server.problem.RequestRejected;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

/** What has happened to the caller's files. */
@Controller("/events")
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
final class EventsController {

  /** In the place of a cursor: behind all that has happened by now. */
  private static final String LATEST = "latest";

  private static final String LAST_EVENT_ID = "Last-Event-ID";

  private final ReadEvents events;
  private final JsonMapper json;

  EventsController(ReadEvents events, JsonMapper json) {
    this.events = events;
    this.json = json;
  }

  @Get
  @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_EVENT_STREAM})
  HttpResponse<?> read(
      HttpRequest<?> request,
      Authentication caller,
      @QueryValue Optional<String> after,
      @QueryValue Optional<String> limit,
      @QueryValue Optional<String> wait) {
    Owner owner = CallArguments.owner(caller);
    if (asksForStream(request)) {
      if (limit.isPresent() || wait.isPresent()) {
        throw RequestRejected.invalidField(
            limit.isPresent() ? "limit" : "wait", "a stream has no pages; leave it out");
      }
      Optional<String> last = Optional.ofNullable(request.getHeaders().get(LAST_EVENT_ID));
      return stream(
          owner,
          cursor(owner, LAST_EVENT_ID, QueryValues.given(last))
              .or(() -> cursor(owner, "after", QueryValues.given(after))));
    }
    return HttpResponse.ok(
        page(
            owner,
            cursor(owner, "after", QueryValues.given(after)),
            QueryValues.limit(limit),
            QueryValues.wait(wait)));
  }

  /** Whether a stream is named, and JSON is neither named as well nor preferred. */
  private static boolean asksForStream(HttpRequest<?> request) {
    BigDecimal stream = weight(request, MediaType.TEXT_EVENT_STREAM);
    BigDecimal json = weight(request, MediaType.APPLICATION_JSON);
    BigDecimal any = weight(request, MediaType.ALL);
    return stream.compareTo(json) > 0 && stream.compareTo(any) >= 0;
  }

  /** Of a type, or range of types, as it is named; 0 where it is not. */
  private static BigDecimal weight(HttpRequest<?> request, String type) {
    return request.accept().stream()
        .filter(accepted -> accepted.getName().equals(type))
        .map(MediaType::getQualityAsNumber)
        .max(Comparator.naturalOrder())
        .orElse(BigDecimal.ZERO);
  }

  private Optional<EventCursor> cursor(Owner owner, String name, Optional<String> text) {
    return text.map(
        given ->
            given.equals(LATEST)
                ? events.latest(owner)
                : EventCursor.parse(given)
                    .orElseThrow(
                        () ->
                            RequestRejected.invalidField(
                                name,
                                "it is neither 'latest' nor the 'next' of a page nor the id of an"
                                    + " event in a stream")));
  }

  private EventPageView page(Owner owner, Optional<EventCursor> after, int limit, Duration atMost) {
    EventReading.Events page = found(events.read(owner, after, limit));
    if (page.events().isEmpty() && atMost.isPositive()) {
      try (Watch watch = events.watch(owner)) {
        page =
            watch
                .await(Optional.of(page.next()), limit, atMost)
                .map(EventsController::found)
                .orElse(page);
      }
    }
    return EventPageView.of(page, limit);
  }

  private static EventReading.Events found(EventReading reading) {
    return switch (reading) {
      case EventReading.Events page -> page;
      case EventReading.Lost lost -> throw LostEvents.refusal();
    };
  }

  private HttpResponse<?> stream(Owner owner, Optional<EventCursor> after) {
    found(events.read(owner, after, 1));
    // Refuses where there is no place; the stream takes its own when it is read.
    events.watch(owner).close();
    return HttpResponse.ok(
            new EventStream(() -> events.watch(owner), after, json, System::nanoTime))
        .contentType(MediaType.TEXT_EVENT_STREAM_TYPE)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        // nginx would hold events back until it has some kilobytes of them
        .header("X-Accel-Buffering", "no");
  }
}
