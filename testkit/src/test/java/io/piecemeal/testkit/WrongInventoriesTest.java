package io.piecemeal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.ChunkStore;
import io.piecemeal.application.port.out.ObjectInventory;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Inventories that are wrong in one respect each: the suite tells all of them. */
final class WrongInventoriesTest {

  /** What {@link Suite} tests; tests of a class run one after the other. */
  private static Supplier<Listed> listed = Listed::new;

  @SuppressWarnings("ImmutableEnumChecker")
  enum Wrong {
    HUNDRED_LISTED(
        () ->
            new Listed() {
              @Override
              public Page list(Cursor after, Duration age, int limit) {
                return limit > 100
                    ? new Page(super.list(after, age, 100).objects(), Optional.empty())
                    : super.list(after, age, limit);
              }
            },
        "moreObjectsThanAPageHoldsAreListed"),
    WHOLE_SECONDS(
        () ->
            new Listed() {
              @Override
              InstantSource clockOfTheMedium() {
                return () -> clock.instant().truncatedTo(ChronoUnit.SECONDS);
              }
            },
        "anAgeIsToldToTheMillisecond"),
    STRANGERS_LISTED(
        () ->
            new Listed() {
              @Override
              boolean isListed(Item item) {
                return true;
              }
            },
        "whatTheStoreDidNotMakeIsNotListed"),
    EMPTY_WHEN_UNREADABLE(
        () ->
            new Listed() {
              @Override
              void requireMedium() {}
            },
        "aStoreThatCannotBeReadIsUnavailable"),
    AGE_IGNORED(
        () ->
            new Listed() {
              @Override
              public Page list(Cursor after, Duration age, int limit) {
                return super.list(after, Duration.ZERO, limit);
              }
            },
        "objectsThatAreTooYoungAreNotListed");

    private final Supplier<Listed> listed;
    private final String test;

    Wrong(Supplier<Listed> listed, String test) {
      this.listed = listed;
      this.test = test;
    }
  }

  @ParameterizedTest
  @EnumSource(Wrong.class)
  void aWrongInventoryFailsItsSuite(Wrong wrong) {
    listed = wrong.listed;

    assertThat(SuiteRun.failures(Suite.class)).contains(wrong.test + "()");
  }

  @Test
  void aRightOneFailsNone() {
    listed = Listed::new;

    assertThat(SuiteRun.failures(Suite.class)).isEmpty();
  }

  static final class Suite extends ObjectInventoryContract {
    @Override
    protected InventoryFixture emptyStore() {
      return listed.get();
    }
  }

  /** Right; each mutant overrides what it gets wrong. */
  private static class Listed implements ObjectInventory, InventoryFixture {

    final TestClock clock = new TestClock();
    private final InMemoryChunkStore store = new InMemoryChunkStore(clockOfTheMedium());
    private final List<Item> strangers = new ArrayList<>();
    private boolean isUnreadable;

    InstantSource clockOfTheMedium() {
      return clock;
    }

    boolean isListed(Item item) {
      return !strangers.contains(item);
    }

    void requireMedium() {
      if (isUnreadable) {
        throw new StorageFailure.Unavailable("not there");
      }
    }

    @Override
    public Page list(Cursor after, Duration age, int limit) {
      requireMedium();
      Page page = store.list(after, age, limit);
      return new Page(page.objects().stream().filter(this::isListed).toList(), page.next());
    }

    @Override
    public ChunkStore store() {
      return store;
    }

    @Override
    public ObjectInventory inventory() {
      return this;
    }

    @Override
    public void letTimePass(Duration time) {
      clock.advance(time);
    }

    @Override
    public boolean standsStill() {
      return true;
    }

    @Override
    public Optional<Runnable> strangers() {
      return Optional.of(() -> strangers.add(stranger()));
    }

    private Item stranger() {
      try {
        return new Item(
            ObjectWriting.write(store, sink -> sink.write(new byte[33])), Samples.bytes(33));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public Optional<ObjectInventory> unreadable() {
      isUnreadable = true;
      return Optional.of(this);
    }
  }
}
