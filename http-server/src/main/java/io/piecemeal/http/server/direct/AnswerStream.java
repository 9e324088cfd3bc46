package io.piecemeal.http.server.direct;

import io.netty.handler.codec.http.HttpResponse;

/** Sends an answer in pieces while its call goes on. May be used by any thread. */
public interface AnswerStream {

  /**
   * Sends the head of an answer whose length is not known. From then on the content of the call's
   * answer is the last piece, and its head is left out. Is called once.
   *
   * @return false if the answer has to be whole, and nothing was sent: over HTTP/1.0, or while the
   *     request is still coming
   */
  boolean start(HttpResponse head);

  /** Sends a piece of a started answer. A caller who has not read those before goes without it. */
  void send(byte[] piece);
}
