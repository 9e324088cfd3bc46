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

  /** Who asks for what, about which file. */
  record Asked(Action action, Owner owner, Optional<FileId> file) {

    AuditEvent event(String outcome) {
      return event(file, outcome);
    }

    AuditEvent event(Optional<FileId> about, String outcome) {
      return new AuditEvent(action, Optional.of(owner), about, Optional.empty(), outcome);
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

  /** The same where only that it was done is to be recorded. */
  <T, E extends Exception> T change(Asked asked, Call<T, E> call) throws E {
    return change(asked, call, _ -> record(asked.event(AuditEvent.DONE)));
  }

  /** The same of a call that gives nothing back. */
  void act(Asked asked, Runnable call) {
    change(
        asked,
        () -> {
          call.run();
          return asked.event(AuditEvent.DONE);
        },
        this::record);
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
}
