package io.piecemeal.adapters.mcp;

import io.piecemeal.http.server.call.DirectAnswers;
import io.piecemeal.http.server.direct.AnswerStream;
import io.piecemeal.mcp.protocol.rpc.Json;
import java.util.Map;

/**
 * Sends messages before the answer to a request, by making that a stream of events. The stream
 * begins with the first of them. For use by one thread.
 */
final class EventAnswer {

  private final AnswerStream stream;
  private final DirectAnswers answers;
  private final String requestId;
  private State state = State.WHOLE;

  /** What the answer is. */
  private enum State {
    WHOLE,
    EVENTS,
    /** It cannot be events, and what would go before it is not sent. */
    ONLY_WHOLE
  }

  EventAnswer(AnswerStream stream, DirectAnswers answers, String requestId) {
    this.stream = stream;
    this.answers = answers;
    this.requestId = requestId;
  }

  void send(Map<String, Object> message) {
    if (state == State.WHOLE) {
      state = stream.start(answers.events(requestId)) ? State.EVENTS : State.ONLY_WHOLE;
    }
    if (state == State.EVENTS) {
      stream.send(Responses.event(Json.bytes(message)));
    }
  }

  /** Whether the answer, whatever it is, has to be the last event. */
  boolean isStarted() {
    return state == State.EVENTS;
  }
}
