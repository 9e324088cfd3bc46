package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static io.piecemeal.testkit.Samples.RETENTION;
import static io.piecemeal.testkit.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.FileQuery.Position;
import io.piecemeal.domain.upload.Status;
import io.piecemeal.domain.upload.StoredFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link io.piecemeal.application.port.out.FileCatalog} does. */
public abstract class FileCatalogContract extends LedgerSuite implements ChunkListContract {

  private static final FileQuery ALL = new FileQuery(100, Optional.empty(), Optional.empty());

  protected FileCatalogContract() {}

  @Test
  final void anOwnerWithoutFilesHasAnEmptyList() {
    assertThat(catalog().list(ALICE, ALL)).isEmpty();
  }

  @Test
  final void completeFilesAreFoundByTheirDigests() {
    StoredFile one = committed(complete(filled(ALICE, 5), digest(1)));
    StoredFile older = committed(complete(filled(ALICE, 5), digest(2)));
    letTimePass(Duration.ofSeconds(1));
    StoredFile younger = committed(complete(filled(ALICE, 5), digest(2)));
    committed(complete(filled(ALICE, 5), digest(3)));
    filled(ALICE, 5);

    assertThat(catalog().withDigests(ALICE, Set.of(digest(1), digest(2), digest(9))))
        .extracting(StoredFile::id)
        .containsExactlyInAnyOrder(one.id(), younger.id())
        .doesNotContain(older.id());
    assertThat(catalog().withDigests(BOB, Set.of(digest(1)))).isEmpty();
    assertThat(catalog().withDigests(ALICE, Set.of())).isEmpty();
  }

  @Test
  final void filesThatAreGoneOrDamagedAreNotFoundByTheirDigests() {
    StoredFile gone = committed(complete(filled(ALICE, 5), digest(1)));
    StoredFile damaged = committed(complete(filled(ALICE, 5), digest(2)));
    StoredFile expired = committed(complete(filled(ALICE, 5), digest(3)));
    files().delete(ALICE, gone.id());
    conditions().markDamaged(damaged);
    assertThat(catalog().withDigests(ALICE, Set.of(digest(1), digest(2), digest(3))))
        .extracting(StoredFile::id)
        .containsExactly(expired.id());

    letTimePass(RETENTION.sinceCreation());

    assertThat(catalog().withDigests(ALICE, Set.of(digest(3)))).isEmpty();
  }

  @Test
  final void filesComeNewestFirst() {
    List<StoredFile> files = openedOneByOne(4);

    assertThat(catalog().list(ALICE, ALL))
        .extracting(StoredFile::id)
        .containsExactlyElementsOf(files.reversed().stream().map(StoredFile::id).toList());
  }

  @Test
  final void filesOfTheSameMomentComeInDescendingOrderOfTheirIds() {
    List<StoredFile> files = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      files.add(opened(ALICE));
    }
    Comparator<StoredFile> order =
        Comparator.comparing(StoredFile::createdAt).thenComparing(file -> file.id().value());

