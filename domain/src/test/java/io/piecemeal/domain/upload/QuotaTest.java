package io.piecemeal.domain.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.Quota.Resource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The rule of {@link Quota}. */
final class QuotaTest {

  private static final Usage SEVEN_BYTES = new Usage(bytes(7), 0);

  @Test
  void whereOwnersHaveNoQuotasOfTheirOwnEachHasTheSame() {
    Limits limits = Limits.DEFAULT.with(quotaOf(3));

    assertThat(limits.quotas().of(new Owner("alice"))).isEqualTo(quotaOf(3));
    assertThat(limits)
        .isEqualTo(
            new Limits(
                Limits.DEFAULT.chunk(),
                Limits.DEFAULT.session(),
                Limits.DEFAULT.direct(),
                quotaOf(3)));
  }

  @Test
  void withoutAQuotaThereIsAlwaysRoom() {
    assertAllowed(Quota.NONE, new Usage(bytes(Long.MAX_VALUE), Integer.MAX_VALUE), SEVEN_BYTES);
    assertAllowed(
        Quota.NONE, new Usage(bytes(Long.MAX_VALUE), Integer.MAX_VALUE), Usage.ONE_SESSION);
  }

  @Test
  void bytesMayReachTheQuotaAndNotPassIt() {
    assertAllowed(quotaOf(bytes(100)), new Usage(bytes(93), 5), SEVEN_BYTES);
    assertRefused(
        quotaOf(bytes(100)), new Usage(bytes(94), 5), SEVEN_BYTES, Resource.BYTES, 100, 94);
  }

  @Test
  void sessionsMayReachTheQuotaAndNotPassIt() {
    assertAllowed(quotaOf(3), new Usage(bytes(9), 2), Usage.ONE_SESSION);
    assertRefused(
        quotaOf(3), new Usage(bytes(9), 3), Usage.ONE_SESSION, Resource.OPEN_SESSIONS, 3, 3);
  }

  @Test
  void tooMuchOfOneThingDoesNotKeepFromAddingAnother() {
    Quota both = new Quota(Optional.of(bytes(10)), OptionalInt.of(1));
    Usage tooMuch = new Usage(bytes(11), 2);

    assertAllowed(quotaOf(bytes(10)), tooMuch, new Usage(bytes(0), 1));
    assertAllowed(quotaOf(1), tooMuch, SEVEN_BYTES);
    assertAllowed(both, tooMuch, Usage.NOTHING);
    assertRefused(both, tooMuch, SEVEN_BYTES, Resource.BYTES, 10, 11);
    assertRefused(both, tooMuch, new Usage(bytes(0), 1), Resource.OPEN_SESSIONS, 1, 2);
  }

  @Test
  void theLargestNumbersDoNotWrapAround() {
    Usage most = new Usage(bytes(Long.MAX_VALUE), Integer.MAX_VALUE);

    assertRefused(quotaOf(bytes(100)), new Usage(bytes(1), 0), most, Resource.BYTES, 100, 1);
    assertRefused(quotaOf(bytes(1)), most, most, Resource.BYTES, 1, Long.MAX_VALUE);
    assertRefused(
        quotaOf(1), most, Usage.ONE_SESSION, Resource.OPEN_SESSIONS, 1, Integer.MAX_VALUE);
  }

  @Test
  void aQuotaOfNothingTakesNothing() {
    assertRefused(quotaOf(bytes(0)), Usage.NOTHING, new Usage(bytes(1), 0), Resource.BYTES, 0, 0);
    assertRefused(quotaOf(0), Usage.NOTHING, Usage.ONE_SESSION, Resource.OPEN_SESSIONS, 0, 0);
  }

  @Test
  void onlyWhatIsAddedAndBoundedHasToBeChecked() {
    assertThat(Quota.NONE.bounds(SEVEN_BYTES)).isFalse();
    assertThat(Quota.NONE.bounds(Usage.ONE_SESSION)).isFalse();
    assertThat(quotaOf(bytes(1)).bounds(SEVEN_BYTES)).isTrue();
    assertThat(quotaOf(bytes(1)).bounds(Usage.ONE_SESSION)).isTrue();
    assertThat(quotaOf(bytes(1)).bounds(new Usage(bytes(0), 1))).isFalse();
    assertThat(quotaOf(1).boundsSessions(Usage.ONE_SESSION)).isTrue();
    assertThat(quotaOf(bytes(1)).boundsSessions(Usage.ONE_SESSION)).isFalse();
    assertThat(quotaOf(1).bounds(Usage.ONE_SESSION)).isTrue();
    assertThat(quotaOf(1).bounds(SEVEN_BYTES)).isFalse();
    assertThat(quotaOf(1).bounds(Usage.NOTHING)).isFalse();
  }

  @Test
  void whatIsSmallIsChargedTheLeastCharge() {
    assertThat(Usage.ofChunk(bytes(1))).isEqualTo(new Usage(bytes(4096), 0));
    assertThat(Usage.ofChunk(bytes(4097))).isEqualTo(new Usage(bytes(4097), 0));
    assertThat(Usage.ofFile(List.of())).isEqualTo(new Usage(bytes(4096), 0));
    assertThat(Usage.ofFile(List.of(bytes(1), bytes(5000))))
        .isEqualTo(new Usage(bytes(4096 + 4096 + 5000), 0));
    assertThat(Usage.ONE_SESSION).isEqualTo(new Usage(bytes(4096), 1));
  }

  @Test
  void nothingIsNegative() {
    assertThatIllegalArgumentException().isThrownBy(() -> quotaOf(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Usage(bytes(0), -1));
  }

  private static void assertAllowed(Quota quota, Usage used, Usage added) {
    assertThatCode(() -> quota.requireRoom(used, added)).doesNotThrowAnyException();
  }

  private static void assertRefused(
      Quota quota, Usage used, Usage added, Resource resource, long limit, long counted) {
    Refusals.assertRefused(
        new Refusal.QuotaExceeded(resource, limit, counted), () -> quota.requireRoom(used, added));
  }

  private static ByteCount bytes(long count) {
    return new ByteCount(count);
  }

  private static Quota quotaOf(ByteCount bytes) {
    return new Quota(Optional.of(bytes), OptionalInt.empty());
  }

  private static Quota quotaOf(int openSessions) {
    return new Quota(Optional.empty(), OptionalInt.of(openSessions));
  }
}
