package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static io.piecemeal.testkit.Samples.RETENTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.DamageMarks;
import io.piecemeal.application.port.out.Lookup;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.StoredFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link io.piecemeal.application.port.out.DamageMarks} does. */
public abstract class DamageMarksContract extends LedgerSuite {

  protected DamageMarksContract() {}

  @Test
  final void allFilesInReachAreGivenOnceWhoeverOwnsThem() {
    StoredFile empty = opened(ALICE);
    StoredFile elsewhere = entered(files().open(Samples.newFile(ALICE, new Shard(7))));
    StoredFile filled = filled(BOB, 5);
    StoredFile complete = committed(complete(filled(ALICE, 7), Samples.digest(1)));
    StoredFile deleted = filled(ALICE, 5);
    files().delete(ALICE, deleted.id());

    assertThat(all()).containsExactlyInAnyOrder(empty, elsewhere, filled, complete);
    letTimePass(RETENTION.sinceLastChunk());
    assertThat(all()).isEmpty();
  }

  private List<StoredFile> all() {
    List<StoredFile> all = new ArrayList<>();
    Optional<StoredFile> next = conditions().next(Optional.empty());
    while (next.isPresent()) {
      all.add(next.get());
      next = conditions().next(next.map(StoredFile::id));
    }
    return all;
  }

  @Test
  final void aDamagedFileIsFoundAsSuchAndIsOtherwiseAsItWas() {
    StoredFile file = filled(ALICE, 5);

    assertThat(conditions().markDamaged(file)).isTrue();
    assertThat(conditions().markDamaged(file)).isTrue();

    assertDamaged(file);
    assertThat(chunks(file)).hasSize(1);
    assertThat(all()).containsExactly(file);
    assertDamaged(appended(file, 7));
  }

  @Test
  final void aFileThatIsFoundWholeIsDamagedNoLonger() {
    StoredFile file = filled(ALICE, 5);
    conditions().markDamaged(file);

    conditions().markWhole(file);
    conditions().markWhole(file);

    assertUnchanged(file);
  }

  @Test
  final void whatWasSeenOfAFileTellsNothingOfWhatWasAppendedSince() {
    StoredFile seen = filled(ALICE, 5);
    StoredFile longer = appended(seen, 7);
    conditions().markDamaged(longer);

    conditions().markWhole(seen);

    assertDamaged(longer);
  }

  @Test
  final void aFileThatWasCutBackOrIsGoneIsNotMarked() {
    StoredFile seen = filled(ALICE, 5, 7);
    StoredFile rewound = committed(rewind(seen, Samples.bytes(5)));
    assertThat(conditions().markDamaged(seen)).isFalse();
    assertUnchanged(rewound);

    files().delete(ALICE, rewound.id());
    assertThat(conditions().markDamaged(rewound)).isFalse();
    assertGone(rewound);
  }

  @Test
  final void cuttingBackTakesTheMarkAway() {
    StoredFile file = filled(ALICE, 5, 7);
    conditions().markDamaged(file);

    assertUnchanged(committed(rewind(file, Samples.bytes(5))));
  }

  @Test
  final void makingOneObjectOfAFileTakesTheMarkAway() {
    CompleteFile file = completed(complete(filled(ALICE, 5, 7), Samples.digest(1)));
    conditions().markDamaged(file);

    assertUnchanged(committed(compactions().replace(file, Samples.chunk(12))));
  }

  @Test
  final void aFileMayHaveBeenAppendedToBeforeItIsMarked() {
    StoredFile seen = filled(ALICE, 5);
    StoredFile longer = appended(seen, 7);

    assertThat(conditions().markDamaged(seen)).isTrue();

    assertDamaged(longer);
  }

  @Test
  final void whatWasSeenOfAnEarlierRevisionTellsNothingOfThisOne() {
    StoredFile seen = filled(ALICE, 5, 7);
    StoredFile current = appended(committed(rewind(seen, Samples.bytes(5))), 7);
    conditions().markDamaged(current);

    conditions().markWhole(seen);

    assertDamaged(current);
  }

  private void assertDamaged(StoredFile file) {
    assertThat(catalog().find(file.owner(), file.id())).isEqualTo(new Lookup.Damaged(file));
  }

  @Test
  final void nothingIsMarkedInALedgerThatCannotBeReached() {
    StoredFile file = filled(ALICE, 5);
    DamageMarks marks = unreachable().conditions();

    assertUnavailable(
        () -> marks.next(Optional.empty()),
        () -> marks.markDamaged(file),
        () -> marks.markWhole(file));
  }
}
