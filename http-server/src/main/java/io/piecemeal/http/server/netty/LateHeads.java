package io.piecemeal.http.server.netty;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.ProblemMessages;
import io.piecemeal.http.server.trace.RequestIds;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Ends connections whose head does not come. */
@Singleton
final class LateHeads {

  private final ProblemMessages problems;

  LateHeads(ProblemMessages problems) {
    this.problems = problems;
  }

  /**
   * Says why if a part of a head has come; a caller who sent nothing expects no answer, and one
   * that speaks HTTP/2, or has not said what it speaks, would not understand this one.
   */
  void refuse(Connection connection, Duration limit) {
    if (connection.phase() != Connection.Phase.HEAD || !connection.answersHttp1()) {
      connection.close();
      return;
    }
    Problem problem =
        Problem.of(
                ProblemKind.REQUEST_TIMEOUT,
                "The head of the request took longer than %d s; send it at once."
                    .formatted(limit.toSeconds()))
            .with("max_head_seconds", limit.toSeconds());
    FullHttpResponse answer = problems.of(HttpMethod.GET, RequestIds.fresh(), problem);
    answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    connection.answerLast(answer);
  }
}
