package io.piecemeal.adapters.http.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import io.piecemeal.domain.event.EventReading;
import java.util.List;

/**
 * A page of events.
 *
 * @param hasMore whether the page is full, so that there may be more
 * @param next what to send as {@code after} for the next page, also if this one is empty
 */
@Serdeable.Serializable
record EventPageView(
    @JsonInclude(JsonInclude.Include.ALWAYS) List<EventView> data,
    @JsonProperty("has_more") boolean hasMore,
    String next) {

  static EventPageView of(EventReading.Events page, int limit) {
    return new EventPageView(
        page.events().stream().map(EventView::of).toList(),
        page.events().size() == limit,
        page.next().toString());
  }
}
