package io.piecemeal.faults.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.faults.account.FileState.Stage;
import io.piecemeal.faults.account.Finding.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckerTest {

  private final FileAccount account = new FileAccount("file", 7, 1);
  private final Part first = acknowledged(100);
  private final Part second = acknowledged(1);
  private final Part third = acknowledged(5000);

  @Test
  void whatWasAcknowledgedAndNothingElseIsRight() {
    assertThat(check(Shown.of(first, second, third))).isEmpty();
  }

  @Test
  void lostChunkIsFound() {
    assertThat(check(Shown.of(first, second))).containsExactly(Kind.LOST);
    assertThat(check(Shown.of(second, third))).containsExactly(Kind.LOST);
    assertThat(check(Shown.of())).containsExactly(Kind.LOST, Kind.LOST, Kind.LOST);
  }

  @Test
  void lostFileIsFound() {
    assertThat(check(new Observed.Gone())).containsExactly(Kind.LOST);
  }

  @Test
  void doubledChunkIsFound() {
    assertThat(check(Shown.of(first, first, second, third))).containsExactly(Kind.DOUBLED);
    assertThat(check(Shown.of(first, second, third, second))).containsExactly(Kind.DOUBLED);
  }

  @Test
  void swappedChunksAreFound() {
    assertThat(check(Shown.of(first, third, second))).containsExactly(Kind.MISPLACED);
    assertThat(check(Shown.of(third, first, second))).containsExactly(Kind.MISPLACED);
  }

  @Test
  void swappedChunksOfEqualLengthAreFound() {
    Part fourth = acknowledged(5000);

    assertThat(check(Shown.of(first, second, fourth, third))).containsExactly(Kind.MISPLACED);
  }

  @Test
  void oneDamagedByteIsFound() {
    for (int at : List.of(0, 2500, 4999)) {
      byte[] bytes = third.bytes();
      bytes[at] ^= 1;

      assertThat(check(new Shown().with(first, second).with(bytes).as(Stage.UPLOADING)))
          .containsExactly(Kind.DAMAGED);
    }
  }

  @Test
  void zeroesInsteadOfAChunkAreFound() {
    Observed.Present shown =
        new Shown().with(first, second).with(new byte[5000]).as(Stage.UPLOADING);

    assertThat(check(shown)).containsExactly(Kind.DAMAGED);
  }

  @Test
  void contentThatIsNotWhatTheLedgerDescribesIsFound() {
    Observed.Present right = Shown.of(first, second, third);
    byte[] content = right.content().clone();
    content[0] ^= 1;

    assertThat(check(new Observed.Present(Stage.UPLOADING, 5101, right.chunks(), content)))
        .containsExactly(Kind.DAMAGED, Kind.DAMAGED);
  }

  @Test
  void foreignChunkIsFound() {
    Part foreign = new Part(7, 2, 0, 100);

    assertThat(check(Shown.of(first, foreign, second, third))).containsExactly(Kind.FOREIGN);
    assertThat(check(Shown.of(first, second, third, foreign))).containsExactly(Kind.FOREIGN);
  }

  @Test
  void refusedChunkThatIsThereIsFound() {
    Part refused = account.next(10);

    assertThat(check(Shown.of(first, second, third, refused))).containsExactly(Kind.FOREIGN);
  }

  @Test
  void rewoundChunkThatIsThereIsFound() {
    account.acknowledged(account.certain().cutTo(2));

    assertThat(check(Shown.of(first, second))).isEmpty();
    assertThat(check(Shown.of(first, second, third))).containsExactly(Kind.FOREIGN);
  }

  @Test
  void ambiguousChunkIsThereOnceOrNotAtAll() {
    Part open = account.next(10);
    account.ambiguous(account.certain().plus(open));

    assertThat(check(Shown.of(first, second, third))).isEmpty();
    assertThat(check(Shown.of(first, second, third, open))).isEmpty();
    assertThat(check(Shown.of(first, second, third, open, open))).containsExactly(Kind.DOUBLED);
    assertThat(check(Shown.of(first, second, open, third))).isNotEmpty();
  }

  @Test
  void ambiguousChunkThatWasRetriedWithSuccessHasToBeThere() {
    Part open = account.next(10);
    account.ambiguous(account.certain().plus(open));
    account.acknowledged(account.certain().plus(open));

    assertThat(check(Shown.of(first, second, third))).containsExactly(Kind.LOST);
  }

  @Test
  void sizesThatDoNotFitAreFound() {
    Observed.Present right = Shown.of(first, second, third);

    assertThat(check(new Observed.Present(Stage.UPLOADING, 5100, right.chunks(), right.content())))
        .containsExactly(Kind.INCONSISTENT);
    assertThat(
            check(
                new Observed.Present(
                    Stage.UPLOADING, 5101, right.chunks().subList(1, 3), right.content())))
        .containsExactly(Kind.INCONSISTENT);
  }

  @Test
  void completeFileMayHaveBecomeOneChunkAndNothingElse() {
    account.acknowledged(account.certain().in(Stage.COMPLETE));

    assertThat(check(new Shown().with(first, second, third).compacted())).isEmpty();
    assertThat(check(new Shown().with(first, third).compacted())).isNotEmpty();
    assertThat(check(new Shown().with(first, first, second, third).compacted())).isNotEmpty();
    assertThat(check(Shown.of(first, second, third))).containsExactly(Kind.INCONSISTENT);
  }

  @Test
  void openFileMustNotBecomeOneChunk() {
    byte[] all = Shown.of(first, second, third).content();

    assertThat(check(new Shown().with(all).as(Stage.UPLOADING))).containsExactly(Kind.INCONSISTENT);
  }

  @Test
  void deletedFileStaysDeletedAndAmbiguouslyDeletedOneIsEither() {
    account.ambiguous(account.certain().in(Stage.DELETED));
    assertThat(check(new Observed.Gone())).isEmpty();
    assertThat(check(Shown.of(first, second, third))).isEmpty();

    account.acknowledged(account.certain().in(Stage.DELETED));
    assertThat(check(new Observed.Gone())).isEmpty();
    assertThat(check(Shown.of(first, second, third))).containsExactly(Kind.FOREIGN);
  }

  @Test
  void sizeThatFitsNeitherOutcomeIsFoundAtOnce() {
    Part open = account.next(10);
    account.ambiguous(account.certain().plus(open));

    assertThat(account.seen(Stage.UPLOADING, 5000)).map(Finding::kind).contains(Kind.LOST);
    assertThat(account.seen(Stage.UPLOADING, 5121)).map(Finding::kind).contains(Kind.INCONSISTENT);
    assertThat(account.seen(Stage.UPLOADING, 5111)).isEmpty();
    assertThat(account.certain().parts()).endsWith(open);
  }

  private Part acknowledged(int length) {
    Part part = account.next(length);
    account.acknowledged(account.certain().plus(part));
    return part;
  }

  private List<Kind> check(Observed observed) {
    return Checker.check(account, observed).stream().map(Finding::kind).toList();
  }
}
