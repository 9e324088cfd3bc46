package io.piecemeal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import java.nio.channels.ReadableByteChannel;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Stores that wait as long as their medium says nothing. The suite waits for each of them until its
 * limit, so all do at the same time.
 */
final class SilentStoresTest {

  private static final List<Class<?>> WAITING =
      List.of(
          BeginWaits.class,
          KeepWaits.class,
          CloseWaits.class,
          OpenWaits.class,
          DeleteWaits.class,
          OpenOfAStageWaits.class);

  @Test
  void aStoreThatWaitsForItsMediumFailsItsSuite() {
    List<List<String>> failures =
        Race.run(
            WAITING.size(),
            lane ->
                SuiteRun.failuresOf(
                    WAITING.get(lane),
                    "nothingIsKeptBySilentMediaAndEachCallEndsInTime",
                    "objectsOnSilentMediaAreReadDeletedAndGivenUpInTimeOrUnavailable"));

    for (int i = 0; i < WAITING.size(); i++) {
      assertThat(failures.get(i)).as(WAITING.get(i).getSimpleName()).isNotEmpty();
    }
  }

  @Test
  void aStoreThatWaitsOnTheCarriersOfOthersFailsItsSuite() {
    assertThat(
            SuiteRun.failuresOf(
                KeepSpins.class, "callersThatWaitForSilentMediaKeepNoOthersFromBeingAnswered"))
        .isNotEmpty();
  }

  static final class BeginWaits extends ChunkStoreContract {
    @Override
    protected StoreFixture emptyStore() {
      return new BreakableStore() {
        @Override
        public StagedObject begin(Shard shard, ByteCount limit) {
          awaitTheEndOfSilence();
          return super.begin(shard, limit);
        }
      };
    }
  }

  static final class KeepWaits extends ChunkStoreContract {
    @Override
    protected StoreFixture emptyStore() {
      return new BreakableStore() {
        @Override
        void sync() {
          awaitTheEndOfSilence();
          super.sync();
        }
      };
    }
  }

  static final class KeepSpins extends ChunkStoreContract {
    @Override
    protected StoreFixture emptyStore() {
      return new BreakableStore() {
        @Override
        void sync() {
          while (isSilent()) {
            Thread.onSpinWait();
          }
          super.sync();
        }
      };
    }
  }

  static final class CloseWaits extends ChunkStoreContract {
    @Override
    protected StoreFixture emptyStore() {
      return new BreakableStore() {
        @Override
        public StagedObject begin(Shard shard, ByteCount limit) {
          return new Stage(right.begin(shard, limit)) {
            @Override
            public void close() {
              awaitTheEndOfSilence();
            }
          };
        }
      };
    }
  }

  static final class OpenOfAStageWaits extends ChunkStoreContract {
    @Override
    protected StoreFixture emptyStore() {
      return new BreakableStore() {
        @Override
        public StagedObject begin(Shard shard, ByteCount limit) {
          return new Stage(right.begin(shard, limit)) {
            @Override
            public ReadableByteChannel open(ByteRange range) {
              awaitTheEndOfSilence();
              return right.open(range);
            }
          };
        }
      };
    }
  }

  static final class OpenWaits extends ChunkStoreContract {
    @Override
    protected StoreFixture emptyStore() {
      return new BreakableStore() {
        @Override
        public ReadableByteChannel open(ObjectKey key, ByteRange range) {
          awaitTheEndOfSilence();
          return super.open(key, range);
        }
      };
    }
  }

  static final class DeleteWaits extends ChunkStoreContract {
    @Override
    protected StoreFixture emptyStore() {
      return new BreakableStore() {
        @Override
        public void delete(Collection<ObjectKey> keys) {
          awaitTheEndOfSilence();
          super.delete(keys);
        }
      };
    }
  }
}
