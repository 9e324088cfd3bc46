package io.piecemeal.http.server.problem;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.piecemeal.http.server.trace.RequestIds;
import jakarta.inject.Singleton;

/** Answers requests that never become one of the framework's, and counts the problems. */
@Singleton
public final class ProblemMessages {

  private final ProblemAnswers answers;
  private final ProblemCounts counts;

  ProblemMessages(ProblemAnswers answers, ProblemCounts counts) {
    this.answers = answers;
    this.counts = counts;
  }

  /** The last answer of a connection. */
  public FullHttpResponse closing(HttpRequest request, Problem problem) {
    counts.count(problem);
    FullHttpResponse response = answers.of(problem, ErrorForm.Call.of(request, RequestIds.fresh()));
    response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    return response;
  }

  /** The answer to a request with this method and id. */
  public FullHttpResponse of(HttpMethod method, String requestId, Problem problem) {
    counts.count(problem);
    return answers.problemJson(problem, method, requestId);
  }
}
