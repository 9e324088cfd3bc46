package io.piecemeal.faults.history;

import io.piecemeal.faults.account.FileState.Stage;
import io.piecemeal.faults.account.Part;
import io.piecemeal.faults.history.FileCall.Effect;
import io.piecemeal.faults.history.FileCall.Input;
import io.piecemeal.faults.history.FileCall.Result;
import io.piecemeal.faults.linear.Model;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file as docs/api.md describes it, used by one caller after the other. */
final class FileModel implements Model<FileModel.State, FileCall> {

  /**
   * What a file is.
   *
   * @param trail null for a file without chunks
   */
  record State(Stage stage, @Nullable Trail trail) {

    long size() {
      return Trail.sizeOf(trail);
    }

    State with(Part part) {
      return new State(stage, Trail.of(trail, part));
    }

    State in(Stage next) {
      return new State(next, trail);
    }
  }

  @Override
  public State initial() {
    return new State(Stage.UPLOADING, null);
  }

  @Override
  public Optional<State> after(State state, FileCall call) {
    Result result = call.result();
    if (state.stage() == Stage.DELETED) {
      return when(result instanceof Result.Gone, state);
    }
    return switch (call.input()) {
      case Input.Append append -> append(state, append.part(), result);
      case Input.AppendAt append -> appendAt(state, append, result);
      case Input.Rewind rewind -> rewind(state, rewind, result);
      case Input.Complete complete -> complete(state, complete, result);
      case Input.Delete _ ->
          when(
              result instanceof Result.Done || result instanceof Result.Unknown,
              state.in(Stage.DELETED));
      case Input.ReadFacts _ -> facts(state, Effect.DONE, result);
      case Input.ReadLedger _ ->
          when(result.equals(ledger(state)) || isCompacted(state, result), state);
      case Input.ReadContent _ ->
          when(result.equals(new Result.Content(Trail.parts(state.trail()))), state);
    };
  }

  private static Optional<State> append(State state, Part part, Result result) {
    return state.stage() == Stage.COMPLETE
        ? refused(state, result, "upload-complete")
        : facts(state.with(part), Effect.DONE, result);
  }

  private static Optional<State> appendAt(State state, Input.AppendAt append, Result result) {
    if (append.offset() == state.size()) {
      return append(state, append.part(), result);
    }
    if (holds(state.trail(), append)) {
      return facts(state, Effect.REPLAYED, result);
    }
    boolean behindAll = append.offset() > state.size() && state.stage() == Stage.COMPLETE;
    return refused(state, result, behindAll ? "upload-complete" : "offset-mismatch");
  }

  /** Chunks have different bytes, so a range equals one only if it is that one. */
  private static boolean holds(@Nullable Trail trail, Input.AppendAt append) {
    for (Trail at = trail; at != null && at.size() > append.offset(); at = at.before()) {
      if (Trail.sizeOf(at.before()) == append.offset()) {
        return at.last().equals(append.part());
      }
    }
    return false;
  }

  private static Optional<State> rewind(State state, Input.Rewind rewind, Result result) {
    if (state.stage() == Stage.COMPLETE) {
      return refused(state, result, "upload-complete");
    }
    if (rewind.ifSize() != state.size() || rewind.toSize() > state.size()) {
      return refused(state, result, "offset-mismatch");
    }
    @Nullable Trail at = state.trail();
    while (Trail.sizeOf(at) > rewind.toSize() && at != null) {
      at = at.before();
    }
    if (Trail.sizeOf(at) != rewind.toSize()) {
      return when(
          result instanceof Result.Refused refused && refused.code().equals("not-a-chunk-boundary"),
          state);
    }
    return facts(new State(state.stage(), at), Effect.DONE, result);
  }

  private static Optional<State> complete(State state, Input.Complete complete, Result result) {
    return complete.size() == state.size()
        ? facts(state.in(Stage.COMPLETE), Effect.DONE, result)
        : refused(state, result, "size-mismatch");
  }

  /** Done, and told so with the facts of {@code next}; or done without anybody being told. */
  private static Optional<State> facts(State next, Effect effect, Result result) {
    Result expected =
        new Result.Facts(next.stage(), next.size(), Trail.countOf(next.trail()), effect);
    boolean untold =
        result instanceof Result.Unknown
            || (result instanceof Result.Done && effect == Effect.DONE);
    return when(untold || result.equals(expected), next);
  }

  private static Optional<State> refused(State state, Result result, String code) {
    return when(result.equals(new Result.Refused(code, state.size())), state);
  }

  private static Result ledger(State state) {
    return new Result.Ledger(Trail.parts(state.trail()).stream().map(Part::length).toList());
  }

  private static boolean isCompacted(State state, Result result) {
    return state.stage() == Stage.COMPLETE
        && result.equals(new Result.Ledger(List.of(Math.toIntExact(state.size()))));
  }

  private static Optional<State> when(boolean possible, State state) {
    return possible ? Optional.of(state) : Optional.empty();
  }
}
