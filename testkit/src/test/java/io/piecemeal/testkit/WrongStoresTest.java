package io.piecemeal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.ObjectInventory;
import io.piecemeal.application.port.out.StoreMark;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stores that are wrong in one respect each: the suites tell all of them. */
final class WrongStoresTest {

  @ParameterizedTest
  @CsvSource({
    "LateDamage, damageIsToldWhenAnObjectIsOpened",
    "HeapOnly, bytesAreReadIntoAPartOfABufferOutsideOfTheHeap",
    "Litter, whatIsNotKeptLeavesNothing",
    "OneShard, theKeyOfAnObjectIsInTheShardThatTheObjectWasBegunFor",
    "AbandonedIsSeen, whatIsNotKeptLeavesNothing",
    "CollidingKeys, nodesGiveOutDifferentKeysAndReadEachOthersObjects",
    "ThreeKeysPerDelete, anyNumberOfObjectsIsDeletedAtOnce",
    "NeverCloses, aChannelThatIsClosedHoldsNothing",
    "HundredListed, moreObjectsThanAPageHoldsAreListed",
    "MarkOfOneProcess, itIsOneForAllNodes",
    "KeptTooEarly, aStoreThatSaysNothingIsUnavailableInTime"
  })
  void aWrongStoreFailsItsSuite(String mutant, String test) throws ClassNotFoundException {
    Class<?> suite = Class.forName(getClass().getName() + "$" + mutant);

    assertThat(SuiteRun.failures(suite)).contains(test + "()");
  }

  /** Says of an object that is not there only when it is read. */
  static final class LateDamage extends Objects {
    LateDamage() {
      super(
          new WrongStore() {
            @Override
            public ReadableByteChannel open(ObjectKey key, ByteRange range) {
              try {
                return super.open(key, range);
              } catch (StorageFailure.Damaged e) {
                return new Failing(e);
              }
            }
          });
    }

    record Failing(StorageFailure failure) implements ReadableByteChannel {
      @Override
      public int read(ByteBuffer target) {
        throw failure;
      }

      @Override
      public boolean isOpen() {
        return true;
      }

      @Override
      public void close() {}
    }
  }

  /** Reads into arrays. */
  static final class HeapOnly extends Objects {
    HeapOnly() {
      super(
          new WrongStore() {
            @Override
            public ReadableByteChannel open(ObjectKey key, ByteRange range) {
              return new Channel(super.open(key, range)) {
                @Override
                public int read(ByteBuffer target) throws IOException {
                  if (target.isDirect()) {
                    throw new UnsupportedOperationException("no array");
                  }
                  return super.read(target);
                }
              };
            }
          });
    }
  }

  /** Leaves a scrap of what was not kept. */
  static final class Litter extends Staging {
    Litter() {
      super(
          new WrongStore() {
            @Override
            public StagedObject begin(Shard shard, ByteCount limit) {
              litter.add("a scrap");
              return super.begin(shard, limit);
            }
          });
    }
  }

  /** Keeps what was given up. */
  static final class AbandonedIsSeen extends Staging {
    AbandonedIsSeen() {
      super(
          new WrongStore() {
            @Override
            public StagedObject begin(Shard shard, ByteCount limit) {
              return new Stage(super.begin(shard, limit)) {
                @Override
                public void close() {
                  right.keep();
                }
              };
            }
          });
    }
  }

  /** Has all its keys in the shard of the first. */
  static final class OneShard extends Objects {
    OneShard() {
      super(
          new WrongStore() {

            private @Nullable Shard first;

            @Override
            public StagedObject begin(Shard shard, ByteCount limit) {
              first = first == null ? shard : first;
              return super.begin(first, limit);
            }
          });
    }
  }

  /** Counts its keys from 1, on each node. */
  static final class CollidingKeys extends Objects {

    private final Map<ObjectKey, ObjectKey> places = new HashMap<>();

    CollidingKeys() {
      super(new WrongStore());
    }

    @Override
    protected ChunkStore newStore() {
      return new Node();
    }

    @Override
    protected ChunkStore secondNode() {
      return new Node();
    }

    private final class Node extends WrongStore {

      private int last;

      @Override
      public StagedObject begin(Shard shard, ByteCount limit) {
        return new Stage(wrong.begin(shard, limit)) {
          @Override
          public ObjectKey keep() {
            ObjectKey key = new ObjectKey(new UUID(0, ++last)).in(shard);
            places.put(key, right.keep());
            return key;
          }
        };
      }

      @Override
      public ReadableByteChannel open(ObjectKey key, ByteRange range) {
        return wrong.open(places.getOrDefault(key, key), range);
      }

      @Override
      public void delete(Collection<ObjectKey> keys) {
        keys.forEach(key -> wrong.delete(List.of(places.getOrDefault(key, key))));
      }
    }
  }

  /** Deletes three objects, and no more. */
  static final class ThreeKeysPerDelete extends Objects {
    ThreeKeysPerDelete() {
      super(
          new WrongStore() {
            @Override
            public void delete(Collection<ObjectKey> keys) {
              super.delete(keys.stream().limit(3).toList());
            }
          });
    }
  }

  /** Holds what it opened. */
  static final class NeverCloses extends Objects {
    NeverCloses() {
      super(
          new WrongStore() {
            @Override
            public ReadableByteChannel open(ObjectKey key, ByteRange range) {
              ReadableByteChannel channel = super.open(key, range);
              litter.add("open " + key);
              return channel;
            }
          });
    }
  }

  /** Says that bytes are durable before its medium does. */
  static final class KeptTooEarly extends Objects {
    KeptTooEarly() {
      super(new WrongStore());
    }

    @Override
    protected Optional<SilentStore> silentStore() {
      return Optional.of(new SilentStore(new WrongStore(), () -> {}));
    }
  }

  /** Lists a hundred objects, and no more. */
  static final class HundredListed extends ObjectInventoryContract {
    @Override
    protected Fixture emptyStore() {
      TestClock clock = new TestClock();
      InMemoryChunkStore store = new InMemoryChunkStore(clock);
      return new Fixture() {
        @Override
        public ChunkStore store() {
          return store;
        }

        @Override
        public ObjectInventory inventory() {
          return (after, age, limit) ->
              limit > 100
                  ? new ObjectInventory.Page(
                      store.list(after, age, 100).objects(), Optional.empty())
                  : store.list(after, age, limit);
        }

        @Override
        public void letTimePass(Duration time) {
          clock.advance(time);
        }
      };
    }
  }

  /** Has a mark for each process. */
  static final class MarkOfOneProcess extends StoreMarkContract {
    @Override
    protected StoreMark newMark() {
      return new InMemoryStoreMark();
    }

    @Override
    protected StoreMark secondNode() {
      return new InMemoryStoreMark();
    }
  }

  abstract static class Objects extends ChunkStoreContract {

    final WrongStore wrong;

    Objects(WrongStore wrong) {
      this.wrong = wrong;
    }

    @Override
    protected ChunkStore newStore() {
      return wrong;
    }

    @Override
    protected ChunkStore secondNode() {
      return wrong;
    }

    @Override
    protected List<String> leftovers() {
      return wrong.leftovers();
    }
  }

  abstract static class Staging extends StagingContract {

    private final WrongStore wrong;

    Staging(WrongStore wrong) {
      this.wrong = wrong;
    }

    @Override
    protected ChunkStore newStore() {
      return wrong;
    }

    @Override
    protected ChunkStore secondNode() {
      return wrong;
    }

    @Override
    protected List<String> leftovers() {
      return wrong.leftovers();
    }
  }
}
