package io.piecemeal.faults.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A register that is read and written: what is right about its histories is easy to see. */
class LinearizabilityTest {

  /** A write of a value, or a read that gave one; a write without an outcome is one that may be. */
  private record Access(Kind kind, int value) {}

  private enum Kind {
    READ,
    WRITE
  }

  private static final Model<Integer, Access> REGISTER =
      new Model<>() {
        @Override
        public Integer initial() {
          return 0;
        }

        @Override
        public Optional<Integer> after(Integer state, Access access) {
          return switch (access.kind()) {
            case WRITE -> Optional.of(access.value());
            case READ -> state == access.value() ? Optional.of(state) : Optional.empty();
          };
        }
      };

  private final List<Timed<Access>> history = new ArrayList<>();

  @Test
  void nothingIsLinearizable() {
    assertThat(violation()).isEmpty();
  }

  @Test
  void oneAfterTheOtherIsLinearizable() {
    write(1, 0, 10);
    read(1, 20, 30);
    write(2, 40, 50);
    read(2, 60, 70);

    assertThat(violation()).isEmpty();
  }

  @Test
  void staleReadIsNot() {
    write(1, 0, 10);
    read(0, 20, 30);

    assertThat(violation()).isPresent();
  }

  @Test
  void readDuringAWriteMayGiveEither() {
    write(1, 0, 100);
    read(0, 10, 20);
    read(1, 30, 40);

    assertThat(violation()).isEmpty();
  }

  @Test
  void readsDuringAWriteMustNotGoBack() {
    write(1, 0, 100);
    read(1, 10, 20);
    read(0, 30, 40);

    assertThat(violation()).isPresent();
  }

  @Test
  void readOfWhatNobodyWroteIsNot() {
    write(1, 0, 100);
    read(7, 10, 20);

    assertThat(violation().map(timed -> timed.call().value())).contains(7);
  }

  @Test
  void writeWithoutOutcomeMayTakeEffectMuchLaterOrNever() {
    write(1, 0, Timed.NEVER);
    read(0, 10, 20);
    assertThat(violation()).isEmpty();

    read(1, 1000, 1010);
    read(1, 1020, 1030);
    assertThat(violation()).isEmpty();
  }

  @Test
  void writeWithoutOutcomeTakesEffectOnce() {
    write(1, 0, Timed.NEVER);
    read(1, 10, 20);
    write(2, 30, 40);
    read(1, 50, 60);

    assertThat(violation()).isPresent();
  }

  @Test
  void effectBeforeTheInvocationIsFound() {
    read(1, 0, 10);
    write(1, 20, Timed.NEVER);

    assertThat(violation()).isPresent();
  }

  @Test
  void callsThatTouchAtOneMomentOverlap() {
    write(1, 0, 10);
    read(0, 10, 20);

    assertThat(violation()).isEmpty();
  }

  /**
   * Histories made by a real register that ran in some order are right; with one read bent, not.
   */
  @Test
  void searchAgreesWithHowHistoriesWereMade() {
    for (int seed = 0; seed < 300; seed++) {
      history.clear();
      SplittableRandom random = new SplittableRandom(seed);
      OptionalInt read = record(random);
      assertThat(violation()).as("seed %d", seed).isEmpty();
      if (read.isPresent()) {
        Timed<Access> right = history.get(read.getAsInt());
        history.set(
            read.getAsInt(),
            new Timed<>(new Access(Kind.READ, -1), right.invoked(), right.returned()));
        assertThat(violation()).as("seed %d, bent", seed).isPresent();
      }
    }
  }

  /** Each takes effect at a moment of its own, and began before and ended after that. */
  private OptionalInt record(SplittableRandom random) {
    int state = 0;
    OptionalInt read = OptionalInt.empty();
    for (int moment = 1000; moment < 1000 + 40 * 10; moment += 10) {
      long invoked = (long) moment - random.nextInt(60);
      long returned = (long) moment + random.nextInt(60);
      if (random.nextBoolean()) {
        state = moment;
        history.add(
            new Timed<>(
                new Access(Kind.WRITE, state),
                invoked,
                random.nextInt(8) == 0 ? Timed.NEVER : returned));
      } else {
        read = OptionalInt.of(history.size());
        history.add(new Timed<>(new Access(Kind.READ, state), invoked, returned));
      }
    }
    return read;
  }

  private void write(int value, long invoked, long returned) {
    history.add(new Timed<>(new Access(Kind.WRITE, value), invoked, returned));
  }

  private void read(int value, long invoked, long returned) {
    history.add(new Timed<>(new Access(Kind.READ, value), invoked, returned));
  }

  private Optional<Timed<Access>> violation() {
    return Linearizability.violation(REGISTER, history);
  }
}
