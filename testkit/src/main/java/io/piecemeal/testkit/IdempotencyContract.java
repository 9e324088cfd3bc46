package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static io.piecemeal.testkit.Samples.bytes;
import static io.piecemeal.testkit.Samples.digest;
import static io.piecemeal.testkit.Samples.newFile;
import static io.piecemeal.testkit.Samples.quotaOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.CommitResolver.CommitStatus;
import io.piecemeal.application.port.out.Entry;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.application.port.out.RequestIdentity;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.IdempotencyKey;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Requests that come more than once. */
interface IdempotencyContract extends LedgerContract {

  RequestIdentity KEY = identity("key", 1);

  private Entry open(NewFile file, RequestIdentity identity) {
    return files().open(file.by(identity));
  }

  private Entry store(
      NewFile file, List<ChunkObject> chunks, Sha256 sha256, RequestIdentity identity) {
    return files().store(file.by(identity), chunks, sha256);
  }

  private static RequestIdentity identity(String key, int seed) {
    return new RequestIdentity(new IdempotencyKey(key), digest(seed));
  }

  @Test
  default void theFirstRequestEntersItsFile() {
    NewFile asked = newFile(ALICE);

    StoredFile file = entered(open(asked, KEY));

    assertThat(file.id()).isEqualTo(asked.id());
    assertUnchanged(file);
  }

  @Test
  default void aRepeatedRequestIsToldOfTheFirstFile() {
    StoredFile first = entered(open(newFile(ALICE), KEY));

    assertThat(open(newFile(ALICE), KEY)).isEqualTo(new Entry.Repeated(first));
    assertThat(open(newFile(ALICE), KEY)).isEqualTo(new Entry.Repeated(first));

    assertThat(listed(ALICE)).containsExactly(first);
  }

  @Test
  default void theFirstAnswerIsGivenWhateverBecameOfTheFile() {
    StoredFile first = entered(open(newFile(ALICE), KEY));
    StoredFile grown = appended(first, 5);
    assertThat(open(newFile(ALICE), KEY)).isEqualTo(new Entry.Repeated(first));

    files().delete(ALICE, grown.id());
    assertThat(open(newFile(ALICE), KEY)).isEqualTo(new Entry.Repeated(first));
  }

  @Test
  default void aKeyOfAnotherRequestIsReused() {
    StoredFile first = entered(open(newFile(ALICE), identity("key", 1)));

    assertThat(open(newFile(ALICE), identity("key", 2))).isEqualTo(new Entry.KeyReused());

    assertThat(listed(ALICE)).containsExactly(first);
  }

  @Test
  default void keysAreToldApartToTheLastCharacterAndByTheirCase() {
    entered(open(newFile(ALICE), identity("a".repeat(254) + "b", 1)));
    entered(open(newFile(ALICE), identity("a".repeat(254) + "c", 1)));
    entered(open(newFile(ALICE), identity("a".repeat(254) + "C", 1)));
    entered(open(newFile(ALICE), identity("a".repeat(254), 1)));
  }

  @Test
  default void everyOwnerHasKeysOfItsOwn() {
    entered(open(newFile(ALICE), KEY));

    entered(open(newFile(BOB), identity("key", 2)));
  }

  @Test
  default void aStoredFileIsEnteredOnceWithAllThatIsKnownOfIt() {
    List<ChunkObject> objects = List.of(Samples.chunk(5), Samples.chunkWithDigest(7));
    StoredFile first = entered(store(newFile(ALICE), objects, digest(9), KEY));
    ChunkObject again = Samples.chunk(12);

    assertThat(store(newFile(ALICE), List.of(again), digest(9), KEY))
        .isEqualTo(new Entry.Repeated(first));

    assertUnchanged(first);
    assertThat(first.lastChunk()).contains(objects.getLast());
    assertThat(keys(first)).isEqualTo(objects.stream().map(ChunkObject::key).toList());
    assertThat(resolver().resolve(again.key())).isEqualTo(CommitStatus.DEAD);
  }

  @Test
  default void anEmptyFileMayBeStoredOnce() {
    StoredFile first = entered(store(newFile(ALICE), List.of(), digest(9), KEY));

    assertThat(store(newFile(ALICE), List.of(), digest(9), KEY))
        .isEqualTo(new Entry.Repeated(first));
  }

  @Test
  default void theSameCallAgainGivesTheFileItEntered() {
    NewFile asked = newFile(ALICE);
    List<ChunkObject> objects = List.of(Samples.chunk(5));
    StoredFile first = entered(store(asked, objects, digest(9), KEY));

    assertThat(store(asked, objects, digest(9), KEY)).isEqualTo(new Entry.Repeated(first));

    assertThat(resolver().resolve(objects.getFirst().key())).isEqualTo(CommitStatus.LIVE);
  }

