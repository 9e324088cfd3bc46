package io.piecemeal.domain.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class StorageFailureTest {

  private final Exception cause = new Exception("disk");

  @Test
  void aFailureKeepsItsCause() {
    assertThat(
            List.of(
                new StorageFailure.Unavailable("what", cause),
                new StorageFailure.NoSpace("what", cause),
                new StorageFailure.ReadOnly("what", cause),
                new StorageFailure.OutcomeUnknown("what", cause),
                new StorageFailure.Damaged("what", cause)))
        .allSatisfy(failure -> assertThat(failure).hasMessage("what").hasCause(cause));
  }

  @Test
  void aFailureMayHaveNone() {
    assertThat(
            List.of(
                new StorageFailure.Unavailable("what"),
                new StorageFailure.NoSpace("what"),
                new StorageFailure.Damaged("what")))
        .allSatisfy(failure -> assertThat(failure).hasMessage("what").hasNoCause());
  }
}
