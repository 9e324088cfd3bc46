package io.piecemeal.application.audit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.piecemeal.application.port.in.Authorize;
import io.piecemeal.application.port.in.DeleteFile;
import io.piecemeal.application.port.in.ReadContent;
import io.piecemeal.application.port.out.AuditEvent;
import io.piecemeal.application.port.out.AuditEvent.Action;
import io.piecemeal.domain.access.ApiToken;
import io.piecemeal.domain.access.Caller;
import io.piecemeal.domain.access.Credential;
import io.piecemeal.domain.access.KeyId;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Permission;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.testkit.InMemoryAuditTrail;
import io.piecemeal.testkit.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is written down of calls, and what follows if it cannot be. */
final class AuditedTest {

  private static final FileId FILE = Samples.newFile(ALICE).id();

  private final InMemoryAuditTrail trail = new InMemoryAuditTrail();
  private final AuditedFiles files = new AuditedFiles(trail);
  private final List<FileId> deleted = new ArrayList<>();
  private final DeleteFile delete = files.delete((owner, file) -> deleted.add(file));

  private static AuditEvent event(Action action, Owner owner, String outcome) {
    return new AuditEvent(action, Optional.of(owner), Optional.of(FILE), Optional.empty(), outcome);
  }

  @Test
  void aChangeIsWrittenDownOnceItIsMade() {
    delete.delete(ALICE, FILE);

    assertThat(deleted).containsExactly(FILE);
    assertThat(trail.written()).containsExactly(event(Action.FILE_DELETED, ALICE, "done"));
  }

  @Test
  void nothingIsChangedThatCouldNotBeWrittenDown() {
    trail.breakDown();
    delete.delete(ALICE, FILE);
    assertThatThrownBy(() -> delete.delete(ALICE, FILE))
        .isInstanceOf(StorageFailure.Unavailable.class);
    assertThat(deleted).hasSize(1);

    trail.mend();
    delete.delete(ALICE, FILE);
    assertThat(deleted).hasSize(2);
    assertThat(trail.written()).hasSize(2);
  }

  @Test
  void anotherOwnersFileIsWrittenDownAndAMistakeIsNot() {
    ReadContent read =
        files.read(
            (owner, file) -> {
              throw new UploadRejected(
                  owner.equals(BOB)
                      ? new Refusal.NotFound()
                      : new Refusal.FileIncomplete(file, Samples.bytes(3)));
            });
    assertThatThrownBy(() -> read.open(BOB, FILE)).isInstanceOf(UploadRejected.class);
    assertThatThrownBy(() -> read.open(ALICE, FILE)).isInstanceOf(UploadRejected.class);

    assertThat(trail.written()).containsExactly(event(Action.CONTENT_READ, BOB, "not-found"));
  }

  @Test
  void aChangeWhoseOutcomeIsNotKnownIsWrittenDownAsThat() {
    DeleteFile lost =
        files.delete(
            (owner, file) -> {
              throw new StorageFailure.OutcomeUnknown("delete", new IOException("injected"));
            });
    assertThatThrownBy(() -> lost.delete(ALICE, FILE))
        .isInstanceOf(StorageFailure.OutcomeUnknown.class);

    assertThat(trail.written())
        .containsExactly(event(Action.FILE_DELETED, ALICE, "outcome-unknown"));
  }

  @Test
  void aScopeThatIsMissingIsWrittenDown() {
    Authorize authorize =
        new AuditedAccess(trail, () -> 0)
            .authorize((caller, scope, _) -> Permission.require(caller, scope));
    Caller reader = new Caller(ALICE, new Credential.FixedKey(), Set.of(Scope.READ));

    Authorize.Attempted attempt =
        new Authorize.Attempted("DELETE /files/" + FILE, Optional.of(FILE));
    assertThat(
            authorize.require(
                reader,
                Scope.READ,
                () -> {
                  throw new AssertionError("nothing is refused");
                }))
        .isEqualTo(ALICE);
    assertThat(trail.written()).isEmpty();
    assertThatThrownBy(() -> authorize.require(reader, Scope.DELETE, () -> attempt))
        .isInstanceOf(UploadRejected.class);
    assertThat(trail.written())
        .containsExactly(
            new AuditEvent(
                Action.REQUEST_MADE,
                Optional.of(ALICE),
                Optional.of(FILE),
                Optional.of("DELETE /files/" + FILE),
                "forbidden"));
  }

  @Test
  void refusedKeysAreWrittenDownOnceASecond() {
    AtomicLong now = new AtomicLong();
    var keys = new AuditedAccess(trail, now::get).authenticate(token -> Optional.empty());
    keys.authenticate("nonsense");
    keys.authenticate("other nonsense");
    assertThat(trail.written())
        .extracting(event -> event.subject().orElseThrow())
        .containsExactly("unknown");

    now.set(1_000_000_000L);
    keys.authenticate("nonsense");
    assertThat(trail.written()).hasSize(2);
  }

  @Test
  void aRefusedKeyIsWrittenDownByItsIdAndAKeyThatIsKnownIsNot() {
    ApiToken token = ApiToken.of(new KeyId("abcdefgh"), new byte[ApiToken.SECRET_BYTES]);
    Caller alice = new Caller(ALICE, new Credential.FixedKey(), Set.of(Scope.READ));
    var keys =
        new AuditedAccess(trail, () -> 0)
            .authenticate(text -> text.equals("good") ? Optional.of(alice) : Optional.empty());

    assertThat(keys.authenticate("good")).contains(alice);
    assertThat(trail.written()).isEmpty();

    assertThat(keys.authenticate(token.reveal())).isEmpty();
    assertThat(trail.written())
        .extracting(AuditEvent::action, AuditEvent::subject, AuditEvent::outcome)
        .containsExactly(tuple(Action.KEY_PRESENTED, Optional.of("abcdefgh"), "unauthenticated"));
  }
}
