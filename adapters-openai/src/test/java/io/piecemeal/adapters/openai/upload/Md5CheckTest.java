package io.piecemeal.adapters.openai.upload;

import static io.piecemeal.testkit.Samples.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.piecemeal.domain.access.OwnerShares;
import io.piecemeal.domain.access.OwnerShares.Attempt;
import io.piecemeal.domain.upload.DigestTurns;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.UploadRejected;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class Md5CheckTest {

  private static final String EMPTY = "d41d8cd98f00b204e9800998ecf8427e";

  /** Each check reads all bytes: a wrong digest sent many times would take both processors. */
  @Test
  void anOwnerWhoHasItsShareOfChecksUnderWayIsRefusedOneMore() {
    OwnerShares turns = new OwnerShares(2);
    Md5Check check =
        new Md5Check(
            (owner, file) -> {
              throw new AssertionError("nothing is read");
            },
            new DigestTurns(turns, Duration.ZERO));

    try (Attempt.Taken _ = (Attempt.Taken) turns.take(ALICE, 1)) {
      assertThatExceptionOfType(UploadRejected.class)
          .isThrownBy(() -> check.require(ALICE, List.of(), EMPTY))
          .satisfies(
              refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.DigestsUnderWay.class));
    }
    check.require(ALICE, List.of(), EMPTY);
  }
}