    assertThat(catalog().list(ALICE, ALL))
        .containsExactlyElementsOf(files.stream().sorted(order.reversed()).toList());
  }

  @Test
  final void filesAreListedAsTheyAreNow() {
    StoredFile file = filled(ALICE, 5, 7);

    assertThat(catalog().list(ALICE, ALL)).containsExactly(file);
  }

  @Test
  final void otherOwnersFilesAreNotListed() {
    opened(ALICE);
    StoredFile ofBob = opened(BOB);

    assertThat(catalog().list(BOB, ALL)).containsExactly(ofBob);
  }

  @Test
  final void deletedFilesAreNotListed() {
    StoredFile kept = opened(ALICE);
    files().delete(ALICE, opened(ALICE).id());

    assertThat(catalog().list(ALICE, ALL)).containsExactly(kept);
  }

  @Test
  final void expiredFilesAreNotListedEvenBeforeTheyAreSwept() {
    opened(ALICE);
    letTimePass(RETENTION.sinceLastChunk());
    StoredFile kept = opened(ALICE);

    assertThat(catalog().list(ALICE, ALL)).containsExactly(kept);
  }

  @Test
  final void noMoreFilesThanTheLimitAreListed() {
    openedOneByOne(3);

    assertThat(catalog().list(ALICE, new FileQuery(2, Optional.empty(), Optional.empty())))
        .hasSize(2);
  }

  @Test
  final void onlyFilesOfTheStatusAskedForAreListed() {
    StoredFile uploading = filled(ALICE, 5);
    StoredFile complete = committed(complete(filled(ALICE, 5), digest(9)));

    assertThat(listed(Status.UPLOADING)).containsExactly(uploading);
    assertThat(listed(Status.COMPLETE)).containsExactly(complete);
  }

  private List<StoredFile> listed(Status status) {
    return catalog().list(ALICE, new FileQuery(100, Optional.empty(), Optional.of(status)));
  }

  @Test
  final void pagesHoldEveryFileExactlyOnceWhateverComesAndGoesBetween() {
    List<StoredFile> files = new ArrayList<>(openedOneByOne(10));
    List<StoredFile> seen = new ArrayList<>();
    StoredFile deleted = files.remove(1);
    complete(files.get(0));
    complete(files.get(6));

    List<StoredFile> page = page(Optional.empty());
    while (!page.isEmpty()) {
      seen.addAll(page);
      opened(ALICE);
      files().delete(ALICE, deleted.id());
      page = page(Optional.of(Position.of(page.getLast())));
    }

    assertThat(seen)
        .extracting(StoredFile::id)
        .containsExactlyElementsOf(files.reversed().stream().map(StoredFile::id).toList());
  }

  @Test
  final void pagesOfOneFileSplitFilesOfTheSameMoment() {
    for (int i = 0; i < 5; i++) {
      opened(ALICE);
    }
    List<StoredFile> seen = new ArrayList<>();

    Optional<Position> after = Optional.empty();
    for (int i = 0; i < 5; i++) {
      StoredFile file = catalog().list(ALICE, new FileQuery(1, after, Optional.empty())).getFirst();
      seen.add(file);
      after = Optional.of(Position.of(file));
    }

    assertThat(seen).isEqualTo(catalog().list(ALICE, ALL));
  }

  @Test
  final void filesAreListedOldestFirstOnRequest() {
    List<StoredFile> files = openedOneByOne(5);
    files.add(opened(ALICE));
    List<StoredFile> seen = new ArrayList<>();

    List<StoredFile> page = oldest(Optional.empty());
    while (!page.isEmpty()) {
      seen.addAll(page);
      page = oldest(Optional.of(Position.of(page.getLast())));
    }

    assertThat(seen).isEqualTo(catalog().list(ALICE, ALL).reversed());
    assertThat(seen)
        .extracting(StoredFile::id)
        .containsExactlyInAnyOrderElementsOf(files.stream().map(StoredFile::id).toList());
  }

  private List<StoredFile> oldest(Optional<Position> after) {
    return catalog()
        .list(ALICE, new FileQuery(2, after, Optional.empty(), FileQuery.Order.OLDEST_FIRST));
  }

  private void complete(StoredFile file) {
    committed(complete(file, digest(9)));
  }

  private List<StoredFile> page(Optional<Position> after) {
    return catalog().list(ALICE, new FileQuery(3, after, Optional.empty()));
  }

  private List<StoredFile> openedOneByOne(int count) {
    List<StoredFile> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      letTimePass(Duration.ofSeconds(1));
      files.add(opened(ALICE));
    }
    return files;
  }

  @Test
  final void aPositionOfAnotherOwnersFileShowsNothingOfIt() {
    StoredFile mine = opened(ALICE);
    letTimePass(Duration.ofSeconds(1));
    StoredFile theirs = opened(new Owner("carol"));

    assertThat(page(Optional.of(Position.of(theirs))))
        .extracting(StoredFile::id)
        .containsExactly(mine.id());
  }

  @Test
  final void aLedgerThatCannotBeReachedIsNotTakenForAnEmptyOne() {
    FileCatalog catalog = unreachable().catalog();
    StoredFile file = opened(ALICE);

    assertUnavailable(
        () -> catalog.find(ALICE, file.id()),
        () -> catalog.chunks(file, ByteCount.ZERO, 10),
        () -> catalog.list(ALICE, ALL));
  }
}
