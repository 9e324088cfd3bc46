package io.piecemeal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.StoreHealth;
import io.piecemeal.domain.storage.StorageFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Health checks that are wrong in one respect each: the suite tells all of them. */
final class WrongHealthTest {

  /** What {@link Suite} tests; tests of a class run one after the other. */
  private static Supplier<Health> health = Health::new;

  @SuppressWarnings("ImmutableEnumChecker")
  enum Wrong {
    WRITES_NOTHING(
        () ->
            new Health() {
              @Override
              void write() {}

              @Override
              void read() {}
            },
        "aProbeFindsOutThatNothingIsMadeDurable"),
    READS_NOTHING(
        () ->
            new Health() {
              @Override
              void read() {}
            },
        "aProbeFindsOutThatWhatWasWrittenIsNotThere"),
    REMOVES_NOTHING(
        () ->
            new Health() {
              @Override
              void remove() {}
            },
        "aProbeLeavesNothing"),
    WELL_THOUGH_READ_ONLY(
        () ->
            new Health() {
              @Override
              void requireTrust() {}
            },
        "aStoreThatTakesNoObjectsAnyMoreSaysSo"),
    NEVER_FULL(
        () ->
            new Health() {
              @Override
              boolean isFull() {
                return false;
              }
            },
        "aStoreThatIsFullSaysSo"),
    FULL_WHEN_IT_IS_NOT_THERE(
        () ->
            new Health() {
              @Override
              boolean isFull() {
                return isGone || super.isFull();
              }
            },
        "aStoreThatCannotBeAskedIsUnavailable");

    private final Supplier<Health> health;
    private final String test;

    Wrong(Supplier<Health> health, String test) {
      this.health = health;
      this.test = test;
    }
  }

  @ParameterizedTest
  @EnumSource(Wrong.class)
  void aWrongHealthCheckFailsItsSuite(Wrong wrong) {
    health = wrong.health;

    assertThat(SuiteRun.failures(Suite.class)).contains(wrong.test + "()");
  }

  @Test
  void aRightOneFailsNone() {
    health = Health::new;

    assertThat(SuiteRun.failures(Suite.class)).isEmpty();
  }

  /** Right; each mutant overrides what it gets wrong. */
  private static class Health implements StoreHealth {

    final List<String> medium = new ArrayList<>();
    boolean isFull;
    boolean isReadOnly;
    boolean takesNothing;
    boolean forgets;
    boolean isGone;

    boolean isFull() {
      return isFull;
    }

    @Override
    public void requireRoom() {
      if (isFull()) {
        throw new StorageFailure.NoSpace("no room");
      }
      if (isGone) {
        throw new StorageFailure.Unavailable("not there");
      }
    }

    void requireTrust() {
      if (isReadOnly) {
        throw new StorageFailure.ReadOnly("a sync failed", new IllegalStateException("injected"));
      }
    }

    @Override
    public void probe() {
      requireTrust();
      write();
      read();
      remove();
    }

    void write() {
      if (takesNothing || isGone) {
        throw new StorageFailure.Unavailable("not written");
      }
      if (!forgets) {
        medium.add("probe");
      }
    }

    void read() {
      if (!medium.contains("probe")) {
        throw new StorageFailure.Damaged("not there");
      }
    }

    void remove() {
      medium.remove("probe");
    }
  }

  static final class Suite extends StoreHealthContract {

    private final Health one = health.get();

    @Override
    protected StoreHealth healthy() {
      return one;
    }

    @Override
    protected List<String> leftovers() {
      return List.copyOf(one.medium);
    }

    @Override
    protected Optional<StoreHealth> full() {
      one.isFull = true;
      return Optional.of(one);
    }

    @Override
    protected Optional<StoreHealth> readOnly() {
      one.isReadOnly = true;
      return Optional.of(one);
    }

    @Override
    protected Optional<StoreHealth> notWriting() {
      one.takesNothing = true;
      return Optional.of(one);
    }

    @Override
    protected Optional<StoreHealth> forgetting() {
      one.forgets = true;
      return Optional.of(one);
    }

    @Override
    protected Optional<StoreHealth> unreachable() {
      one.isGone = true;
      return Optional.of(one);
    }
  }
}
