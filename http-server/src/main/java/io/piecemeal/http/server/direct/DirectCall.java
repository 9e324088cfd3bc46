package io.piecemeal.http.server.direct;

import io.netty.handler.codec.http.FullHttpResponse;
import java.io.InputStream;

/** Does what one request asks for. */
@FunctionalInterface
public interface DirectCall {

  /**
   * Gives the answer, whatever happens. Runs on a thread of its own, which may block.
   *
   * @param body of the request, as it arrives; closed by the caller
   * @param stream for what is said before the answer, if anything is
   */
  FullHttpResponse answer(InputStream body, AnswerStream stream);
}
