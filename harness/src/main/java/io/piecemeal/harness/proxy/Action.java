package io.piecemeal.harness.proxy;

import java.time.Duration;
import java.util.OptionalInt;

/** What is done to a request, or to its answer. */
sealed interface Action {

  /** Forwards both as they are. */
  record Forward() implements Action {}

  /** Breaks the connection when the head is there; the service sees nothing. */
  record Refuse() implements Action {}

  /** Forwards the head and so many bytes of the body, then breaks both connections. */
  record CutRequest(int bytes) implements Action {}

  /** Forwards the request, takes the whole answer, and breaks the connection. */
  record LoseAnswer() implements Action {}

  /** Forwards the head of the answer and so many bytes of its body, then breaks the connection. */
  record CutAnswer(int bytes) implements Action {}

  /**
   * Answers by itself.
   *
   * @param after whether the request was forwarded before, and its own answer dropped
   */
  record Answer(Said said, boolean after) implements Action {}

  /** Answers 413 by itself to a body of more bytes, as proxies do; smaller ones pass. */
  record LimitBody(int bytes) implements Action {}

  /** Breaks the connection of a body of more bytes; smaller ones pass. */
  record BreakLargeBody(int bytes) implements Action {}

  /** Sends the request twice, and gives the answer to the second. */
  record Duplicate() implements Action {}

  /** Gives the answer back at a rate. */
  record SlowAnswer(int bytesPerSecond) implements Action {}

  /**
   * Swaps the case of the letter that is the so-manieth byte of the request's body, or after it.
   */
  record CorruptRequest(int at) implements Action {}

  /** Changes a byte of the answer's body. */
  record CorruptAnswer(int at) implements Action {}

  /** Takes the request and never answers; ends when the client does. */
  record Stall() implements Action {}

  /** Breaks the connection and refuses all others for a while. */
  record Down(Duration time) implements Action {}

  /**
   * An answer of the proxy's own.
   *
   * @param retryAfter in seconds
   * @param code of a problem as the service has it; a page of HTML where there is none
   * @param retryable what that problem says
   */
  record Said(int status, OptionalInt retryAfter, String code, boolean retryable) {}
}
