package io.piecemeal.adapters.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.Commit;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.testkit.Race;
import io.piecemeal.testkit.Samples;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The running totals are what one would count, whatever was done, and at the same time. */
final class StoredBytesTest {

  private static final int LANES = 8;
  private static final int STEPS = 150;
  private static final Quota QUOTA = Samples.quotaOf(Samples.bytes(600_000));

  private static final String TOTALS =
      """
      SELECT owner || ' ' || sum(bytes) FROM stored_bytes
      GROUP BY owner HAVING sum(bytes) <> 0 ORDER BY owner
      """;

  private static final String COUNTED =
      """
      SELECT owner || ' ' || sum(bytes) FROM (
        SELECT owner, 4096 AS bytes FROM file
        UNION ALL
        SELECT owner, greatest(length, 4096) FROM chunk JOIN file ON file.file_id = chunk.file_id
        UNION ALL
        SELECT charged_to, greatest(length, 4096) FROM chunk WHERE charged_to IS NOT NULL
      ) AS charge GROUP BY owner ORDER BY owner
      """;

  @AutoClose private static final PostgresUnderTest POSTGRES = new PostgresUnderTest();

  @BeforeEach
  void empty() {
    POSTGRES.emptied();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void totalsAreWhatIsThereAfterRandomHistories(long seed) throws SQLException {
    Race.run(LANES, lane -> new History(new Random(seed * LANES + lane)).run());
    assertThat(POSTGRES.rows(COUNTED)).isNotEmpty();
    assertThat(POSTGRES.rows(TOTALS)).isEqualTo(POSTGRES.rows(COUNTED));

    removeAll();

    assertThat(POSTGRES.rows(TOTALS)).isEmpty();
    assertThat(POSTGRES.rows("SELECT file_id FROM file")).isEmpty();
  }

  @Test
  void totalsAreRightWhereManyAppendsShareAStatement() throws SQLException {
    List<StoredFile> files =
        IntStream.range(0, 64)
            .mapToObj(n -> Samples.newFile(Samples.ALICE, new Shard(n / 4)))
            .map(file -> Samples.entered(POSTGRES.files().open(file)))
            .toList();

    Race.run(64, lane -> appendTen(files.get(lane)));

    assertThat(POSTGRES.rows(TOTALS)).containsExactly("alice " + (64 * 4096 + 64 * 10 * 5000));
  }

  private static int appendTen(StoredFile opened) {
    StoredFile file = opened;
    for (int i = 0; i < 10; i++) {
      ChunkObject chunk = Samples.chunk(file.id().shard(), 5000);
      file = ((Commit.Committed) append(file, chunk, Quota.NONE)).file();
    }
    return 10;
  }

  private static Commit append(StoredFile file, ChunkObject chunk, Quota quota) {
    return POSTGRES.files().append(Samples.append(file, chunk, quota));
  }

  private static void removeAll() {
    POSTGRES.letTimePass(Duration.ofDays(3));
    POSTGRES.deletionQueue().expire(100_000);
    int killed;
    do {
      killed = POSTGRES.deletionQueue().killKeys(1000);
    } while (killed > 0);
    POSTGRES.deletionQueue().removeRows(POSTGRES.deletionQueue().claim(Duration.ZERO, 100_000));
    POSTGRES.deletionQueue().purge(Duration.ZERO, 100_000);
  }

  /** What several callers and sweepers may do, in any order. */
  private static final class History {

    private final Random random;
    private final List<StoredFile> files = new ArrayList<>();

    History(Random random) {
      this.random = random;
    }

    int run() {
      for (int i = 0; i < STEPS; i++) {
        try {
          step();
        } catch (UploadRejected | StorageFailure refused) {
          // Of interest here is only what it changed.
        }
      }
      return STEPS;
    }

    private void step() {
      int kind = random.nextInt(16);
      if (files.isEmpty() || kind == 0) {
        files.add(Samples.entered(POSTGRES.files().open(Samples.newFile(owner(), quota()))));
      } else if (kind == 1) {
        files.add(
            Samples.entered(
                POSTGRES
                    .files()
                    .store(
                        Samples.newFile(owner(), quota()),
                        List.of(chunk(), chunk()),
                        Samples.digest(1))));
      } else if (kind < 9) {
        replaceBy(append(any(), chunk(), quota()));
      } else {
        end(kind);
      }
    }

    private void end(int kind) {
      StoredFile file = any();
      switch (kind) {
        case 9 -> replaceBy(POSTGRES.files().rewind(file.requireOpen(), ByteCount.ZERO));
        case 10 ->
            replaceBy(POSTGRES.files().complete(file.requireOpen().complete(Samples.digest(2))));
        case 11 -> POSTGRES.files().delete(file.owner(), file.id());
        case 12 -> compact(file);
        case 13 -> POSTGRES.deletionQueue().killKeys(3);
        case 14 -> removeRows();
        default -> POSTGRES.deletionQueue().purge(Duration.ZERO, 2);
      }
    }

    private void compact(StoredFile file) {
      if (file instanceof CompleteFile complete && !file.size().isZero()) {
        replaceBy(POSTGRES.compactions().replace(complete, Samples.chunk(file.size().value())));
      }
    }

    private static void removeRows() {
      List<ObjectKey> keys = POSTGRES.deletionQueue().claim(Duration.ZERO, 5);
      POSTGRES.deletionQueue().removeRows(keys);
    }

    private void replaceBy(Commit commit) {
      if (commit instanceof Commit.Committed committed) {
        files.removeIf(file -> file.id().equals(committed.file().id()));
        files.add(committed.file());
      }
    }

    private StoredFile any() {
      return files.get(random.nextInt(files.size()));
    }

    private ChunkObject chunk() {
      return Samples.chunk(1 + random.nextInt(10_000));
    }

    private Quota quota() {
      return random.nextBoolean() ? QUOTA : Quota.NONE;
    }

    private Owner owner() {
      return random.nextBoolean() ? Samples.ALICE : Samples.BOB;
    }
  }
}
