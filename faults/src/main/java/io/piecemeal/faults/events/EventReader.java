package io.piecemeal.faults.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.piecemeal.faults.client.Answer;
import io.piecemeal.faults.client.Caller;
import io.piecemeal.faults.load.Site;

/** Reads {@code /events} on from its cursor, whatever happens to the service. */
final class EventReader implements AutoCloseable {

  private final Site site;
  private final Heard heard;
  private final Thread thread;
  private volatile boolean over;

  EventReader(Site site, Heard heard) {
    this.site = site;
    this.heard = heard;
    this.thread = Thread.ofVirtual().name("event-reader").start(this::read);
  }

  private void read() {
    String after = "";
    try (Caller caller = new Caller(0)) {
      while (!over) {
        caller.callAt(site.awaitUp());
        if (caller.call("GET", "/events?wait=1s&limit=500" + after, "")
            instanceof Answer.Done page) {
          for (JsonNode event : page.body().path("data")) {
            heard.event(event);
          }
          after = "&after=" + page.body().path("next").asText();
        } else {
          Site.backOff();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    over = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
