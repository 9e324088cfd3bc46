package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.RETENTION;
import static io.piecemeal.testkit.Samples.append;
import static io.piecemeal.testkit.Samples.bytes;
import static io.piecemeal.testkit.Samples.digestOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.Lookup;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Appending chunks. */
interface AppendingContract extends LedgerContract {

  @Test
  default void anAppendedChunkIsTheEndOfTheFile() {
    StoredFile before = filled(ALICE, 5);
    ChunkObject chunk = Samples.chunkWithDigest(7);

    StoredFile after = committed(files().append(append(before, chunk)));

    assertThat(after.size()).isEqualTo(bytes(12));
    assertThat(after.chunks()).isEqualTo(2);
    assertThat(after.lastChunk()).contains(chunk);
    assertThat(after.revision()).isEqualTo(before.revision());
    assertThat(after).isInstanceOf(UploadSession.class);
    assertThat(after.createdAt()).isEqualTo(before.createdAt());
    assertThat(chunks(after).getLast())
        .isEqualTo(new Chunk(bytes(5), chunk, Chunk.Home.STORE, after.updatedAt()));
    assertUnchanged(after);
  }

  @Test
  default void aChunkMayBeLargerThanFourGibibytes() {
    StoredFile after = filled(ALICE, 5L << 30, 1);

    assertThat(after.size()).isEqualTo(bytes((5L << 30) + 1));
    assertUnchanged(after);
  }

  @Test
  default void anAppendMovesTheExpiry() {
    StoredFile before = filled(ALICE, 5);
    letTimePass(Duration.ofMinutes(30));

    StoredFile after = appended(before, 5);

    assertThat(after.expiresAt())
        .isEqualTo(RETENTION.expiry(after.createdAt(), after.updatedAt()))
        .isEqualTo(after.updatedAt().plus(RETENTION.sinceLastChunk()));
  }

  @Test
  default void noAppendMovesTheExpiryBehindTheCap() {
    StoredFile file = opened(ALICE);
    for (int i = 0; i < 5; i++) {
      letTimePass(Duration.ofMinutes(30));
      file = appended(file, 5);
    }

    assertThat(file.expiresAt()).isEqualTo(file.createdAt().plus(RETENTION.sinceCreation()));
  }

  @Test
  default void anAppendToTheFileAsItNoLongerIsIsSuperseded() {
    StoredFile seen = filled(ALICE, 5);
    StoredFile current = appended(seen, 5);

    assertSuperseded(files().append(append(seen, Samples.chunk(5))));

    assertUnchanged(current);
    assertThat(chunks(current)).hasSize(2);
  }

  @Test
  default void anAppendToAnEarlierRevisionIsSuperseded() {
    StoredFile seen = filled(ALICE, 5, 5);
    StoredFile rewound = committed(rewind(seen, bytes(5)));
    StoredFile current = appended(rewound, 5);

    assertThat(current.size()).isEqualTo(seen.size());
    assertSuperseded(files().append(append(seen, Samples.chunk(5))));
    assertUnchanged(current);
  }

  @Test
  default void anAppendToACompleteFileIsSuperseded() {
    StoredFile seen = filled(ALICE, 5);
    StoredFile complete = committed(complete(seen, Samples.digest(1)));

    assertSuperseded(files().append(append(seen, Samples.chunk(5))));
    assertUnchanged(complete);
  }

  @Test
  default void anAppendToAnExpiredFileIsSuperseded() {
    StoredFile seen = filled(ALICE, 5);
    letTimePass(RETENTION.sinceLastChunk());

    assertSuperseded(files().append(append(seen, Samples.chunk(5))));

    assertGone(seen);
  }

  @Test
  default void anAppendToADeletedFileIsSuperseded() {
    StoredFile seen = filled(ALICE, 5);
    files().delete(ALICE, seen.id());

    assertSuperseded(files().append(append(seen, Samples.chunk(5))));

    assertGone(seen);
  }

  @Test
  default void anAppendToAFileThatNeverWasIsSuperseded() {
    StoredFile forgotten = opened(ALICE);
    letTimePass(Duration.ofDays(2));
    deletionQueue().expire(10);
    deletionQueue().purge(Duration.ofDays(1), 10);

    assertSuperseded(files().append(append(forgotten, Samples.chunk(5))));
  }

  @Test
  default void aSupersededChunkMayStillBeAppendedElsewhere() {
    StoredFile seen = filled(ALICE, 5);
    StoredFile current = appended(seen, 5);
    ChunkObject chunk = Samples.chunk(7);
    assertSuperseded(files().append(append(seen, chunk)));

    StoredFile after = committed(files().append(append(current, chunk)));

    assertThat(after.lastChunk()).contains(chunk);
  }

  @Test
  default void aLastChunkCompletesTheFileInTheSameStep() {
    StoredFile seen = filled(ALICE, 5);
    letTimePass(Duration.ofMinutes(30));

    StoredFile after =
        committed(files().append(Samples.lastAppend(seen, Samples.chunk(7), Samples.digest(9))));

    assertThat(after).isInstanceOf(CompleteFile.class);
    assertThat(digestOf(after)).contains(Samples.digest(9));
    assertThat(after.size()).isEqualTo(bytes(12));
    assertThat(after.expiresAt()).isEqualTo(after.updatedAt().plus(RETENTION.sinceLastChunk()));
    assertThat(catalog().find(ALICE, after.id())).isEqualTo(new Lookup.Live(after));
  }
}