  @Test
  default void aKeyIsFreeAgainWhenItsTimeIsOver() {
    StoredFile first = entered(open(newFile(ALICE), KEY));
    letTimePass(IdempotencyKey.REMEMBERED.minusMinutes(1));
    assertThat(repeated(open(newFile(ALICE), KEY)).id()).isEqualTo(first.id());

    letTimePass(Duration.ofMinutes(1));
    StoredFile second = entered(open(newFile(ALICE), identity("key", 2)));

    assertThat(open(newFile(ALICE), identity("key", 2))).isEqualTo(new Entry.Repeated(second));
  }

  @Test
  default void aRequestThatFailedLeavesItsKeyFree() {
    ChunkObject dead = Samples.chunk(5);
    resolver().resolve(dead.key());
    assertThatThrownBy(() -> store(newFile(ALICE), List.of(dead), digest(9), KEY))
        .isInstanceOf(StorageFailure.Unavailable.class);

    entered(open(newFile(ALICE), identity("key", 2)));
  }

  @Test
  default void aRequestWithoutRoomLeavesItsKeyFree() {
    filled(ALICE, 5000);
    NewFile asked = newFile(ALICE, quotaOf(bytes(4096 + 5000 + 4096 + 6000)));
    assertThatThrownBy(() -> store(asked, List.of(Samples.chunk(6001)), digest(9), KEY))
        .isInstanceOf(UploadRejected.class);
    assertMissing(ALICE, asked.id());

    entered(store(asked, List.of(Samples.chunk(6000)), digest(8), identity("key", 2)));
  }

  @Test
  default void aRepeatedRequestNeedsNoRoom() {
    NewFile asked = newFile(ALICE, quotaOf(1));
    StoredFile first = entered(open(asked, KEY));
    assertThatThrownBy(() -> open(newFile(ALICE, quotaOf(1)), identity("other", 1)))
        .isInstanceOf(UploadRejected.class);

    assertThat(open(newFile(ALICE, quotaOf(1)), KEY)).isEqualTo(new Entry.Repeated(first));
  }

  @RepeatedTest(5)
  default void ofTwinsOneEntersAndAllOthersAreToldOfIt() {
    List<Entry> entries = Race.run(50, lane -> open(newFile(ALICE), KEY));

    List<StoredFile> files = listed(ALICE);
    assertThat(files).hasSize(1);
    assertThat(entries).containsOnlyOnce(new Entry.Entered(files.getFirst()));
    assertThat(entries)
        .filteredOn(entry -> entry.equals(new Entry.Repeated(files.getFirst())))
        .hasSize(49);
  }

  @RepeatedTest(5)
  default void ofRequestsThatFightForAKeyOneEntersAndTheOthersHearThatItIsUsed() {
    List<Entry> entries = Race.run(20, lane -> open(newFile(ALICE), identity("key", lane)));

    assertThat(listed(ALICE)).hasSize(1);
    assertThat(entries).filteredOn(Entry.Entered.class::isInstance).hasSize(1);
    assertThat(entries).filteredOn(Entry.KeyReused.class::isInstance).hasSize(19);
  }

  @RepeatedTest(5)
  default void twinsUnderAQuotaEnterOneFileAndNoneIsRefused() {
    List<Entry> entries =
        Race.run(
            20,
            lane ->
                store(
                    newFile(ALICE, quotaOf(bytes(8192))),
                    List.of(Samples.chunk(7)),
                    digest(9),
                    KEY));

    assertThat(listed(ALICE)).hasSize(1);
    assertThat(entries).filteredOn(Entry.Entered.class::isInstance).hasSize(1);
    assertThat(entries).filteredOn(Entry.Repeated.class::isInstance).hasSize(19);
  }

  @Test
  default void requestsWhoseTimeIsOverAreForgottenInStepsOfTheLimit() {
    for (int i = 0; i < 3; i++) {
      entered(open(newFile(ALICE), identity("old" + i, 1)));
    }
    letTimePass(IdempotencyKey.REMEMBERED);
    entered(open(newFile(ALICE), KEY));

    assertThat(deletionQueue().forgetRequests(2)).isEqualTo(2);
    assertThat(deletionQueue().forgetRequests(2)).isEqualTo(1);
    assertThat(deletionQueue().forgetRequests(2)).isZero();

    repeated(open(newFile(ALICE), KEY));
  }

  private static StoredFile repeated(Entry entry) {
    return switch (entry) {
      case Entry.Entered done -> throw new AssertionError("was entered");
      case Entry.Repeated before -> before.first();
      case Entry.KeyReused reused -> throw new AssertionError("the key was used before");
    };
  }

  private List<StoredFile> listed(Owner owner) {
    return catalog().list(owner, new FileQuery(1000, Optional.empty(), Optional.empty()));
  }
}
