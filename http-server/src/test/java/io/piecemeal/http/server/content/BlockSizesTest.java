package io.piecemeal.http.server.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A budget of 16 MiB, shared by more and more downloads. */
final class BlockSizesTest {

  private static final long BUDGET = 16 << 20;

  @ParameterizedTest
  @CsvSource({"0,524288", "12,524288", "16,524288", "30,262144", "200,16384", "100000,16384"})
  void theMoreBlocksAreOutTheSmallerTheNextOne(int blocks, int size) {
    BlockSizes sizes = new BlockSizes(BUDGET, () -> 0);
    for (int i = 0; i < blocks; i++) {
      sizes.take(Long.MAX_VALUE);
    }

    assertThat(sizes.next()).isEqualTo(size);
  }

  @Test
  void blocksThatStayOutStayWithinTheBudgetUntilAllAreSmallest() {
    BlockSizes sizes = new BlockSizes(BUDGET, () -> 0);
    long taken = 0;
    while (sizes.next() > BlockSizes.SMALLEST) {
      taken += sizes.take(Long.MAX_VALUE);
    }

    assertThat(taken).isLessThanOrEqualTo(BUDGET);
  }

  @Test
  void whatIsGivenBackCanBeTakenAgain() {
    BlockSizes sizes = new BlockSizes(8L * BlockSizes.LARGEST, () -> 0);
    int block = sizes.take(Long.MAX_VALUE);
    assertThat(sizes.next()).isLessThan(BlockSizes.LARGEST);

    sizes.giveBack(block);

    assertThat(sizes.next()).isEqualTo(BlockSizes.LARGEST);
    assertThat(sizes.take(7)).isEqualTo(7);
  }

  /** TLS has encrypted what it released, and holds as much. */
  @Test
  void whatOthersHaveOfTheBudgetIsNotThere() {
    BlockSizes sizes = new BlockSizes(8L * BlockSizes.LARGEST, () -> 4L * BlockSizes.LARGEST);
    assertThat(sizes.next()).isEqualTo(BlockSizes.LARGEST / 2);
  }
}
