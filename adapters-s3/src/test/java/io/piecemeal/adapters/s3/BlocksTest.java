package io.piecemeal.adapters.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Who comes when others have the memory gets a small block first, and all else as ever. */
class BlocksTest {

  private static final int PARTS = 3;

  private final Blocks two = new Blocks(2 * Blocks.SIZE);

  @Test
  void firstBlocksAreSmallOnceTheOthersHaveTheMemory() {
    ByteBuffer first = two.takeFirst();
    ByteBuffer second = two.takeFirst();
    ByteBuffer third = two.takeFirst();
    assertThat(first.capacity()).isEqualTo(Blocks.SIZE);
    assertThat(second.capacity()).isEqualTo(Blocks.SIZE);
    assertThat(third.capacity()).isEqualTo(Blocks.SMALL);
    assertThat(two.take().capacity()).isEqualTo(Blocks.SIZE);

    two.giveBackFirst(third);
    assertThat(two.takeFirst()).isSameAs(third);
    two.giveBackFirst(second);
    assertThat(two.takeFirst()).isSameAs(second);
    assertThat(two.takeFirst().capacity()).isEqualTo(Blocks.SMALL);
  }

  @Test
  void bytesBehindASmallBlockAreReadFromEveryPosition() throws IOException {
    Blocks none = new Blocks(0);
    ByteBuffer only = none.takeFirst();
    assertThat(only.capacity()).isEqualTo(Blocks.SIZE);
    GatheredBytes gathered = new GatheredBytes(none);
    byte[] bytes = new byte[Blocks.SMALL + PARTS * Blocks.SIZE];
    new Random(1).nextBytes(bytes);
    gathered.put(bytes, 0, bytes.length);

    assertThat(gathered.firstRoom()).isEqualTo(Blocks.SMALL);
    try (InputStream in = gathered.stream()) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
    }
    ByteBuffer copied = ByteBuffer.allocate(bytes.length);
    while (copied.hasRemaining()) {
      assertThat(gathered.copy(copied.position(), copied)).isPositive();
    }
    assertThat(copied.array()).isEqualTo(bytes);
    gathered.clear();
    assertThat(gathered.length()).isZero();
    assertThat(gathered.firstRoom()).isEqualTo(Blocks.SMALL);
  }

  @Test
  void moreThanTheFirstBlockHoldsNeedsAShareOfTheBudget() {
    Budget budget = new Budget(4L * Budget.SOME * Blocks.SIZE);
    try (Room room = new Room(budget, S3Stage.PART)) {
      room.requireFor(Blocks.SMALL, Blocks.SMALL);
      assertThat(budget.takeSome()).as("nothing is taken yet").isTrue();
      budget.giveBackSome();

      room.requireFor(Blocks.SMALL + 1, Blocks.SMALL);
      assertThat(budget.takeSome()).as("the room has it").isFalse();
    }
    assertThat(budget.takeSome()).isTrue();
  }
}
