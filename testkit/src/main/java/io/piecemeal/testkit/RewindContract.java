package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.RETENTION;
import static io.piecemeal.testkit.Samples.bytes;
import static io.piecemeal.testkit.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.CommitResolver.CommitStatus;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Taking chunks back from the end of a file. */
interface RewindContract extends LedgerContract {

  @Test
  default void aRewoundFileEndsWhereTheChunkStarted() {
    StoredFile seen = filled(ALICE, 5, 7, 9);
    List<Chunk> chunks = chunks(seen);

    StoredFile after = committed(rewind(seen, bytes(5)));

    assertThat(after.size()).isEqualTo(bytes(5));
    assertThat(after.chunks()).isEqualTo(1);
    assertThat(after.revision()).isEqualTo(seen.revision() + 1);
    assertThat(after.lastChunk()).contains(chunks.getFirst().object());
    assertThat(after).isInstanceOf(UploadSession.class);
    assertThat(chunks(after)).containsExactly(chunks.getFirst());
    assertUnchanged(after);
  }

  @Test
  default void aFileCanBeRewoundToItsStart() {
    StoredFile after = committed(rewind(filled(ALICE, 5, 7), ByteCount.ZERO));

    assertThat(after.size()).isEqualTo(ByteCount.ZERO);
    assertThat(after.chunks()).isZero();
    assertThat(after.lastChunk()).isEmpty();
    assertThat(chunks(after)).isEmpty();
    assertUnchanged(after);
  }

  @Test
  default void aRewindToTheEndKeepsAllChunks() {
    StoredFile seen = filled(ALICE, 5, 7);

    StoredFile after = committed(rewind(seen, bytes(12)));

    assertThat(after.size()).isEqualTo(seen.size());
    assertThat(after.chunks()).isEqualTo(2);
    assertThat(after.lastChunk()).isEqualTo(seen.lastChunk());
    assertThat(after.revision()).isEqualTo(seen.revision() + 1);
    assertThat(chunks(after)).hasSize(2);
    assertUnchanged(after);
  }

  @Test
  default void anEmptyFileCanBeRewoundToItsEnd() {
    StoredFile after = committed(rewind(opened(ALICE), ByteCount.ZERO));

    assertThat(after.size()).isEqualTo(ByteCount.ZERO);
    assertUnchanged(after);
  }

  @Test
  default void aRewoundFileTakesChunksAgain() {
    StoredFile rewound = committed(rewind(filled(ALICE, 5, 7, 9), bytes(5)));

    StoredFile after = appended(appended(rewound, 7), 100);

    assertThat(after.size()).isEqualTo(bytes(112));
    assertThat(chunks(after))
        .extracting(Chunk::offset)
        .containsExactly(bytes(0), bytes(5), bytes(12));
  }

  @Test
  default void objectsTakenOutAreDueForRemovalAndNoOthers() {
    StoredFile seen = filled(ALICE, 5, 7, 9);
    List<ObjectKey> keys = keys(seen);

    rewind(seen, bytes(5));

    assertThat(deletionQueue().claim(Duration.ZERO, 10))
        .containsExactlyInAnyOrderElementsOf(keys.subList(1, 3));
    assertThat(resolver().resolve(keys.getFirst())).isEqualTo(CommitStatus.LIVE);
    assertThat(resolver().resolve(keys.getLast())).isEqualTo(CommitStatus.DEAD);
  }

  @Test
  default void aRewindIntoTheMiddleOfAChunkIsSuperseded() {
    StoredFile seen = filled(ALICE, 5, 7);

    assertSuperseded(rewind(seen, bytes(4)));
    assertSuperseded(rewind(seen, bytes(6)));

    assertUnchanged(seen);
    assertThat(chunks(seen)).hasSize(2);
  }

  @Test
  default void aRewindBehindTheEndIsSuperseded() {
    StoredFile seen = filled(ALICE, 5, 7);

    assertSuperseded(rewind(seen, bytes(13)));

    assertUnchanged(seen);
  }

  @Test
  default void aRewindOfTheFileAsItNoLongerIsIsSuperseded() {
    StoredFile seen = filled(ALICE, 5);
    StoredFile current = appended(seen, 5);

    assertSuperseded(rewind(seen, bytes(0)));

    assertUnchanged(current);
    assertThat(chunks(current)).hasSize(2);
  }

  @Test
  default void aRewindOfAnEarlierRevisionIsSuperseded() {
    StoredFile seen = filled(ALICE, 5);
    StoredFile current = committed(rewind(seen, bytes(5)));

    assertSuperseded(rewind(seen, bytes(0)));

    assertUnchanged(current);
  }

  @Test
  default void aCompleteFileCannotBeRewound() {
    UploadSession seen = filled(ALICE, 5);
    StoredFile complete = committed(complete(seen, digest(9)));

    assertSuperseded(rewind(seen, bytes(0)));

    assertUnchanged(complete);
    assertThat(chunks(complete)).hasSize(1);
  }

  @Test
  default void anExpiredFileCannotBeRewound() {
    StoredFile seen = filled(ALICE, 5);
    letTimePass(RETENTION.sinceLastChunk());

    assertSuperseded(rewind(seen, bytes(0)));

    assertGone(seen);
  }

  @Test
  default void aDeletedFileCannotBeRewound() {
    StoredFile seen = filled(ALICE, 5);
    files().delete(ALICE, seen.id());

    assertSuperseded(rewind(seen, bytes(0)));

    assertGone(seen);
  }
}
