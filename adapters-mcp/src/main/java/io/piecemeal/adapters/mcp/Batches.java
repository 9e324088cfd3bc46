package io.piecemeal.adapters.mcp;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.piecemeal.adapters.mcp.answer.OverloadAdvice;
import io.piecemeal.adapters.mcp.server.Methods;
import io.piecemeal.domain.access.Caller;
import io.piecemeal.http.server.guard.Overloaded;
import io.piecemeal.http.server.guard.OwnerRates;
import io.piecemeal.mcp.protocol.revision.RequestHead;
import io.piecemeal.mcp.protocol.revision.Revision;
import io.piecemeal.mcp.protocol.revision.RevisionCheck;
import io.piecemeal.mcp.protocol.rpc.Json;
import io.piecemeal.mcp.protocol.rpc.RpcError;
import io.piecemeal.mcp.protocol.rpc.RpcMessage;
import io.piecemeal.mcp.protocol.rpc.RpcReader;
import io.piecemeal.mcp.protocol.rpc.RpcRejected;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;

/**
 * Answers several messages in one body, as the revision 2025-03-26 asks of servers; later ones have
 * no batches. One message is answered after the other, and each counts as a request of its owner.
 */
@Singleton
final class Batches {

  static final int MOST_MESSAGES = 20;

  /** Bytes: answers lie in memory until all are there. */
  private static final int MOST_ANSWERED = 1 << 20;

  private final Methods methods;
  private final OwnerRates rates;

  Batches(Methods methods, OwnerRates rates) {
    this.methods = methods;
    this.rates = rates;
  }

  /**
   * Answers those messages that ask for it, in their order.
   *
   * @throws RpcRejected if the batch as a whole is refused, and nothing of it done
   */
  HttpResponse<byte[]> answer(Caller caller, List<?> batch, RequestHead head) {
    requireBatch(batch, head);
    ByteArrayOutputStream answers = new ByteArrayOutputStream();
    for (int at = 0; at < batch.size(); at++) {
      Turn turn = at == 0 ? Turn.COUNTED : Turn.TO_COUNT;
      Optional<byte[]> answer =
          answers.size() > MOST_ANSWERED
              ? refusedForRoom(batch.get(at))
              : answer(caller, batch.get(at), head, turn);
      answer.ifPresent(
          bytes -> {
            answers.write(answers.size() == 0 ? '[' : ',');
            answers.writeBytes(bytes);
          });
    }
    if (answers.size() == 0) {
      return HttpResponse.accepted();
    }
    answers.write(']');
    return Responses.json(HttpStatus.OK, answers.toByteArray());
  }

  private static void requireBatch(List<?> batch, RequestHead head) {
    if (!head.mayBatch()) {
      throw RpcRejected.of(
          RpcError.INVALID_REQUEST,
          "Invalid request: this revision has no batches: send one message in a body.");
    }
    if (batch.isEmpty() || batch.size() > MOST_MESSAGES) {
      throw RpcRejected.of(
          RpcError.INVALID_REQUEST,
          "Invalid request: a batch has from 1 to %d messages.".formatted(MOST_MESSAGES));
    }
  }

  private Optional<byte[]> answer(Caller caller, Object entry, RequestHead head, Turn turn) {
    try {
      RpcMessage message = RpcReader.message(entry);
      Revision revision = RevisionCheck.of(message, head);
      return switch (message) {
        case RpcMessage.Notification n -> Optional.empty();
        case RpcMessage.Request r -> Optional.of(answer(caller, r, revision, turn));
      };
    } catch (RpcRejected e) {
      return Optional.of(Json.bytes(Responses.error(e)));
    }
  }

  private byte[] answer(Caller caller, RpcMessage.Request request, Revision revision, Turn turn) {
    if (request.method().equals(RevisionCheck.INITIALIZE)) {
      throw RpcRejected.of(
              RpcError.INVALID_REQUEST, "Invalid request: send 'initialize' by itself.")
          .answering(request.id());
    }
    try {
      if (turn == Turn.TO_COUNT) {
        rates.take(caller.owner()).requireLeft();
      }
    } catch (Overloaded e) {
      throw RpcRejected.of(RpcError.BUSY, OverloadAdvice.of(e.overload())).answering(request.id());
    }
    return Json.bytes(Responses.members(request.id(), methods.answer(caller, request, revision)));
  }

  private static Optional<byte[]> refusedForRoom(Object entry) {
    try {
      return switch (RpcReader.message(entry)) {
        case RpcMessage.Notification n -> Optional.empty();
        case RpcMessage.Request r ->
            throw RpcRejected.of(
                    RpcError.BUSY,
                    "The answers before this one are too long for one body, and it was not acted"
                        + " upon: send it by itself.")
                .answering(r.id());
      };
    } catch (RpcRejected e) {
      return Optional.of(Json.bytes(Responses.error(e)));
    }
  }

  /** Whether a message was counted with the body that it came in. */
  private enum Turn {
    COUNTED,
    TO_COUNT
  }
}
