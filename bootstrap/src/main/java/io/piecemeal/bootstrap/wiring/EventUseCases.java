package io.piecemeal.bootstrap.wiring;

import io.micronaut.context.annotation.Factory;
import io.piecemeal.application.event.DropEventsService;
import io.piecemeal.application.event.ReadEventsService;
import io.piecemeal.application.object.Pause;
import io.piecemeal.application.port.in.DropEvents;
import io.piecemeal.application.port.in.ReadEvents;
import io.piecemeal.application.port.out.EventLog;
import io.piecemeal.bootstrap.settings.Settings;
import jakarta.inject.Singleton;

/** Tells what has happened to files. */
@Factory
final class EventUseCases {

  @Singleton
  ReadEvents readEvents(EventLog events, Pause pause) {
    return new ReadEventsService(events, pause);
  }

  @Singleton
  DropEvents dropEvents(EventLog events, Settings settings) {
    return new DropEventsService(events, settings.eventRetention());
  }
}
