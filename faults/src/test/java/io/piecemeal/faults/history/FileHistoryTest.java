package io.piecemeal.faults.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.faults.account.FileState.Stage;
import io.piecemeal.faults.account.Part;
import io.piecemeal.faults.history.FileCall.Effect;
import io.piecemeal.faults.history.FileCall.Input;
import io.piecemeal.faults.history.FileCall.Result;
import io.piecemeal.faults.linear.Linearizability;
import io.piecemeal.faults.linear.Timed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FileHistoryTest {

  private final Part first = new Part(1, 1, 1, 100);
  private final Part second = new Part(1, 1, 2, 50);
  private final List<Timed<FileCall>> history = new ArrayList<>();
  private long now;

  @BeforeEach
  void appendTheFirst() {
    then(new Input.Append(first), facts(100, 1));
  }

  @Test
  void chunksInTheOrderOfTheirAnswersAreRight() {
    then(new Input.Append(second), facts(150, 2));
    then(new Input.ReadContent(), new Result.Content(List.of(first, second)));
    then(new Input.ReadLedger(), new Result.Ledger(List.of(100, 50)));

    assertRight();
  }

  @Test
  void lostChunkIsFound() {
    then(new Input.Append(second), facts(150, 2));
    then(new Input.ReadContent(), new Result.Content(List.of(first)));

    assertWrong();
  }

  @Test
  void doubledChunkIsFound() {
    then(new Input.ReadContent(), new Result.Content(List.of(first, first)));

    assertWrong();
  }

  @Test
  void swappedChunksAreFound() {
    then(new Input.Append(second), facts(150, 2));
    then(new Input.ReadContent(), new Result.Content(List.of(second, first)));

    assertWrong();
  }

  @Test
  void twoThatAreToldTheSameSizeAreFound() {
    together(new Input.Append(second), facts(150, 2));
    together(new Input.Append(new Part(1, 1, 3, 50)), facts(150, 2));

    assertWrong();
  }

  @Test
  void sizeBehindWhatWasAcknowledgedIsFound() {
    then(new Input.Append(second), facts(150, 2));
    then(new Input.ReadFacts(), facts(100, 1));

    assertWrong();
  }

  @Test
  void garbageIsFound() {
    then(new Input.ReadContent(), new Result.Garbage());

    assertWrong();
  }

  /** It has no end to go on at; an open one has. */
  @Test
  void chunkBehindTheEndOfACompleteFileIsToldThatItIsComplete() {
    then(new Input.AppendAt(second, 500), new Result.Refused("offset-mismatch", 100));
    then(new Input.Complete(100), new Result.Facts(Stage.COMPLETE, 100, 1, Effect.DONE));
    then(new Input.AppendAt(second, 500), new Result.Refused("upload-complete", 100));
    then(new Input.AppendAt(second, 50), new Result.Refused("offset-mismatch", 100));
    assertRight();

    then(new Input.AppendAt(second, 500), new Result.Refused("offset-mismatch", 100));
    assertWrong();
  }

  @Test
  void repeatedOffsetIsAReplayAndNotASecondChunk() {
    then(new Input.AppendAt(first, 0), new Result.Facts(Stage.UPLOADING, 100, 1, Effect.REPLAYED));
    assertRight();

    then(new Input.AppendAt(first, 0), facts(200, 2));
    assertWrong();
  }

  @Test
  void otherBytesAtAnOffsetAreRefusedWithTheSize() {
    then(new Input.AppendAt(second, 0), new Result.Refused("offset-mismatch", 100));
    then(new Input.AppendAt(second, 7000), new Result.Refused("offset-mismatch", 100));
    assertRight();

    then(new Input.AppendAt(second, 0), new Result.Refused("offset-mismatch", 50));
    assertWrong();
  }

  @Test
  void chunkThatIsThereAfterARewindIsFound() {
    then(new Input.Append(second), facts(150, 2));
    then(new Input.Rewind(100, 150), facts(100, 1));
    then(new Input.ReadContent(), new Result.Content(List.of(first)));
    assertRight();

    then(new Input.ReadContent(), new Result.Content(List.of(first, second)));
    assertWrong();
  }

  @Test
  void rewindToTheMiddleOfAChunkOrFromAnotherSizeIsRefused() {
    then(new Input.Rewind(50, 100), new Result.Refused("not-a-chunk-boundary", -1));
    then(new Input.Rewind(0, 99), new Result.Refused("offset-mismatch", 100));
    assertRight();

    then(new Input.Rewind(0, 99), facts(0, 0));
    assertWrong();
  }

  @Test
  void completeFileNeverChanges() {
    then(new Input.Complete(100), new Result.Facts(Stage.COMPLETE, 100, 1, Effect.DONE));
    then(new Input.Append(second), new Result.Refused("upload-complete", 100));
    then(new Input.ReadLedger(), new Result.Ledger(List.of(100)));
    assertRight();

    then(new Input.Append(second), facts(150, 2));
    assertWrong();
  }

  @Test
  void deletedFileIsGone() {
    then(new Input.Delete(), new Result.Done());
    then(new Input.ReadFacts(), new Result.Gone());
    assertRight();

    then(new Input.ReadFacts(), facts(100, 1));
    assertWrong();
  }

  @Test
  void lostAnswerMayMeanEitherButNotBoth() {
    history.add(
        new Timed<>(
            new FileCall(new Input.Append(second), new Result.Unknown()), ++now, Timed.NEVER));
    then(new Input.ReadFacts(), facts(100, 1));
    then(new Input.ReadFacts(), facts(150, 2));
    assertRight();

    then(new Input.ReadFacts(), facts(100, 1));
    assertWrong();
  }

  private static Result facts(long size, int chunks) {
    return new Result.Facts(Stage.UPLOADING, size, chunks, Effect.DONE);
  }

  private void then(Input input, Result result) {
    now += 10;
    history.add(new Timed<>(new FileCall(input, result), now, now + 5));
  }

  private void together(Input input, Result result) {
    history.add(new Timed<>(new FileCall(input, result), now + 10, now + 100));
  }

  private void assertRight() {
    assertThat(Linearizability.violation(new FileModel(), history)).isEmpty();
  }

  private void assertWrong() {
    assertThat(Linearizability.violation(new FileModel(), history)).isPresent();
  }
}
