package io.piecemeal.application.audit;

import io.piecemeal.application.audit.Recorder.Asked;
import io.piecemeal.application.object.Digests;
import io.piecemeal.application.port.in.Authenticate;
import io.piecemeal.application.port.in.Authorize;
import io.piecemeal.application.port.in.Authorize.Attempted;
import io.piecemeal.application.port.in.FindTicket;
import io.piecemeal.application.port.in.FindTicket.FoundTicket;
import io.piecemeal.application.port.in.IssueDownload;
import io.piecemeal.application.port.in.IssueTicket;
import io.piecemeal.application.port.in.ReadByTicket;
import io.piecemeal.application.port.in.ReadContent;
import io.piecemeal.application.port.in.RedeemTicket;
import io.piecemeal.application.port.in.RevokeDownloads;
import io.piecemeal.application.port.in.RevokeTicket;
import io.piecemeal.application.port.out.AuditEvent;
import io.piecemeal.application.port.out.AuditEvent.Action;
import io.piecemeal.application.port.out.AuditTrail;
import io.piecemeal.domain.access.ApiToken;
import io.piecemeal.domain.access.Caller;
import io.piecemeal.domain.access.RareLines;
import io.piecemeal.domain.access.TicketToken;
import io.piecemeal.domain.refusal.Code;
import io.piecemeal.domain.refusal.Explanation;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.Ticket;
import io.piecemeal.domain.upload.UploadRejected;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Records keys that are refused, what is refused to good ones, and what is done with tickets. */
public final class AuditedAccess {

  /** Digits of the hash of a ticket, which has no other name that may be shown. */
  private static final int TICKET_NAME = 12;

  private static final Duration ONE_LINE_IN = Duration.ofSeconds(1);
  private static final int KINDS = 100;

  private final Recorder recorder;
  private final LongSupplier nanoTime;
  private final RareLines refusedKeys = new RareLines(ONE_LINE_IN, KINDS);
  private final RareLines refusedTickets = new RareLines(ONE_LINE_IN, KINDS);

  /**
   * @param nanoTime a clock that only goes forward
   */
  public AuditedAccess(AuditTrail trail, LongSupplier nanoTime) {
    this.recorder = new Recorder(trail);
    this.nanoTime = nanoTime;
  }

  /** Records a refused key once a second: who has none can present as many as it likes. */
  public Authenticate authenticate(Authenticate inner) {
    return token -> {
      Optional<Caller> caller = inner.authenticate(token);
      if (caller.isEmpty()) {
        String shown = ApiToken.parse(token).map(known -> known.id().value()).orElse("unknown");
        if (refusedKeys.admit(shown, nanoTime.getAsLong()).isPresent()) {
          recorder.record(
              new AuditEvent(
                  Action.KEY_PRESENTED,
                  Optional.empty(),
                  Optional.empty(),
                  Optional.of(shown),
                  "unauthenticated"));
        }
      }
      return caller;
    };
  }

  public Authorize authorize(Authorize inner) {
    return (caller, scope, attempt) -> {
      try {
        return inner.require(caller, scope, attempt);
      } catch (UploadRejected e) {
        Attempted refused = attempt.describe();
        recorder.record(
            new AuditEvent(
                Action.REQUEST_MADE,
                Optional.of(caller.owner()),
                refused.file(),
                Optional.of(refused.name()),
                Explanation.of(e.refusal()).code().word()));
        throw e;
      }
    };
  }

  public IssueTicket issue(IssueTicket inner) {
    return (owner, file, completion) -> {
      Asked asked = Asked.of(Action.TICKET_ISSUED, owner, file);
      return recorder.change(
          asked,
          () -> inner.issue(owner, file, completion),
          issued -> recorder.done(asked.about(name(issued.token()))));
    };
  }

  public RevokeTicket revoke(RevokeTicket inner) {
    return (owner, file) ->
        recorder.act(Asked.of(Action.TICKET_REVOKED, owner, file), () -> inner.revoke(owner, file));
  }

  public IssueDownload issueDownload(IssueDownload inner) {
    return (owner, file) -> {
      Asked asked = Asked.of(Action.DOWNLOAD_TICKET_ISSUED, owner, file);
      return recorder.change(
          asked,
          () -> inner.issue(owner, file),
          issued -> recorder.done(asked.about(name(issued.token()))));
    };
  }

  public RevokeDownloads revokeDownloads(RevokeDownloads inner) {
    return (owner, file) ->
        recorder.act(
            Asked.of(Action.DOWNLOAD_TICKETS_REVOKED, owner, file),
            () -> inner.revoke(owner, file));
  }

  /** A read changes nothing, so it goes on where it cannot be recorded. */
  public ReadByTicket readByTicket(ReadByTicket inner) {
    return token -> {
      try {
        ReadContent.Content content = inner.open(token);
        recorder.done(
            Asked.of(Action.CONTENT_READ, content.file().owner(), content.file().id())
                .about(name(token)));
        return content;
      } catch (UploadRejected e) {
        refused(Action.CONTENT_READ, token, e);
        throw e;
      }
    };
  }

  /** Records tickets that are refused, whatever they are presented for. */
  public FindTicket find(FindTicket inner) {
    return token -> {
      try {
        return inner.find(token);
      } catch (UploadRejected e) {
        refused(Action.TICKET_PRESENTED, token, e);
        throw e;
      }
    };
  }

  /** Records the request that uses a ticket up, and those that are refused. */
  public RedeemTicket redeem(RedeemTicket inner) {
    return command -> {
      recorder.requireWorking();
      try {
        FoundTicket found = inner.redeem(command);
        if (found.ticket().state() == Ticket.State.USED) {
          record(Action.TICKET_USED, command.token(), found);
        }
        if (found.file() instanceof CompleteFile) {
          record(Action.FILE_COMPLETED, command.token(), found);
        }
        return found;
      } catch (UploadRejected e) {
        refused(Action.TICKET_USED, command.token(), e);
        throw e;
      } catch (StorageFailure.OutcomeUnknown e) {
        Asked asked = Asked.of(Action.TICKET_USED).about(name(command.token()));
        recorder.record(asked.event(Code.OUTCOME_UNKNOWN.word()));
        throw e;
      }
    };
  }

  /** Records a refused ticket once a second: anybody can make up as many as there are lines. */
  private void refused(Action action, TicketToken token, UploadRejected rejected) {
    Code code = Explanation.of(rejected.refusal()).code();
    String name = name(token);
    // Unknown tickets share one limit: a caller can make up any number of them.
    Object ticket = code.kind() == Code.Kind.ABSENT ? code : name;
    if (refusedTickets.admit(List.of(action, ticket), nanoTime.getAsLong()).isPresent()) {
      recorder.record(
          new AuditEvent(
              action, Optional.empty(), Optional.empty(), Optional.of(name), code.word()));
    }
  }

  private void record(Action action, TicketToken token, FoundTicket found) {
    recorder.done(Asked.of(action, found.file().owner(), found.file().id()).about(name(token)));
  }

  private static String name(TicketToken token) {
    return Digests.sha256(token.reveal()).hex().substring(0, TICKET_NAME);
  }
}
