package io.piecemeal.adapters.http.append;

import io.micronaut.json.JsonMapper;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.piecemeal.adapters.http.problem.InputNames;
import io.piecemeal.adapters.http.problem.RefusalProblems;
import io.piecemeal.adapters.http.wire.FileView;
import io.piecemeal.http.server.call.CallArguments;
import io.piecemeal.http.server.call.DirectAnswers;
import io.piecemeal.http.server.call.KeyedCalls;
import io.piecemeal.http.server.call.RouteName;
import io.piecemeal.http.server.direct.AnswerStream;
import io.piecemeal.http.server.json.JsonChunkBody.Repetition;
import io.piecemeal.http.server.request.JsonHead;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.net.SocketAddress;

/** What is done for one append. */
@Singleton
final class AppendCall {

  private static final RouteName ROUTE = new RouteName(HttpMethod.PUT, "/uploads/{fileId}");

  private final KeyedCalls calls;
  private final ChunkAppends appends;
  private final DirectAnswers answers;
  private final JsonMapper json;

  AppendCall(KeyedCalls calls, ChunkAppends appends, DirectAnswers answers, JsonMapper json) {
    this.calls = calls;
    this.appends = appends;
    this.answers = answers;
    this.json = json;
  }

  /**
   * Gives the answer, whatever happens. Reads nothing of the body before key, rate, head and slot
   * let it in.
   *
   * @param id names the file, perhaps
   * @param from who sent the request
   */
  FullHttpResponse answer(
      JsonHead head, String id, SocketAddress from, InputStream body, AnswerStream stream) {
    return calls.answer(
        ROUTE,
        head,
        from,
        RefusalProblems::of,
        stream,
        (caller, _) -> {
          head.requireOneObject();
          FileView file =
              appends.append(
                  caller.owner(),
                  CallArguments.fileId(id),
                  body,
                  head.announced(),
                  repetition(head));
          return answers.json(
              HttpResponseStatus.OK.code(), head.requestId(), json.writeValueAsBytes(file));
        });
  }

  private static Repetition repetition(JsonHead head) {
    return head.field(InputNames.IDEMPOTENCY_KEY).isPresent() ? Repetition.SAFE : Repetition.UNSAFE;
  }
}
