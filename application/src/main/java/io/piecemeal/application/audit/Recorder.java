package io.piecemeal.application.audit;

import io.piecemeal.application.port.out.AuditEvent;
import io.piecemeal.application.port.out.AuditEvent.Action;
import io.piecemeal.application.port.out.AuditTrail;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.refusal.Code;
import io.piecemeal.domain.refusal.Explanation;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.UploadRejected;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Records what calls come to. Of refusals those that say who may do what: the others tell a caller
 * of its own mistakes.
 */
final class Recorder {

  private final AuditTrail trail;

  Recorder(AuditTrail trail) {
    this.trail = trail;
  }

  /** A use case. */
  @FunctionalInterface
  interface Call<T, E extends Exception> {
    T make() throws E;
  }

  /** What is asked for, whose it is, and about which file, key, webhook or ticket. */
  record Asked(
      Action action, Optional<Owner> owner, Optional<FileId> file, Optional<String> subject) {

    static Asked of(Action action) {
      return new Asked(action, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Asked of(Action action, Owner owner) {
      return new Asked(action, Optional.of(owner), Optional.empty(), Optional.empty());
    }

    static Asked of(Action action, Owner owner, FileId file) {
      return new Asked(action, Optional.of(owner), Optional.of(file), Optional.empty());
    }

    Asked of(Owner whose) {
      return new Asked(action, Optional.of(whose), file, subject);
    }

    Asked about(FileId which) {
      return new Asked(action, owner, Optional.of(which), subject);
    }

    Asked about(String which) {
      return new Asked(action, owner, file, Optional.of(which));
    }

    AuditEvent event(String outcome) {
      return new AuditEvent(action, owner, file, subject, outcome);
    }
  }

  /** Makes a call that changes nothing, and records it if it is refused. */
  <T, E extends Exception> T look(Asked asked, Call<T, E> call) throws E {
    try {
      return call.make();
    } catch (UploadRejected e) {
      refused(asked, e);
      throw e;
    }
  }

  /**
   * Makes a call that changes something, unless that could not be recorded.
   *
   * @param done records what came of it
   */
  <T, E extends Exception> T change(Asked asked, Call<T, E> call, Consumer<T> done) throws E {
    trail.requireWorking();
    T result;
    try {
      result = look(asked, call);
    } catch (StorageFailure.OutcomeUnknown e) {
      record(asked.event(Code.OUTCOME_UNKNOWN.word()));
      throw e;
    }
    done.accept(result);
    return result;
  }

  /** The same of several steps: any failure may leave some of them made. */
  <T> T steps(Asked asked, Supplier<T> call, Consumer<T> done) {
    return change(
        asked,
        () -> {
          try {
            return call.get();
          } catch (StorageFailure.OutcomeUnknown e) {
            throw e;
          } catch (StorageFailure e) {
            record(asked.event(Code.OUTCOME_UNKNOWN.word()));
            throw e;
          }
        },
        done);
  }

  /** The same where only that it was done is to be recorded. */
  <T, E extends Exception> T change(Asked asked, Call<T, E> call) throws E {
    return change(asked, call, _ -> done(asked));
  }

  /** The same of a call that gives nothing back. */
  void act(Asked asked, Runnable call) {
    change(
        asked,
        () -> {
          call.run();
          return asked;
        },
        this::done);
  }

  void refused(Asked asked, UploadRejected rejected) {
    Code code = Explanation.of(rejected.refusal()).code();
    if (code.kind() == Code.Kind.ABSENT || code.kind() == Code.Kind.FORBIDDEN) {
      record(asked.event(code.word()));
    }
  }

  void requireWorking() {
    trail.requireWorking();
  }

  void record(AuditEvent event) {
    trail.record(event);
  }

  void done(Asked asked) {
    record(asked.event(AuditEvent.DONE));
  }
}
