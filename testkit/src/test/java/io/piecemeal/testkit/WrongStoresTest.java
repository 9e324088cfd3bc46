package io.piecemeal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.ByteArrayInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stores that are wrong in one respect each: the suites tell all of them. */
final class WrongStoresTest {

  /** What {@link Objects} and {@link Stages} test; tests of a class run one after the other. */
  private static Supplier<StoreFixture> store = BreakableStore::new;

  @SuppressWarnings("ImmutableEnumChecker")
  enum Wrong {
    LATE_DAMAGE(LateDamage::new, "damageIsToldWhenAnObjectIsOpened"),
    HEAP_ONLY(HeapOnly::new, "bytesAreReadIntoAPartOfABufferOutsideOfTheHeap"),
    LITTER(Litter::new, "whatIsNotKeptLeavesNothing"),
    ABANDONED_IS_SEEN(AbandonedIsSeen::new, "whatIsNotKeptLeavesNothing"),
    ONE_SHARD(OneShard::new, "theKeyOfAnObjectIsInTheShardThatTheObjectWasBegunFor"),
    COLLIDING_KEYS(CollidingKeys::new, "nodesGiveOutDifferentKeysAndReadEachOthersObjects"),
    KEYS_FROM_THE_START(KeysFromTheStart::new, "noKeyOfAProcessThatEndedIsGivenOutAgain"),
    THREE_KEYS_PER_DELETE(ThreeKeysPerDelete::new, "anyNumberOfObjectsIsDeletedAtOnce"),
    EARLY_DAMAGE(EarlyDamage::new, "damageOfWhatIsExpectedIsToldWhenItIsOpened"),
    ENDS_WITH_THE_EXPECTATION(
        EndsWithTheExpectation::new, "aChannelOfWhatWasExpectedOutlivesTheExpectation"),
    EXPECTS_TOO_FEW(ExpectsTooFew::new, "anyNumberOfObjectsCanBeExpected"),
    HOLDS_WHAT_WAS_EXPECTED(HoldsWhatWasExpected::new, "whatIsExpectedAndNotOpenedHoldsNothing"),
    NEVER_CLOSES(NeverCloses::new, "aChannelThatIsClosedHoldsNothing"),
    LOSES_A_BLOCK(LosesABlock::new, "aHugeObjectReadsBackFromItsFirstByteToItsLast"),
    HIDES_DAMAGE(HidesDamage::new, "bytesThatTheMediumLostAreDamageAndNeverOthers"),
    NEVER_SYNCS(NeverSyncs::new, "objectsThatWereKeptSurviveAPowerCut"),
    LASTS_AS_LONG_AS_ITS_PROCESS(
        LastsAsLongAsItsProcess::new, "objectsAreThereWhenTheStoreIsOpenedAgain"),
    FULL_AND_BEGINS(FullAndBegins::new, "aFullStoreBeginsNoObject"),
    GONE_AND_BEGINS(GoneAndBegins::new, "aStoreThatCannotBeAskedBeginsNoObject"),
    ONCE_FULL(
        OnceFull::new, "anObjectThatFindsNoRoomIsRefusedAndOthersAreKeptWhenThereIsRoomAgain"),
    SYNCS_AGAIN(SyncsAgain::new, "aFailedSyncLosesItsObjectAndThoseThatWereBegunBefore"),
    TRUSTS_AGAIN(TrustsAgain::new, "afterAFailedSyncObjectsAreReadAndDeletedAndNoneIsBegun"),
    KEEPS_SILENTLY(KeepsSilently::new, "nothingIsKeptBySilentMediaAndEachCallEndsInTime"),
    APPENDS_ANOTHER_PART(
        AppendsAnotherPart::new, "partsOfObjectsThatAreAppendedAreAsIfTheyWereWritten"),
    APPENDS_TO_THE_LITTER(
        AppendsToTheLitter::new, "anObjectToWhichPartsWereAppendedLeavesNothingIfItIsNotKept"),
    APPENDS_WITHOUT_LIMIT(AppendsWithoutLimit::new, "noMoreThanTheLimitIsAppended"),
    CLOSE_THROWS_IN_SILENCE(
        CloseThrowsInSilence::new, "nothingIsKeptBySilentMediaAndEachCallEndsInTime"),
    CLOSE_THROWS(CloseThrows::new, "closeDoesNotThrowWhereNothingCanBeRemoved"),
    CLOSE_THROWS_AGAIN(CloseThrowsAgain::new, "closeDoesNotThrowAfterAFailure");

