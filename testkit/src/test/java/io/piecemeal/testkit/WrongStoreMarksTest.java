package io.piecemeal.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.StoreMark;
import io.piecemeal.domain.storage.HighWaterMark;
import io.piecemeal.domain.storage.StorageFailure;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Marks that are wrong in one respect each: the suite tells all of them. */
final class WrongStoreMarksTest {

  /** What {@link Suite} tests; tests of a class run one after the other. */
  private static Supplier<Medium> medium = Medium::new;

  @SuppressWarnings("ImmutableEnumChecker")
  enum Wrong {
    ONE_PER_PROCESS(
        () ->
            new Medium() {
              @Override
              StoreMark node() {
                return new Medium().mark();
              }
            },
        "itIsOneForAllNodes"),
    LOST_WITH_ITS_PROCESS(
        () ->
            new Medium() {
              @Override
              StoreMark nextProcess() {
                return new Medium().mark();
              }
            },
        "itIsThereWhenAnotherProcessBegins"),
    NOT_SYNCED(
        () ->
            new Medium() {
              @Override
              void sync() {}
            },
        "itSurvivesAPowerCutEachTimeItIsRaised"),
    LOWERED(
        () ->
            new Medium() {
              @Override
              void raise(HighWaterMark to) {
                memory.lose();
                super.raise(to);
              }
            },
        "itIsNeverLowered"),
    OTHER_THINGS_OVERWRITTEN(
        () ->
            new Medium() {
              @Override
              void raise(HighWaterMark to) {
                isDamaged = false;
                super.raise(to);
              }
            },
        "whatIsElseInItsPlaceIsDamageAndIsNotOverwritten"),
    NONE_WHERE_IT_CANNOT_BE_REACHED(
        () ->
            new Medium() {
              @Override
              void requireMedium() {}
            },
        "aMarkThatCannotBeReachedIsAFailure");

    private final Supplier<Medium> medium;
    private final String test;

    Wrong(Supplier<Medium> medium, String test) {
      this.medium = medium;
      this.test = test;
    }
  }

  @ParameterizedTest
  @EnumSource(Wrong.class)
  void aWrongMarkFailsItsSuite(Wrong wrong) {
    medium = wrong.medium;

    assertThat(SuiteRun.failures(Suite.class)).contains(wrong.test + "()");
  }

  @Test
  void aRightOneFailsNone() {
    medium = Medium::new;

    assertThat(SuiteRun.failures(Suite.class)).isEmpty();
  }

  /** Right; each mutant overrides what it gets wrong. */
  private static class Medium {

    final InMemoryStoreMark memory = new InMemoryStoreMark();
    final InMemoryStoreMark durable = new InMemoryStoreMark();
    boolean isDamaged;
    boolean isGone;

    StoreMark mark() {
      return new StoreMark() {
        @Override
        public Optional<HighWaterMark> read() {
          return Medium.this.read();
        }

        @Override
        public void raise(HighWaterMark to) {
          Medium.this.raise(to);
        }
      };
    }

    StoreMark node() {
      return mark();
    }

    StoreMark nextProcess() {
      return mark();
    }

    Optional<HighWaterMark> read() {
      requireMedium();
      if (isDamaged) {
        throw new StorageFailure.Damaged("no mark");
      }
      return memory.read();
    }

    void raise(HighWaterMark to) {
      Optional<HighWaterMark> _ = read();
      memory.raise(to);
      sync();
    }

    void sync() {
      memory.read().ifPresent(durable::raise);
    }

    void requireMedium() {
      if (isGone) {
        throw new StorageFailure.Unavailable("not there");
      }
    }
  }

  static final class Suite extends StoreMarkContract {

    private final Medium one = medium.get();

    @Override
    protected StoreMark newMark() {
      return one.mark();
    }

    @Override
    protected StoreMark secondNode() {
      return one.node();
    }

    @Override
    protected Optional<StoreMark> reopened() {
      return Optional.of(one.nextProcess());
    }

    @Override
    protected Optional<PowerCut> powerCut() {
      return Optional.of(new PowerCut(one.mark(), () -> one.durable));
    }

    @Override
    protected Optional<StoreMark> damaged() {
      one.isDamaged = true;
      return Optional.of(one.mark());
    }

    @Override
    protected Optional<StoreMark> unreachable() {
      one.isGone = true;
      return Optional.of(one.mark());
    }
  }
}
