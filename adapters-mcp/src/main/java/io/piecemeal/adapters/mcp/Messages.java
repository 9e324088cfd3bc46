package io.piecemeal.adapters.mcp;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.piecemeal.adapters.mcp.progress.Progress;
import io.piecemeal.adapters.mcp.progress.ProgressReports;
import io.piecemeal.adapters.mcp.server.Methods;
import io.piecemeal.application.port.in.Authorize;
import io.piecemeal.domain.access.Caller;
import io.piecemeal.domain.access.Credential;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.http.server.guard.BodyBudget;
import io.piecemeal.http.server.guard.BodyTooLargeException;
import io.piecemeal.http.server.guard.BoundedBody;
import io.piecemeal.http.server.guard.MinimumRate;
import io.piecemeal.http.server.guard.Overloaded;
import io.piecemeal.http.server.problem.RequestRejected;
import io.piecemeal.http.server.problem.SignOn;
import io.piecemeal.http.server.request.JsonHead;
import io.piecemeal.mcp.protocol.files.FileProposal;
import io.piecemeal.mcp.protocol.revision.RequestHead;
import io.piecemeal.mcp.protocol.revision.Revision;
import io.piecemeal.mcp.protocol.revision.RevisionCheck;
import io.piecemeal.mcp.protocol.rpc.ProgressToken;
import io.piecemeal.mcp.protocol.rpc.RpcMessage;
import io.piecemeal.mcp.protocol.rpc.RpcReader;
import io.piecemeal.mcp.protocol.rpc.RpcRejected;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the message in a body, or several, and answers. */
@Singleton
final class Messages {

  /** What an answer counts for, beside its request, that has a large part of a file, or several. */
  private static final OptionalLong LONG_ANSWER = OptionalLong.of(1L << 20);

  private final Methods methods;
  private final Batches batches;
  private final BodyBudget budget;
  private final MinimumRate pace;
  private final Authorize authorize;
  private final SignOn signOn;

  Messages(
      Methods methods,
      Batches batches,
      BodyBudget budget,
      MinimumRate pace,
      Authorize authorize,
      SignOn signOn) {
    this.authorize = authorize;
    this.signOn = signOn;
    this.methods = methods;
    this.batches = batches;
    this.budget = budget;
    this.pace = pace;
  }

  /**
   * The answer of the protocol's, which refuses what it does not take.
   *
   * @param events for what is said before it
   */
  HttpResponse<byte[]> answer(Caller caller, JsonHead sent, InputStream body, EventAnswer events)
      throws IOException, InterruptedException {
    // The message lies in memory until it is acted upon, and so is counted until then.
    try (BodyBudget.Share _ = budget.take(caller.owner(), announced(sent))) {
      Object json = pace.watch(body, paced -> RpcReader.json(new BoundedBody(paced, budget.one())));
      RequestHead head = head(sent);
      if (json instanceof List<?> batch) {
        try (BodyBudget.Share _ = budget.take(caller.owner(), LONG_ANSWER)) {
          return batches.answer(caller, batch, head);
        }
      }
      RpcMessage message = RpcReader.message(json);
      Revision revision = RevisionCheck.of(message, head);
      return switch (message) {
        case RpcMessage.Notification n -> HttpResponse.accepted();
        case RpcMessage.Request r -> {
          requireScope(caller, r);
          if (!methods.mayAnswerLong(r)) {
            yield answer(caller, sent, r, revision, events);
          }
          try (BodyBudget.Share _ = budget.take(caller.owner(), LONG_ANSWER)) {
            yield answer(caller, sent, r, revision, events);
          }
        }
      };
    } catch (RpcRejected e) {
      return Responses.of(e);
    } catch (BodyTooLargeException e) {
      return Responses.of(e);
    } catch (Overloaded e) {
      return Responses.of(e);
    }
  }

  private HttpResponse<byte[]> answer(
      Caller caller,
      JsonHead sent,
      RpcMessage.Request request,
      Revision revision,
      EventAnswer events) {
    MutableHttpResponse<byte[]> answer =
        Responses.result(
            request.id(),
            Progress.during(
                progress(sent, request, events),
                () -> methods.answer(caller, agreed(sent, request), revision)));
    session(request).ifPresent(id -> answer.header(FileProposal.SESSION, id));
    return answer;
  }

  /** Reports go to who wants them, and takes more than one message for an answer. */
  private static Progress progress(JsonHead sent, RpcMessage.Request request, EventAnswer events) {
    return ProgressToken.of(request)
        .filter(_ -> sent.accepted().contains(MediaType.TEXT_EVENT_STREAM_TYPE))
        .<Progress>map(token -> new ProgressReports(token, events::send, System::nanoTime))
        .orElse(Progress.UNHEARD);
  }

  /** What a client of an older revision agreed on comes back in a header. */
  private static RpcMessage.Request agreed(JsonHead sent, RpcMessage.Request request) {
    return FileProposal.in(sent.field(FileProposal.SESSION), request);
  }

  private Optional<String> session(RpcMessage.Request request) {
    return request.method().equals(RevisionCheck.INITIALIZE) && methods.handsOutFiles()
        ? FileProposal.session(request)
        : Optional.empty();
  }

  /**
   * A client that signed on can ask for a token that is for more, and does so at this answer. With
   * a key nobody can: there the tool says what is missing, to the model.
   */
  private void requireScope(Caller caller, RpcMessage.Request request) {
    if (caller.credential() instanceof Credential.SignedToken) {
      methods.needs(request).ifPresent(scope -> requireScope(caller, scope, request));
    }
  }

  private void requireScope(Caller caller, Scope scope, RpcMessage.Request request) {
    if (!caller.scopes().contains(scope)) {
      try {
        authorize.require(caller, scope, () -> methods.attempt(request));
      } catch (UploadRejected e) {
        throw new RequestRejected(signOn.lacking(scope, SignOn.MCP));
      }
    }
  }

  private static OptionalLong announced(JsonHead sent) {
    return sent.announced()
        .map(ByteCount::value)
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  private static RequestHead head(JsonHead sent) {
    return new RequestHead(
        sent.field(RequestHead.VERSION).map(String::strip),
        sent.field(RequestHead.METHOD).map(String::strip),
        sent.field(RequestHead.NAME).map(String::strip));
  }
}