    private final Supplier<StoreFixture> store;
    private final String test;

    Wrong(Supplier<StoreFixture> store, String test) {
      this.store = store;
      this.test = test;
    }
  }

  @ParameterizedTest
  @EnumSource(Wrong.class)
  void aWrongStoreFailsItsSuite(Wrong wrong) {
    store = wrong.store;

    assertThat(SuiteRun.failuresOf(suiteOf(wrong.test), wrong.test)).isNotEmpty();
  }

  private static Class<?> suiteOf(String test) {
    boolean isOfObjects =
        Stream.of(Objects.class.getMethods()).anyMatch(method -> method.getName().equals(test));
    return isOfObjects ? Objects.class : Stages.class;
  }

  @Test
  void aRightStoreFailsNone() {
    store = BreakableStore::new;

    assertThat(SuiteRun.failures(Objects.class, Stages.class)).isEmpty();
  }

  static final class Objects extends ChunkStoreContract {
    @Override
    protected StoreFixture emptyStore() {
      return store.get();
    }
  }

  static final class Stages extends StagingContract {
    @Override
    protected StoreFixture emptyStore() {
      return store.get();
    }
  }

  /** Says of an object that is not there only when it is read. */
  private static final class LateDamage extends BreakableStore {
    @Override
    public ReadableByteChannel open(ObjectKey key, ByteRange range) {
      try {
        return super.open(key, range);
      } catch (StorageFailure.Damaged e) {
        return new WrongChannel(super.open(writtenByte(), one())) {
          @Override
          public int read(ByteBuffer target) {
            throw e;
          }
        };
      }
    }

