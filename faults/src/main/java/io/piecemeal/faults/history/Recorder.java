package io.piecemeal.faults.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.piecemeal.faults.account.Observed.Listed;
import io.piecemeal.faults.account.Part;
import io.piecemeal.faults.client.Answer;
import io.piecemeal.faults.client.FileCalls;
import io.piecemeal.faults.history.FileCall.Effect;
import io.piecemeal.faults.history.FileCall.Input;
import io.piecemeal.faults.history.FileCall.Result;
import io.piecemeal.faults.linear.Timed;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Makes calls on one file and writes down when they were made and what came of them. */
final class Recorder {

  private final String id;
  private final SentParts sent;
  private final Queue<Timed<FileCall>> history = new ConcurrentLinkedQueue<>();

  Recorder(String id, SentParts sent) {
    this.id = id;
    this.sent = sent;
  }

  String id() {
    return id;
  }

  List<Timed<FileCall>> history() {
    return List.copyOf(history);
  }

  /** Makes a call; empty if nothing came of it that says anything. */
  Optional<Result> make(FileCalls calls, Input input) {
    long invoked = System.nanoTime();
    Optional<Result> result = send(calls, input);
    long returned = System.nanoTime();
    result.ifPresent(
        known ->
            history.add(
                new Timed<>(
                    new FileCall(input, known),
                    invoked,
                    known instanceof Result.Unknown ? Timed.NEVER : returned)));
    return result;
  }

  private Optional<Result> send(FileCalls calls, Input input) {
    return switch (input) {
      case Input.Append append -> changed(calls.append(id, append.part(), OptionalLong.empty()));
      case Input.AppendAt append ->
          changed(calls.append(id, append.part(), OptionalLong.of(append.offset())));
      case Input.Rewind rewind -> changed(calls.rewind(id, rewind.toSize(), rewind.ifSize()));
      case Input.Complete complete -> changed(calls.complete(id, complete.size()));
      case Input.Delete _ -> changed(calls.delete(id));
      case Input.ReadFacts _ -> read(calls.find(id));
      case Input.ReadLedger _ -> read(calls.chunks(id));
      case Input.ReadContent _ -> content(calls);
    };
  }

  private static Optional<Result> changed(Answer answer) {
    return answer instanceof Answer.Unknown ? Optional.of(new Result.Unknown()) : read(answer);
  }

  private static Optional<Result> read(Answer answer) {
    if (FileCalls.saysGone(answer)) {
      return Optional.of(new Result.Gone());
    }
    return switch (answer) {
      case Answer.Done done -> Optional.of(done(done.body()));
      case Answer.Refused refused ->
          Optional.of(
              new Result.Refused(refused.code(), refused.body().path("current_size").asLong(-1)));
      case Answer.NotDone _, Answer.Unknown _ -> Optional.empty();
    };
  }

  private static Result done(JsonNode body) {
    if (body.has("file_id")) {
      return new Result.Facts(
          FileCalls.stage(body),
          body.path("size").asLong(),
          body.path("chunks").asInt(),
          body.path("replayed").asBoolean() ? Effect.REPLAYED : Effect.DONE);
    }
    return body.has("data")
        ? new Result.Ledger(FileCalls.listed(body).stream().map(Listed::length).toList())
        : new Result.Done();
  }

  /** A transfer that breaks off, as it has to when the file is rewound meanwhile, says nothing. */
  private Optional<Result> content(FileCalls calls) {
    try {
      Optional<List<Part>> parts = sent.partsOf(calls.content(id));
      return Optional.of(parts.<Result>map(Result.Content::new).orElseGet(Result.Garbage::new));
    } catch (IOException broken) {
      return Optional.empty();
    }
  }
}
