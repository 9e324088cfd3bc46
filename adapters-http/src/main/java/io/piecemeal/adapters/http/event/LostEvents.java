package io.piecemeal.adapters.http.event;

import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.RequestRejected;

/** Says that a reader has missed events, and how to go on. */
final class LostEvents {

  private LostEvents() {}

  static RequestRejected refusal() {
    return new RequestRejected(
        Problem.of(
            ProblemKind.EVENTS_LOST,
            "Events behind this cursor are no longer kept. Ask for events after 'latest', then list"
                + " the files to see what they are like now, and go on from there."));
  }
}
