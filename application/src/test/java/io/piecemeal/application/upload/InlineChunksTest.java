package io.piecemeal.application.upload;

import static io.piecemeal.application.scene.Scene.sha256;
import static io.piecemeal.testkit.Samples.bytes;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.object.StagedChunk;
import io.piecemeal.application.port.in.AppendChunk.Appended;
import io.piecemeal.application.port.in.AppendChunk.Novelty;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.application.scene.TestBody;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.testkit.Samples;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Chunks whose bytes the ledger keeps. */
final class InlineChunksTest {

  private static final String SHORT = "12345678";
  private static final String TINY = "1234";

  private final Scene scene = new Scene(new ChunkHomes.Longest(bytes(8), bytes(4)));

  private StoredFile stepIn(StoredFile file, String first, String meanwhile) {
    StoredFile other = scene.open();
    scene.ledger.beforeNextChange(() -> scene.append(other, meanwhile));
    scene.append(file, first);
    return other;
  }

  @Test
  void aShortChunkThatComesAloneCostsTheStoreNothing() {
    StoredFile file = scene.filled(SHORT, SHORT);

    assertThat(scene.chunks(file)).extracting(Chunk::home).containsOnly(Chunk.Home.LEDGER);
    assertThat(scene.observed.kept()).isEmpty();
    assertThat(scene.observed.unclosed()).isZero();
    assertThat(scene.content(file)).isEqualTo(SHORT + SHORT);
  }

  @Test
  void aLongerOneGoesIntoTheStore() {
    StoredFile file = scene.filled(SHORT, SHORT + "9");

    assertThat(scene.chunks(file))
        .extracting(Chunk::home)
        .containsExactly(Chunk.Home.LEDGER, Chunk.Home.STORE);
    assertThat(scene.content(file)).isEqualTo(SHORT + SHORT + "9");
  }

  @Test
  void inCompanyOnlyTinyOnesGoIntoTheLedger() {
    StoredFile shortOne = stepIn(scene.open(), SHORT, SHORT);
    StoredFile tinyOne = stepIn(scene.open(), SHORT, TINY);

    assertThat(scene.chunks(shortOne)).extracting(Chunk::home).containsExactly(Chunk.Home.STORE);
    assertThat(scene.chunks(tinyOne)).extracting(Chunk::home).containsExactly(Chunk.Home.LEDGER);
  }

  @Test
  void theUsualBoundInCompanyIsFourKibibytesAtMost() {
    assertThat(ChunkHomes.Longest.of(bytes(4095)).inCompany()).isEqualTo(bytes(4095));
    assertThat(ChunkHomes.Longest.of(bytes(4097)))
        .isEqualTo(new ChunkHomes.Longest(bytes(4097), bytes(4096)));
  }

  @Test
  void aChunkThatTheStoreHasAlreadyStaysThereWhenItIsTriedAgain() throws IOException {
    ChunkHomes homes = new ChunkHomes(scene.ids, ChunkHomes.Longest.of(bytes(8)));
    try (StagedChunk chunk = StagedChunk.begin(scene.store, Samples.SHARD, bytes(8))) {
      chunk.sink().write(SHORT.getBytes(US_ASCII));
      ChunkObject kept = chunk.keep();

      try (ChunkHomes.Turn turn = homes.enter(chunk)) {
        assertThat(turn.home(Samples.SHARD)).isEqualTo(new ChunkHomes.Home(kept, Optional.empty()));
      }
    }
  }

  @Test
  void aChunkIsAloneWhenTheOthersAreCommittedOrFailed() {
    stepIn(scene.open(), SHORT, SHORT);
    StoredFile file = scene.open();
    scene.ledger.refuseNextChange();
    assertThatThrownBy(() -> scene.append(file, SHORT))
        .isInstanceOf(StorageFailure.Unavailable.class);

    scene.append(file, SHORT);

    assertThat(scene.chunks(file)).extracting(Chunk::home).containsExactly(Chunk.Home.LEDGER);
  }

  @Test
  void aLostRaceIsTriedAgainUnderAnotherKey() {
    StoredFile file = scene.open();
    scene.ledger.beforeNextChange(() -> scene.append(file, TINY));

    scene.append(file, SHORT);

    assertThat(scene.content(file)).isEqualTo(TINY + SHORT);
    assertThat(scene.keys(file)).doesNotHaveDuplicates();
  }

  @Test
  void aCommitThatLostItsAnswerIsFoundOut() {
    StoredFile file = scene.open();
    scene.ledger.loseNextAnswer();
    scene.append(file, SHORT);

    scene.ledger.loseNextChange();
    assertThatThrownBy(() -> scene.append(file, SHORT))
        .isInstanceOf(StorageFailure.Unavailable.class);

    assertThat(scene.content(file)).isEqualTo(SHORT);
    assertThat(scene.observed.deleted()).isEmpty();
  }

  @Test
  void aReplayAndARepetitionAreToldByTheBytesOfTheLedger() {
    StoredFile file = scene.filled(SHORT, SHORT);

    Appended replay = scene.append(file, TestBody.of(SHORT).at(8));
    Appended repeated = scene.append(file, SHORT);

    assertThat(replay.novelty()).isEqualTo(Novelty.REPLAYED);
    assertThat(repeated.repeats()).contains(bytes(16));
    assertThat(scene.content(file)).isEqualTo(SHORT + SHORT + SHORT);
  }

  @Test
  void theDigestOfAFileIsTakenOfBothHomes() {
    StoredFile file = scene.filled(SHORT, SHORT + "9", TINY);

    StoredFile complete = scene.complete(file);

    assertThat(complete)
        .isInstanceOfSatisfying(
            CompleteFile.class,
            whole -> assertThat(whole.sha256()).isEqualTo(sha256(SHORT + SHORT + "9" + TINY)));
  }
}