    private ObjectKey writtenByte() {
      try {
        return ObjectWriting.write(right, sink -> sink.write(1));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    private static ByteRange one() {
      return new ByteRange(ByteCount.ZERO, new ByteCount(1));
    }
  }

  /** Reads into arrays. */
  private static final class HeapOnly extends BreakableStore {
    @Override
    public ReadableByteChannel open(ObjectKey key, ByteRange range) {
      return new WrongChannel(super.open(key, range)) {
        @Override
        public int read(ByteBuffer target) throws IOException {
          if (target.isDirect()) {
            throw new UnsupportedOperationException("no array");
          }
          return super.read(target);
        }
      };
    }
  }

  /** Leaves a scrap of what was not kept. */
  private static final class Litter extends BreakableStore {
    @Override
    public StagedObject begin(Shard shard, ByteCount limit) {
      litter.add("a scrap");
      return super.begin(shard, limit);
    }
  }

  /** Keeps what was given up. */
  private static final class AbandonedIsSeen extends BreakableStore {
    @Override
    public StagedObject begin(Shard shard, ByteCount limit) {
      return new Stage(right.begin(shard, limit)) {
        @Override
        public void close() {
          right.keep();
        }
      };
    }
  }

  /** Has all its keys in the shard of the first. */
  private static final class OneShard extends BreakableStore {

    private @Nullable Shard first;

    @Override
    public StagedObject begin(Shard shard, ByteCount limit) {
      first = first == null ? shard : first;
      return super.begin(first, limit);
    }
  }

  /** Counts its keys from 1. */
  private abstract static class CountedKeys extends BreakableStore {

    private final Map<ObjectKey, ObjectKey> places = new HashMap<>();

    final ChunkStore node(int node) {
      return new Node(node);
    }

    @Override
    public ChunkStore store() {
      return node(1);
    }

    /** Nodes are told apart, or not; those of one node never are. */
    private final class Node implements ChunkStore {

      private final int node;
      private int last;

      Node(int node) {
        this.node = node;
      }

      @Override
      public StagedObject begin(Shard shard, ByteCount limit) {
        return new ForwardingStage(CountedKeys.this.begin(shard, limit)) {
          @Override
          public ObjectKey keep() {
            ObjectKey key = new ObjectKey(new UUID(node, ++last)).in(shard);
            places.put(key, right.keep());
            return key;
          }
        };
      }

      @Override
      public ReadableByteChannel open(ObjectKey key, ByteRange range) {
        return CountedKeys.this.open(places.getOrDefault(key, key), range);
      }

      @Override
      public void delete(Collection<ObjectKey> keys) {
        CountedKeys.this.delete(keys.stream().map(key -> places.getOrDefault(key, key)).toList());
      }
    }
  }

  private static final class CollidingKeys extends CountedKeys {
    @Override
    public ChunkStore secondNode() {
      return node(1);
    }
  }

  private static final class KeysFromTheStart extends CountedKeys {
    @Override
    public ChunkStore secondNode() {
      return node(2);
    }

    @Override
    public Optional<ChunkStore> reopened() {
      return Optional.of(node(1));
    }
  }

  /** Deletes three objects, and no more. */
  private static final class ThreeKeysPerDelete extends BreakableStore {
    @Override
    public void delete(Collection<ObjectKey> keys) {
      super.delete(keys.stream().limit(3).toList());
    }
  }

  /** Opens what is expected at once. */
  private static class OpensAtOnce extends BreakableStore {
    @Override
    public Upcoming expect(ObjectKey key, ByteRange range) {
      ReadableByteChannel channel = open(key, range);
      return new Upcoming() {
        @Override
        public ReadableByteChannel open() {
          return channel;
        }

        @Override
        public void close() {
          end(channel);
        }
      };
    }

    void end(ReadableByteChannel channel) {}
  }

  /** Says that an object is not there before anybody wants it. */
  private static final class EarlyDamage extends OpensAtOnce {}

  private static final class EndsWithTheExpectation extends OpensAtOnce {
    @Override
    void end(ReadableByteChannel channel) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public ReadableByteChannel open(ObjectKey key, ByteRange range) {
      return new WrongChannel(super.open(key, range)) {
        @Override
        public int read(ByteBuffer target) throws IOException {
          return isOpen() ? super.read(target) : -1;
        }
      };
    }
  }

  /** Forgets what it cannot hold. */
  private static final class ExpectsTooFew extends BreakableStore {

    private int count;

    @Override
    public Upcoming expect(ObjectKey key, ByteRange range) {
      if (++count > 64) {
        throw new StorageFailure.Unavailable("too many");
      }
      return super.expect(key, range);
    }
  }

  private static final class HoldsWhatWasExpected extends BreakableStore {
    @Override
    public Upcoming expect(ObjectKey key, ByteRange range) {
      litter.add("expected " + key);
      return super.expect(key, range);
    }
  }

  /** Holds what it opened. */
  private static final class NeverCloses extends BreakableStore {
    @Override
    public ReadableByteChannel open(ObjectKey key, ByteRange range) {
      ReadableByteChannel channel = super.open(key, range);
      litter.add("open " + key);
      return channel;
    }
  }

  /** Has zeros in place of a block in the middle of a large object. */
  private static final class LosesABlock extends BreakableStore {

    private static final long LOST = 9 * 1024 * 1024;
    private static final long NEXT = LOST + 64 * 1024;

    @Override
    public StagedObject begin(Shard shard, ByteCount limit) {
      return new Stage(right.begin(shard, limit)) {

        private final OutputStream sink =
            new FilterOutputStream(right.sink()) {
              private long position;

              @Override
              public void write(int b) throws IOException {
                out.write(position >= LOST && position < NEXT ? 0 : b);
                position++;
              }
            };

        @Override
        public OutputStream sink() {
          return sink;
        }
      };
    }
  }

  /** Fills up with zeros what is not there. */
  private static final class HidesDamage extends BreakableStore {
    @Override
    public ReadableByteChannel open(ObjectKey key, ByteRange range) {
      try {
        return super.open(key, range);
      } catch (StorageFailure.Damaged e) {
        int length = (int) range.length().value();
        return Channels.newChannel(new ByteArrayInputStream(new byte[length]));
      }
    }
  }

  /** Leaves bytes where they are lost when the power fails. */
  private static final class NeverSyncs extends BreakableStore {
    @Override
    void becomesDurable(ObjectKey key) {}
  }

  private static final class LastsAsLongAsItsProcess extends BreakableStore {
    @Override
    public Optional<ChunkStore> reopened() {
      return Optional.of(new BreakableStore());
    }
  }

  private static final class FullAndBegins extends BreakableStore {
    @Override
    public StagedObject begin(Shard shard, ByteCount limit) {
      return new Stage(right.begin(shard, limit));
    }
  }

  private static final class GoneAndBegins extends BreakableStore {
    @Override
    void requireMedium() {}
  }

  /** Takes a full medium for a failing one. */
  private static final class OnceFull extends BreakableStore {
    @Override
    void requireRoom() {
      syncFailed |= isFull;
      super.requireRoom();
    }
  }

  /** Takes the second answer of a failing medium for the truth. */
  private static final class SyncsAgain extends BreakableStore {
    @Override
    void sync() {
      boolean failed = syncFailed;
      syncFailed = false;
      try {
        super.sync();
      } finally {
        syncFailed |= failed;
      }
    }
  }

  /** Begins objects that it will not keep. */
  private static final class TrustsAgain extends BreakableStore {
    @Override
    void requireTrust() {}
  }

  /** Says that bytes are durable before its medium does. */
  private static final class KeepsSilently extends BreakableStore {
    @Override
    void sync() {
      if (!isSilent()) {
        super.sync();
      }
    }
  }

  /** Appends parts of objects by itself. */
  private abstract static class Appends extends BreakableStore {

    abstract void append(ObjectKey key, ByteRange range, OutputStream sink) throws IOException;

    @Override
    public StagedObject begin(Shard shard, ByteCount limit) {
      return new Stage(right.begin(shard, limit)) {
        @Override
        public boolean append(ObjectKey key, ByteRange range) {
          try {
            Appends.this.append(key, range, right.sink());
          } catch (IOException e) {
            throw new AssertionError(e);
          }
          return true;
        }
      };
    }
  }

  /** Appends from the beginning on. */
  private static final class AppendsAnotherPart extends Appends {
    @Override
    void append(ObjectKey key, ByteRange range, OutputStream sink) throws IOException {
      ByteRange beginning = new ByteRange(ByteCount.ZERO, range.length());
      Channels.newInputStream(open(key, beginning)).transferTo(sink);
    }
  }

  private static final class AppendsToTheLitter extends Appends {
    @Override
    void append(ObjectKey key, ByteRange range, OutputStream sink) {
      litter.add("a part of " + key);
    }
  }

  private static final class AppendsWithoutLimit extends Appends {
    @Override
    void append(ObjectKey key, ByteRange range, OutputStream sink) {}
  }

  private static final class CloseThrowsInSilence extends BreakableStore {
    @Override
    public StagedObject begin(Shard shard, ByteCount limit) {
      return new Stage(right.begin(shard, limit)) {
        @Override
        public void close() {
          awaitAnswer();
        }
      };
    }
  }

  private static final class CloseThrows extends BreakableStore {
    @Override
    public StagedObject begin(Shard shard, ByteCount limit) {
      return new Stage(right.begin(shard, limit)) {
        @Override
        public void close() {
          if (removalFails) {
            throw new StorageFailure.Unavailable("not removed");
          }
        }
      };
    }
  }

  private static final class CloseThrowsAgain extends BreakableStore {
    @Override
    public StagedObject begin(Shard shard, ByteCount limit) {
      return new Stage(right.begin(shard, limit)) {
        @Override
        public void close() {
          if (syncFailed) {
            throw new StorageFailure.Unavailable("not synced");
          }
        }
      };
    }
  }
}
