package io.piecemeal.domain.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.access.OwnerShares.Attempt.Refused;
import io.piecemeal.domain.access.OwnerShares.Reason;
import io.piecemeal.domain.upload.Refusal.AllTurnsTaken;
import io.piecemeal.domain.upload.Refusal.AllTurnsTaken.Turns;
import io.piecemeal.domain.upload.Refusal.DigestsUnderWay;
import io.piecemeal.domain.upload.Refusal.ImportsUnderWay;
import org.junit.jupiter.api.Test;

class TurnsTest {

  private static final Refused OWN_SHARE = new Refused(Reason.OWN_SHARE, 2, 4);
  private static final Refused ALL_TAKEN = new Refused(Reason.ALL_TAKEN, 1, 4);

  @Test
  void anOwnerIsToldOfItsShareOnlyIfItHasThat() {
    assertThat(DigestsUnderWay.of(OWN_SHARE)).isEqualTo(new DigestsUnderWay(2, 4));
    assertThat(ImportsUnderWay.of(OWN_SHARE)).isEqualTo(new ImportsUnderWay(2, 4));
    assertThat(DigestsUnderWay.of(ALL_TAKEN)).isEqualTo(new AllTurnsTaken(Turns.DIGESTS, 4));
    assertThat(ImportsUnderWay.of(ALL_TAKEN)).isEqualTo(new AllTurnsTaken(Turns.IMPORTS, 4));
  }
}
